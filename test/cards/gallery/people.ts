import { peopleCard, personCard } from '../../../cards/people/people.ts';
import { unreachableCard, unreached } from '../../../cards/people/unreachable.ts';
import { UNREACHABLE } from '../../../domain/people/person.ts';
import type { PersonDocument } from '../../../domain/store/documents.ts';
import { Scene } from './scene.ts';

/** People: the list, one, and whom the bot cannot write to. */
export function showPeople(scene: Scene): void {
  listed(scene);
  unreachable(scene);
}

function listed(scene: Scene): void {
  const actor = scene.actor;
  const people = Array.from({ length: 6 }, (_, nth) => scene.person(nth));
  scene.show(peopleCard, 'a page', peopleCard(actor, people));
  scene.show(peopleCard, 'a page of many', peopleCard(actor, people, 'synthetic'));
  scene.show(peopleCard, 'one', peopleCard(actor, people.slice(0, 1)));
  for (const person of people.slice(0, 4)) {
    const standing = scene.standing();
    scene.show(personCard, person.permission ?? 'nobody', personCard(actor, { person, standing }));
    scene.show(
      personCard,
      `${person.permission ?? 'nobody'}, banner`,
      personCard(actor, { person, standing, banner: scene.banner() }),
    );
  }
  const consultant: PersonDocument = {
    ...scene.person(2),
    name: scene.outside('consultant', 3),
    consultantId: 'consultant-3',
  };
  const { consultantId: _none, ...nobody } = consultant;
  for (const [of, person] of Object.entries({ 'a consultant': consultant, 'of the same name': nobody })) {
    scene.show(personCard, of, personCard(actor, { person, standing: scene.standing() }));
  }
}

function unreachable(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const people = Array.from({ length: 19 }, (_, nth) => {
    const why = UNREACHABLE[nth % UNREACHABLE.length] ?? 'never';
    const one: PersonDocument = { ...scene.person(nth % 3), name: scene.outside('person', nth) };
    return unreached(
      why === 'never' ? one : { ...one, unreachable: { why, at: Date.UTC(2020, 5, 1 + nth) } },
    );
  }).filter((one) => one !== undefined);
  scene.show(unreachableCard, 'nobody', unreachableCard(actor, { people: [], standing }));
  scene.show(unreachableCard, 'many', unreachableCard(actor, { people, standing, next: 'synthetic' }));
}
