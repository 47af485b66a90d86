import type { Table } from '../csv-table.ts';
import { LetterGrams } from '../letter-grams.ts';
import { labelKey } from '../mail/label-key.ts';
import { allOf, type Fact } from '../mail/wordings.ts';
import { Prepared } from '../prepared.ts';
import type { Steps } from '../steps.ts';
import { TextModel, type SavedModel } from '../text-model.ts';
import { SHEET_FIELDS, type SheetField } from './headings/headings.ts';
import { fitOf, type Fits } from './values.ts';
import { listed } from './wordings.ts';

/** A field, or that the column says nothing here. */
type Kind = SheetField | 'none';
const KINDS: readonly Kind[] = [...SHEET_FIELDS, 'none'];

/** Labels of mails head columns too. */
const OF_MAILS: Readonly<Partial<Record<SheetField, Fact>>> = {
  number: 'number',
  customer: 'customer',
  engagement: 'engagement',
  serviceLevel: 'serviceLevel',
  assignedOn: 'assignedOn',
  printedExpiry: 'expiresOn',
  adminEmail: 'adminEmail',
};

/** So probable a field has to be to be taken, and so much more than the next one. */
const SURE = 0.5;
const AHEAD = 0.2;
/** What is less probable is not taken; and not even offered. */
const TAKEN = 0.3;
const POSSIBLE = 0.08;
/** Rows whose values are looked at. */
const SAMPLE = 60;

/** Headings are short, and what stands below them tells the rest. */
const HOW = { features: () => new LetterGrams(3), passes: 2, step: 0.7, negligible: 0.05 };

const EVERY = 10;

function* keysOf(kind: Kind): Iterable<string> {
  const fact = kind === 'none' ? undefined : OF_MAILS[kind];
  const printed = [
    ...listed(({ fields }) => fields[kind]),
    // Of their thousands, which are much alike, some are enough, and take a tenth of the time.
    ...(fact === undefined
      ? []
      : allOf(({ labels }) => labels[fact]).filter((_label, place) => place % EVERY === 0)),
  ];
  const keys = new Set(printed.map(labelKey));
  keys.delete('');
  yield* keys;
}

/** What is known of headings: those that are listed, and a model of the others. */
interface Known {
  readonly exact: ReadonlyMap<string, readonly Kind[]>;
  readonly model: TextModel<Kind>;
}

/** What a build keeps of headings. */
export const HEADINGS = new Prepared<Known, { exact: Known['exact']; model: SavedModel<Kind> }>({
  name: 'headings',
  *make() {
    const keys = Object.fromEntries(KINDS.map((kind) => [kind, [...keysOf(kind)]] as const));
    return {
      exact: listedKeys(),
      model: yield* TextModel.training(keys as Record<Kind, readonly string[]>, HOW),
    };
  },
  save: ({ exact, model }) => ({ exact, model: model.saved() }),
  *restore({ exact, model }) {
    return { exact, model: yield* TextModel.restored(model) };
  },
});

/** Trains the model of headings, in steps; who comes while it is under way goes on with it. */
export function* preparingHeadings(): Steps<undefined> {
  yield* HEADINGS.preparing();
}

/** Headings that are listed for one kind alone, or for several. */
function listedKeys(): ReadonlyMap<string, readonly Kind[]> {
  const found = new Map<string, Kind[]>();
  for (const kind of KINDS)
    for (const text of listed(({ fields }) => fields[kind])) {
      const key = labelKey(text);
      if (key !== '') found.set(key, [...(found.get(key) ?? []), kind]);
    }
  return found;
}

/** How probable each field is for a heading alone. */
function likelihoods(heading: string): Readonly<Record<Kind, number>> {
  const { exact, model } = HEADINGS.get();
  const key = labelKey(heading);
  const known = exact.get(key);
  if (known !== undefined)
    return Object.fromEntries(
      KINDS.map((kind) => [kind, known.includes(kind) ? 1 / known.length : 0]),
    ) as Record<Kind, number>;
  if (key === '') return EVEN;
  const { likely, known: part } = model.likelihoods(key);
  const { kinds } = model;
  // Of a heading that is like no example nothing is known.
  return Object.fromEntries(
    kinds.map((kind, at) => [kind, part * (likely[at] ?? 0) + (1 - part) / kinds.length]),
  ) as Record<Kind, number>;
}

