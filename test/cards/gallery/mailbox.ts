import { quarantineCard, quarantinedMailCard } from '../../../cards/mail/quarantine.ts';
import { HELD_BACK, newDocument, type QuarantineDocument } from '../../../domain/store/documents.ts';
import { quarantineId } from '../../../domain/store/ids.ts';
import { TENANT, type Scene } from './scene.ts';

/** The watched mailbox: mails that wait for an admin, and one of them. */
export function showMailbox(scene: Scene): void {
  const { actor } = scene;
  const standing = scene.standing();
  const mails = HELD_BACK.map((why, nth) => quarantined(scene, why, nth));
  const people = Array.from({ length: 60 }, (_, nth) => ({
    ...scene.person(nth % 3),
    id: `person:00000000-0000-4000-8000-0000000000${String(nth).padStart(2, '0')}`,
    name: scene.outside('person', nth),
  }));
  scene.show(quarantineCard, 'nothing waits', quarantineCard(actor, { mails: [], standing }));
  for (const from of [0, 5]) {
    const page = { mails: mails.slice(from, from + 5), standing, next: 'synthetic', banner: scene.banner() };
    scene.show(quarantineCard, `a page from ${from}`, quarantineCard(actor, page));
  }
  for (const status of ['handed', 'gone'] as const) {
    const mail: QuarantineDocument = { ...quarantined(scene, 'unverified', 9), status };
    scene.show(quarantineCard, status, quarantineCard(actor, { mails: [mail], standing }));
    scene.show(quarantinedMailCard, status, quarantinedMailCard(actor, { mail, people, standing }));
  }
  for (const mail of mails) {
    const of = { mail, people, standing, person: '00000000-0000-4000-8000-000000000003' };
    scene.show(quarantinedMailCard, mail.why, quarantinedMailCard(actor, of));
    const refused = { ...of, people: [], banner: scene.banner() };
    scene.show(quarantinedMailCard, `${mail.why}, nobody to take it`, quarantinedMailCard(actor, refused));
  }
}

function quarantined(scene: Scene, why: QuarantineDocument['why'], nth: number): QuarantineDocument {
  return newDocument('quarantine', TENANT, quarantineId(`synthetic-${nth}`), {
    ttl: 60,
    from: scene.outside('address', nth),
    subject: nth === 0 ? '' : scene.outside('customer', nth),
    messageId: `synthetic-${nth}`,
    why,
    status: 'held',
    open: true,
    changedAt: Date.UTC(2020, 5, 1 + nth, 9),
  });
}
