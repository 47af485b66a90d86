import { beforeEach, describe, expect, test } from '@jest/globals';
import { TestAdapter, TurnContext } from 'botbuilder';
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { say } from '../../../cards/kit/say.ts';
import { MainDialog } from '../../../dialogs/main.ts';
import { ANSWER, TURN, type Answer } from '../../../dialogs/step.ts';
import { Turn, type Press } from '../../../dialogs/turn.ts';
import { present } from '../../../domain/present.ts';
import { personId } from '../../../domain/store/ids.ts';
import type { PersonDocument } from '../../../domain/store/documents.ts';
import { UNREACHABLE, type Actor } from '../../../domain/people/person.ts';
import { TENANT, World } from '../../domain/given.ts';
import { inSlices } from '../../../bot/turn/slices.ts';
import { packing } from '../../../bot/turn/packing.ts';

let world: World;
beforeEach(async () => {
  world = await World.begun();
});

async function add(id: string, over: Partial<PersonDocument> = {}): Promise<void> {
  const doc: PersonDocument = {
    id: personId(id),
    tenantId: TENANT,
    kind: 'person',
    schema: 1,
    name: `Synthetic ${id}`,
    roles: [],
    language: 'en',
    permission: 'consultant',
    reference: '{}',
    ...over,
  };
  await world.store.commit(TENANT, [{ op: 'create', doc }]);
}

interface Shown {
  readonly text: string;
  readonly verbs: readonly string[];
  readonly next: string | undefined;
}

/** What the main dialog answers to a button of the list. */
function unreachable(actor: Actor = world.admin, arg?: string): Promise<Shown> {
  return pressed(actor, { verb: 'people.unreachable', arg });
}

async function pressed(actor: Actor, of: Pick<Press, 'verb' | 'id' | 'arg'>): Promise<Shown> {
  const input: Press = { kind: 'press', inputs: {}, ...of };
  const turn = new Turn({
    desk: world.desk,
    unit: world.desk.begin(TENANT),
    actor,
    input,
    inSlices,
    packing,
  });
  const context = new TurnContext(new TestAdapter(() => Promise.resolve()), {
    type: 'message',
    channelId: 'synthetic',
  });
  context.turnState.set(TURN, turn);
  await new DialogContext(new DialogSet().add(new MainDialog()), context, { dialogStack: [] }).beginDialog(
    'main',
  );
  const { card } = context.turnState.get<Answer>(ANSWER);
  const actions = card['actions'] as readonly { readonly verb: string; readonly data: { arg?: string } }[];
  return {
    text: JSON.stringify(card['body']),
    verbs: actions.map(({ verb }) => verb),
    next: actions.find(({ verb }) => verb === 'people.unreachable')?.data.arg,
  };
}

describe('who cannot be reached', () => {
  test('is told with why, since when, and what to do about each', async () => {
    const at = Date.parse('2020-06-12T22:30:00Z');
    for (const why of UNREACHABLE) await add(why, { unreachable: { why, at } });
    await add('well');
    const { text } = await unreachable();
    for (const why of UNREACHABLE) {
      expect(text).toContain(`Synthetic ${why}`);
      expect(text).toContain(say('en', `unreachable.${why}`));
      expect(text).toContain(say('en', `unreachableFix.${why}`));
    }
    expect(text).not.toContain('Synthetic well');
    // By the company's clock it was the next day.
    expect(text).toContain('13\u00a0Jun 2020, 00:30');
  });

  test('are also those who never wrote; nobody who has no access', async () => {
    await world.store.commit(TENANT, [
      {
        op: 'create',
        doc: {
          id: personId('silent'),
          tenantId: TENANT,
          kind: 'person',
          schema: 1,
          name: 'Synthetic silent',
          roles: [],
          language: 'en',
          permission: 'reader',
        } as PersonDocument,
      },
    ]);
    const stranger: Partial<PersonDocument> = { unreachable: { why: 'blocked', at: 0 }, asked: true };
    await add('gone', stranger);
    await world.run((unit) => world.desk.grant(unit, world.admin, { id: 'gone', roles: [] }));
    const { text } = await unreachable();
    expect(text).toContain('Synthetic silent');
    expect(text).toContain(say('en', 'unreachable.never'));
    expect(text).not.toContain('Synthetic gone');
  });

  test('are nobody, and it says so', async () => {
    await add('well');
    const { text, next } = await unreachable();
    expect(text).toContain(say('en', 'people.allReached'));
    expect(next).toBeUndefined();
  });

  test('are found among many, page by page, each once', async () => {
    for (let nth = 0; nth < 300; nth += 1) {
      const lost = nth % 9 === 0 ? { unreachable: { why: 'blocked' as const, at: 0 } } : {};
      await add(`p${String(nth).padStart(3, '0')}`, lost);
    }
    const found: string[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const shown = await unreachable(world.admin, next);
      found.push(...Array.from(shown.text.matchAll(/Synthetic (p\d+)/g), ([, id = '']) => id));
      next = shown.next;
      pages += 1;
    } while (next !== undefined && pages < 20);
    expect(next).toBeUndefined();
    expect(pages).toBeGreaterThan(2);
    expect(found.sort()).toEqual(
      Array.from({ length: 34 }, (_, nth) => `p${String(nth * 9).padStart(3, '0')}`),
    );
  });

  test('is for admins only', async () => {
    await add('gone', { unreachable: { why: 'blocked', at: 0 } });
    const { text, verbs } = await unreachable(world.consultant);
    expect(text).not.toContain(say('en', 'unreachable.blocked'));
    expect(verbs).not.toContain('people.unreachable');
  });
});

describe('of 150 people', () => {
  beforeEach(async () => {
    for (let nth = 0; nth < 150; nth += 1) {
      const over: Partial<PersonDocument> =
        nth === 141 ? { roles: ['mpnPartnerAdmin', 'mpnGlobalAdmin'], permission: 'admin' } : {};
      await add(`p${String(nth).padStart(3, '0')}`, over);
    }
  });

  test.each([
    ['who reserves in VVR', 'reserve.open', 'SYN-0001'],
    ['who registers in SAVB', 'register.open', 'DDPS'],
    ['the admin', 'about.open', undefined],
  ] as const)('number 141 is found as %s', async (_who, verb, id) => {
    await world.voucher('SYN-0001');
    const { text } = await pressed(world.consultant, present({ verb, id }));
    expect(text).toContain('Synthetic p141');
  });

  test('any one of the admins is another admin than who goes', async () => {
    await add('zz', { permission: 'admin' });
    const grant = (id: string) =>
      world.run((unit) => world.desk.grant(unit, world.admin, { id, permission: 'reader', roles: [] }));
    expect(await grant('p141')).toMatchObject({ done: true });
    expect(await grant('zz')).toMatchObject({ done: false, refusal: { refused: { why: 'lastAdmin' } } });
  });
});
