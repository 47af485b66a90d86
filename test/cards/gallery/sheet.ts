import { sheetAsksCard, type SheetAsks } from '../../../cards/sheet/asks.ts';
import { sheetGroupCard, sheetOnlyHereCard } from '../../../cards/sheet/differences.ts';
import { sheetPreviewCard } from '../../../cards/sheet/preview.ts';
import { sheetProgressCard } from '../../../cards/sheet/progress.ts';
import { groupsOf, type Difference } from '../../../domain/sheet/differences.ts';
import { SHEET_FIELDS } from '../../../domain/sheet/headings/headings.ts';
import type { SheetRow, Trouble } from '../../../domain/sheet/rows.ts';
import { MAX_REFUSED, newDocument, type SheetDocument } from '../../../domain/store/documents.ts';
import { sheetId } from '../../../domain/store/ids.ts';
import { ASSIGNED, TODAY } from './days.ts';
import { TENANT, type Scene } from './scene.ts';

/** Every trouble that a row can have. */
const TROUBLES: { readonly [C in Trouble['trouble']['code']]: Extract<Trouble['trouble'], { code: C }> } = {
  noNumber: { code: 'noNumber' },
  lostDigits: { code: 'lostDigits' },
  noVoucherNumber: { code: 'noVoucherNumber' },
  formula: { code: 'formula' },
  tooLong: { code: 'tooLong' },
  unknownState: { code: 'unknownState' },
  stateAgainstDays: { code: 'stateAgainstDays' },
  unknownDay: { code: 'unknownDay' },
  ambiguousDay: { code: 'ambiguousDay' },
  unknownCountry: { code: 'unknownCountry' },
  unknownLevel: { code: 'unknownLevel' },
  noAddress: { code: 'noAddress' },
  disagrees: { code: 'disagrees', line: 7 },
};

/** A list of vouchers that is brought in: what is asked of it, what it would record, how far it is. */
export function showSheets(scene: Scene): void {
  const { actor } = scene;
  const key = 'c0ffee00-0000-4000-8000-000000000001';
  const column = (nth: number): SheetAsks['columns'][number] => ({
    column: nth,
    heading: scene.outside('cell', nth),
    field: SHEET_FIELDS[nth],
    isSure: false,
    may: SHEET_FIELDS.slice(nth, nth + 2),
    examples: [scene.outside('cell', nth + 1), scene.outside('customer', nth)],
  });
  const date = { printed: scene.outside('cell', 9), dayFirst: TODAY, monthFirst: ASSIGNED };
  const few = { columns: [column(0)], states: [scene.outside('cell', 3)], date };
  scene.show(sheetAsksCard, 'one of each', sheetAsksCard(actor, { key, asks: few, banner: scene.banner() }));
  const many = { columns: [0, 1, 2, 3, 4, 5].map(column), states: [] };
  scene.show(sheetAsksCard, 'six columns', sheetAsksCard(actor, { key, asks: many }));

  const troubles = Object.values(TROUBLES).map((trouble, nth): Extract<SheetRow, { kind: 'trouble' }> => ({
    line: nth + 2,
    kind: 'trouble',
    printed: scene.outside('number', nth),
    troubles: [{ field: 'status', value: scene.outside('cell', nth), trouble }],
  }));
  const states = { assigned: 100, reserved: 90, reported: 60, redeemed: 50, lost: 0 };
  for (const [of, counts] of Object.entries({
    'three hundred': { vouchers: 300, states, over: 4, again: 2, troubles: 40 },
    none: {
      vouchers: 0,
      states: { ...states, assigned: 0, reserved: 0, reported: 0, redeemed: 0 },
      over: 0,
      again: 0,
      troubles: 1,
    },
  })) {
    const groups = { key, groups: [], page: 0, choices: {}, mayDecide: actor.permission === 'admin' };
    const compared = { known: 2, agree: 2, ignored: 0, more: 0, onlyHere: 0 };
    const view = {
      key,
      name: scene.outside('file', 0),
      counts,
      compared,
      groups,
      admins: [],
      troubles,
      ignored: scene.names('cell', 6),
    };
    scene.show(sheetPreviewCard, of, sheetPreviewCard(actor, view));
    const pasted = { ...view, name: '', troubles: [], ignored: [], counts: { ...counts, troubles: 0 } };
    scene.show(sheetPreviewCard, `${of}, pasted`, sheetPreviewCard(actor, pasted));
  }
  showDifferences(scene, key);
  for (const status of ['running', 'stopped', 'done'] as const)
    for (const failed of [0, MAX_REFUSED + 5]) {
      const card = sheetProgressCard(actor, sheet(scene, key, status, failed), scene.banner('good'));
      scene.show(sheetProgressCard, `${status}, ${failed} not taken`, card);
    }
}

