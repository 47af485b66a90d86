import { labelKey } from '../mail/label-key.ts';
import { Prepared } from '../prepared.ts';
import type { Steps } from '../steps.ts';
import { TextModel, type SavedModel } from '../text-model.ts';
import { SHEET_STATES, type SheetState } from './headings/headings.ts';
import { listed } from './wordings.ts';

/** So probable a state has to be, and so much of its letters be in the lists: else it is asked. */
const SURE = 0.75;
const KNOWN = 0.7;
/** A longer cell says more than a state. */
const LONGEST = 40;

/** What agrees with a voucher in the lists agrees with a number of them, or with nothing, in sheets. */
const AGREEING: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<=[nt])y$/u, ['a', 'e', 'o']],
  [/(?<=[нт])$/u, ['а', 'о', 'ы']],
];

function keysOf(state: SheetState): readonly string[] {
  return listed(({ states }) => states[state])
    .map(labelKey)
    .flatMap((key) => [
      key,
      ...AGREEING.flatMap(([ending, others]) =>
        ending.test(key) ? others.map((other) => key.replace(ending, other)) : [],
      ),
    ]);
}

const exact: ReadonlyMap<string, SheetState> = new Map(
  SHEET_STATES.flatMap((state) => keysOf(state).map((key) => [key, state] as const)),
);

/** What a build keeps of states. */
export const STATES = new Prepared<TextModel<SheetState>, SavedModel<SheetState>>({
  name: 'states',
  make: () =>
    TextModel.training(
      Object.fromEntries(SHEET_STATES.map((state) => [state, keysOf(state)])) as Record<
        SheetState,
        readonly string[]
      >,
    ),
  save: (model) => model.saved(),
  restore: (saved) => TextModel.restored(saved),
});

/** Trains the model of states, in steps; who comes while it is under way goes on with it. */
export function* preparingStates(): Steps<undefined> {
  yield* STATES.preparing();
}

/** The state that a cell names, in any language and form of the lists; undefined where somebody has to be asked. */
export function stateOf(cell: string): SheetState | undefined {
  if (cell.length > LONGEST) return undefined;
  // "2 - Reserved", "Reserved (VVR)".
  const key = labelKey(cell.replace(/^\s*\d{1,2}\s*[-.:)]\s*/u, ''));
  const known = exact.get(key);
  if (known !== undefined || key === '') return known;
  const model = STATES.get();
  const { likely, known: part } = model.likelihoods(key);
  const best = model.kinds.findIndex((_state, at) => (likely[at] ?? 0) >= SURE);
  return part >= KNOWN ? model.kinds[best] : undefined;
}