const EVEN = Object.fromEntries(KINDS.map((kind) => [kind, 1 / KINDS.length])) as Record<Kind, number>;

/** What a column is taken for. */
export interface ColumnMeaning {
  /** Its place in the table, from 0. */
  readonly column: number;
  /** As printed. */
  readonly heading: string;
  /** What it is taken for; undefined = for nothing. */
  readonly field: SheetField | undefined;
  /** Whether nobody has to be asked. */
  readonly isSure: boolean;
  /** What it may be, the likeliest first; for who is asked. */
  readonly may: readonly SheetField[];
}

/**
 * What the columns of a table are: by their headings, and by what stands in them. Each field is one column's, the
 * likeliest one's. `said`: what somebody has said of a heading before, by its key; it is not asked again. `fits`: how well a
 * cell is a value of each field.
 */
export function columnsOfSheet(
  table: Pick<Table, 'columns' | 'rows'>,
  fits: Fits,
  said: ReadonlyMap<string, SheetField | 'none'> = new Map(),
): readonly ColumnMeaning[] {
  const columns = table.columns.map((heading, column) => {
    const cells = table.rows
      .slice(0, SAMPLE)
      .map((row) => row.cells[column] ?? '')
      .filter((cell) => cell !== '');
    const byHeading = likelihoods(heading);
    const raw = KINDS.map((kind) => ({
      kind,
      likely: byHeading[kind] * (kind === 'none' ? NONE_FITS : fitOf(kind, cells, fits)),
    }));
    const sum = raw.reduce((all, { likely }) => all + likely, 0);
    const ranked = raw
      .map(({ kind, likely }) => ({ kind, likely: sum === 0 ? 0 : likely / sum }))
      .toSorted((a, b) => b.likely - a.likely);
    return { column, heading, isEmpty: cells.length === 0, ranked, said: said.get(headingKey(heading)) };
  });
  const taken = new Map<SheetField, number>();
  for (const { column, said: as } of columns) if (as !== undefined && as !== 'none') taken.set(as, column);
  const claims = columns
    .filter((one) => one.said === undefined && !one.isEmpty)
    .flatMap(({ column, ranked }) =>
      ranked.flatMap(({ kind, likely }) => (kind === 'none' ? [] : [{ column, field: kind, likely }])),
    )
    .toSorted((a, b) => b.likely - a.likely);
  const of = new Map<number, SheetField>();
  for (const { column, field, likely } of claims) {
    if (likely < TAKEN || taken.has(field) || of.has(column)) continue;
    const none = columns[column]?.ranked.find(({ kind }) => kind === 'none')?.likely ?? 0;
    if (none > likely) continue;
    taken.set(field, column);
    of.set(column, field);
  }
  return columns.map(({ column, heading, ranked, said: as, isEmpty }) => {
    const may = ranked.flatMap(({ kind, likely }) => (kind !== 'none' && likely >= POSSIBLE ? [kind] : []));
    if (as !== undefined)
      return { column, heading, field: as === 'none' ? undefined : as, isSure: true, may };
    const field = of.get(column);
    const [best, next] = ranked;
    const isSure =
      isEmpty ||
      (best !== undefined &&
        (best.kind === 'none' ? field === undefined : best.kind === field) &&
        best.likely >= SURE &&
        best.likely - (next?.likely ?? 0) >= AHEAD);
    return { column, heading, field, isSure, may };
  });
}

/** Cells say nothing of a column that holds none of these. */
const NONE_FITS = 0.5;

/** The form in which a heading is remembered. */
export function headingKey(heading: string): string {
  return labelKey(heading);
}

/** Whether a header is one of a list of vouchers: a column of numbers, and another that says something of them. */
export function isVoucherHeader(cells: readonly string[]): boolean {
  const { exact } = HEADINGS.get();
  const fields = new Set(
    cells.flatMap((cell) => {
      const found = exact.get(labelKey(cell)) ?? likeliest(cell);
      return found;
    }),
  );
  fields.delete('none');
  return fields.has('number') && fields.size >= 2;
}

function likeliest(heading: string): readonly Kind[] {
  if (labelKey(heading) === '') return [];
  return Object.entries(likelihoods(heading)).flatMap(([kind, likely]) =>
    likely >= SURE ? [kind as Kind] : [],
  );
}