/** One of each kind of difference, several of each, with values as long as they can be. */
function differencesIn(scene: Scene): readonly Difference[] {
  const kinds: readonly Omit<Difference, 'line' | 'number' | 'value'>[] = [
    { what: 'status', how: 'ahead', ours: 'reserved', theirs: 'redeemed', way: 'advance' },
    { what: 'status', how: 'over', ours: 'reported', theirs: 'other', way: 'void' },
    { what: 'status', how: 'over', ours: 'redeemed', theirs: 'other', cannot: 'redeemed' },
    { what: 'status', how: 'back', ours: 'redeemed', theirs: 'reserved', cannot: 'back' },
    { what: 'status', how: 'back', ours: 'lost', theirs: 'reserved', cannot: 'lost' },
    { what: 'printedExpiry', how: 'differs', ours: ASSIGNED, theirs: TODAY, way: 'amend' },
    { what: 'adminEmail', how: 'adds', theirs: scene.outside('address', 1), way: 'amend' },
    {
      what: 'customer',
      how: 'differs',
      ours: scene.outside('customer', 0),
      theirs: scene.outside('customer', 1),
      way: 'amend',
    },
    { what: 'consultant', how: 'differs', ours: 'consultant-0', theirs: 'consultant-1', way: 'handOver' },
    { what: 'country', how: 'differs', ours: 'PL', theirs: 'DE', cannot: 'step' },
    { what: 'engagement', how: 'differs', ours: 'SDPS', theirs: 'sharepoint', way: 'amend' },
    { what: 'serviceLevel', how: 'differs', ours: '5', theirs: '15', way: 'amend' },
  ];
  return kinds.flatMap((kind, nth) =>
    Array.from({ length: nth === 0 ? 25 : 11 }, (_, at) => ({
      ...kind,
      line: 2 + at,
      number: scene.outside('number', at),
      value: kind.theirs,
    })),
  );
}

/** What differs from what is here: groups, the rows of each, and what only we know. */
function showDifferences(scene: Scene, key: string): void {
  const { actor } = scene;
  const mayDecide = actor.permission === 'admin';
  const groups = groupsOf(differencesIn(scene));
  const standing = scene.standing();
  const none = { assigned: 0, reserved: 0, reported: 0, redeemed: 0, lost: 0 };
  for (const vouchers of [0, 3])
    for (const page of [0, 1, 2]) {
      const card = sheetPreviewCard(actor, {
        key,
        name: scene.outside('file', 0),
        counts: { vouchers, states: { ...none, assigned: vouchers }, over: 0, again: 0, troubles: 0 },
        compared: { known: 150, agree: 10, ignored: 4, more: page, onlyHere: 7 },
        groups: { key, groups, page, choices: { [groups[0]?.key ?? '']: 'ignore' }, mayDecide },
        admins: mayDecide ? [] : scene.names('person', 3),
        troubles: [],
        ignored: [],
        banner: scene.banner(),
      });
      scene.show(sheetPreviewCard, `${vouchers} new, differences, page ${page}`, card);
    }
  for (const group of groups)
    for (const page of [0, 1]) {
      const card = sheetGroupCard(actor, { key, group, page, choices: {}, mayDecide, standing });
      scene.show(sheetGroupCard, `${group.key}, page ${page}`, card);
    }
  for (const [of, docs, page] of [
    ['ten', scene.many('assigned', 10), 0],
    ['second page', scene.many('reserved', 3), 1],
    ['none', [], 0],
  ] as const)
    scene.show(
      sheetOnlyHereCard,
      of,
      sheetOnlyHereCard(actor, { key, docs, page, isMore: page === 0, standing }),
    );
}

function sheet(scene: Scene, key: string, status: SheetDocument['status'], failed: number): SheetDocument {
  return newDocument('sheet', TENANT, sheetId(key), {
    ttl: 60,
    by: 'synthetic-1',
    name: scene.outside('file', 0),
    status,
    said: { columns: {}, states: {} },
    rows: 300,
    at: status === 'done' ? 300 : 180,
    recorded: 160,
    known: failed > 0 ? 3 : 0,
    refused: Array.from({ length: Math.min(failed, MAX_REFUSED) }, (_, nth) => ({
      line: nth + 2,
      number: scene.outside('number', nth),
      why: scene.outside('cell', nth),
    })),
    failed,
    taken: failed,
    ignored: failed,
    left: failed,
  });
}
