import type { Company } from '../company/model.ts';
import type { Table, TableRow } from '../csv-table.ts';
import type { Day } from '../day.ts';
import { folded } from '../folded.ts';
import type { GuardId } from '../guards/answers.ts';
import { productIn, type Product } from '../mail/products.ts';
import { addressesIn, Names, isPlausibleNumber, type EngagementNames } from '../mail/values.ts';
import { present } from '../present.ts';
import { ENGAGEMENT_IDS, OFFERING_IDS, SERVICE_LEVELS } from '../programme/catalogue.ts';
import { sameValue } from '../same-value.ts';
import type { Facts, RecordedStage, Reservation } from '../voucher/model.ts';
import { canonicalNumber } from '../voucher/number.ts';
import type { ColumnMeaning } from './columns.ts';
import type { SheetField, SheetState } from './headings/headings.ts';
import { stateOf } from './states.ts';
import { dayIn, LOST_DIGITS, orderOf, wholeNumber, type DateOrder } from './values.ts';

/** Why a row is not taken as it stands, each with the cell as printed. */
export type RowTrouble =
  | { readonly code: 'noNumber' }
  /** A spreadsheet made a number of it, and its last digits are gone. */
  | { readonly code: 'lostDigits' }
  | { readonly code: 'noVoucherNumber' }
  | { readonly code: 'formula' }
  | { readonly code: 'tooLong' }
  | { readonly code: 'unknownState' }
  /** Its state says less than its days. */
  | { readonly code: 'stateAgainstDays' }
  | { readonly code: 'unknownDay' }
  | { readonly code: 'ambiguousDay' }
  | { readonly code: 'unknownCountry' }
  | { readonly code: 'unknownLevel' }
  | { readonly code: 'noAddress' }
  /** Another row of the same voucher says something else. */
  | { readonly code: 'disagrees'; readonly line: number };

export interface Trouble {
  readonly field: SheetField;
  readonly value: string;
  readonly trouble: RowTrouble;
}

/** A voucher as a row has it. What the row does not say is absent. */
export interface SheetVoucher {
  /** Canonical. */
  readonly number: string;
  /** As the sheet prints it. */
  readonly printed: string;
  readonly facts: Facts;
  readonly stage: RecordedStage;
  /** Whether a word says the state, or days from which it follows; absent = nothing does, and it is a new voucher's. */
  readonly stateBy?: 'word' | 'days' | undefined;
  readonly customer?: string | undefined;
  readonly adminEmail?: string | undefined;
  /** What an engagement, or a person, is called in the sheet that nobody here knows by that name. */
  readonly unknown: readonly { readonly field: SheetField; readonly value: string }[];
}

/** What a row of a sheet is. */
export type SheetRow = { readonly line: number } & (
  | { readonly kind: 'voucher'; readonly voucher: SheetVoucher }
  /** The same as an earlier row. */
  | { readonly kind: 'again'; readonly number: string; readonly first: number }
  /** In a state in which nothing is left to do, such as cancelled: it is left out. */
  | { readonly kind: 'over'; readonly number: string; readonly state: string }
  | { readonly kind: 'trouble'; readonly printed: string; readonly troubles: readonly Trouble[] }
);

/** What the rows of a sheet are read by. */
interface Reading {
  readonly columns: readonly ColumnMeaning[];
  readonly names: EngagementNames;
  readonly company: Company;
  /** Names of the company's consultants by their ids. */
  readonly consultants: Readonly<Record<string, string>>;
  readonly countryOf: (name: string) => { readonly code: string } | { readonly near: readonly string[] };
  readonly today: Day;
  /** What somebody has said of words for states, folded. */
  readonly states?: ReadonlyMap<string, SheetState>;
  /** What somebody has said of the order of day and month. */
  readonly order?: DateOrder | undefined;
}

const DAYS = [
  'assignedOn',
  'printedExpiry',
  'reservedOn',
  'start',
  'end',
  'reportedOn',
  'redeemedOn',
] as const;

/** The order of day and month in a sheet: by its unmistakable dates, in all of its columns. */
export function dateOrder(
  table: Pick<Table, 'rows'>,
  columns: readonly ColumnMeaning[],
): DateOrder | undefined {
  const dated = columns.filter(({ field }) => (DAYS as readonly unknown[]).includes(field));
  return orderOf(table.rows.flatMap(({ cells }) => dated.map(({ column }) => cells[column] ?? '')));
}

/** The rows of a sheet without its heading, which programs print again on every page. */
export function rowsOf({ rows, columns }: Table): readonly TableRow[] {
  return rows.filter(({ cells }) => !cells.every((cell, column) => cell === columns[column]));
}

/**
 * The vouchers of a sheet, row by row: each as it is, or why it is not taken. Rows are in the order of the sheet. Nothing is
 * invented: what is not said is absent, and what is said but not understood is a trouble of its row.
 */
export function* readSheet(table: Table, reading: Reading): Generator<SheetRow, void, undefined> {
  const order = reading.order ?? dateOrder(table, reading.columns);
  const of = new Map(
    reading.columns.flatMap(({ field, column }) => (field === undefined ? [] : [[field, column] as const])),
  );
  const broken = Map.groupBy(table.errors, ({ line }) => line);
  const seen = new Map<string, { readonly line: number; readonly voucher: SheetVoucher }>();
  for (const row of rowsOf(table)) {
    const read = new Row(row, of, reading, order, broken.get(row.line) ?? []).read();
    if (read.kind !== 'voucher') {
      yield read;
      continue;
    }
    const { voucher } = read;
    const before = seen.get(voucher.number);
    if (before === undefined) {
      seen.set(voucher.number, { line: row.line, voucher });
      yield read;
    } else if (sameValue(withoutPrint(before.voucher), withoutPrint(voucher))) {
      yield { line: row.line, kind: 'again', number: voucher.number, first: before.line };
    } else {
      const trouble = { code: 'disagrees', line: before.line } as const;
      yield {
        line: row.line,
        kind: 'trouble',
        printed: voucher.printed,
        troubles: [{ field: 'number', value: voucher.printed, trouble }],
      };
    }
  }
}

/** How it is printed makes no difference, nor whether the state is said or follows from the days. */
function withoutPrint({ printed: _printed, stateBy: _by, ...rest }: SheetVoucher): object {
  return rest;
}

/** A row that is being read. */
class Row {
  readonly #row: TableRow;
  readonly #of: ReadonlyMap<SheetField, number>;
  readonly #reading: Reading;
  readonly #order: DateOrder | undefined;
  readonly #broken: Table['errors'];
  readonly #troubles: Trouble[] = [];
  readonly #unknown: { field: SheetField; value: string }[] = [];

  constructor(
    row: TableRow,
    of: ReadonlyMap<SheetField, number>,
    reading: Reading,
    order: DateOrder | undefined,
    broken: Table['errors'],
  ) {
    this.#row = row;
    this.#of = of;
    this.#reading = reading;
    this.#order = order;
    this.#broken = broken;
  }

  read(): SheetRow {
    const { line } = this.#row;
    for (const { column, problem, value, isShown } of this.#broken) {
      // What the spreadsheet showed is what its people see.
      if (isShown === true) continue;
      const field = [...this.#of].find(([, at]) => at === column)?.[0];
      if (field !== undefined && problem !== 'extra') this.#wrong(field, value, { code: problem });
    }
    const printed = wholeNumber(this.#cell('number'));
    const number = this.#number(printed);
    const state = this.#state();
    if (state === 'other' && number !== undefined)
      return { line, kind: 'over', number, state: this.#cell('status') };
    const facts = number === undefined ? undefined : this.#facts(number);
    const stage = state === 'other' ? undefined : this.#stage(state);
    const adminEmail = this.#address();
    const customer = this.#cell('customer');
    if (this.#troubles.length > 0 || number === undefined || facts === undefined || stage === undefined)
      return { line, kind: 'trouble', printed, troubles: this.#troubles };
    const voucher: SheetVoucher = present({
      number,
      printed,
      facts: { ...facts, adminKnown: adminEmail !== undefined },
      stage,
      stateBy: this.#cell('status') !== '' ? 'word' : state === 'assigned' ? undefined : 'days',
      customer: customer === '' ? undefined : customer,
      adminEmail,
      unknown: this.#unknown,
    });
    return { line, kind: 'voucher', voucher };
  }

  #cell(field: SheetField): string {
    const column = this.#of.get(field);
    return column === undefined ? '' : (this.#row.cells[column] ?? '');
  }

  #wrong(field: SheetField, value: string, trouble: RowTrouble): void {
    // A broken cell is told once.
    if (!this.#troubles.some((one) => one.field === field)) this.#troubles.push({ field, value, trouble });
  }

  #number(printed: string): string | undefined {
    if (printed === '') this.#wrong('number', '', { code: 'noNumber' });
    else if (LOST_DIGITS.test(printed)) this.#wrong('number', printed, { code: 'lostDigits' });
    else if (isPlausibleNumber(printed)) return canonicalNumber(printed);
    else this.#wrong('number', printed, { code: 'noVoucherNumber' });
    return undefined;
  }

  #day(field: (typeof DAYS)[number]): Day | undefined {
    const cell = this.#cell(field);
    if (cell === '') return undefined;
    const day = dayIn(cell, this.#order);
    if (typeof day === 'string') return day;
    this.#wrong(field, cell, { code: day === undefined ? 'unknownDay' : 'ambiguousDay' });
    return undefined;
  }

  /** By the column of states; without one, or in an empty cell, by the days. */
  #state(): SheetState {
    const cell = this.#cell('status');
    const byDays = this.#stateByDays();
    if (cell === '') return byDays;
    const state = this.#reading.states?.get(folded(cell)) ?? stateOf(cell);
    if (state === undefined) {
      this.#wrong('status', cell, { code: 'unknownState' });
      return byDays;
    }
    // What was done on a day was done, whatever the state says.
    if (ORDER.indexOf(state) >= 0 && ORDER.indexOf(state) < ORDER.indexOf(byDays))
      this.#wrong('status', cell, { code: 'stateAgainstDays' });
    return state;
  }

  #stateByDays(): SheetState {
    const { today } = this.#reading;
    const happened = (field: (typeof DAYS)[number]): boolean => {
      const day = dayIn(this.#cell(field), this.#order);
      return typeof day === 'string' && day <= today;
    };
    if (happened('redeemedOn')) return 'redeemed';
    if (happened('reportedOn')) return 'reported';
    return happened('reservedOn') ? 'reserved' : 'assigned';
  }

  #facts(number: string): Facts {
    const names = Names.of(this.#reading.names);
    const cell = this.#cell('engagement');
    const named = cell === '' ? undefined : productOf(cell, names);
    const engagement = ENGAGEMENT_IDS.find((id) => id === named?.id);
    const offering = OFFERING_IDS.find((id) => id === named?.id);
    if (cell !== '' && engagement === undefined && offering === undefined)
      this.#unknown.push({ field: 'engagement', value: cell });
    return present({
      number,
      engagement,
      offering: engagement === undefined ? offering : undefined,
      serviceLevel: this.#level(),
      assignedOn: this.#day('assignedOn'),
      printedExpiry: this.#day('printedExpiry'),
      adminKnown: false,
    });
  }

  #level(): number | undefined {
    const cell = this.#cell('serviceLevel');
    if (cell === '') return undefined;
    const days = levelIn(Number(/^(\d{1,3})(?:[.,]0+)?(?:\s*\p{L}+\.?)?$/u.exec(cell)?.[1] ?? Number.NaN));
    if (days === undefined) this.#wrong('serviceLevel', cell, { code: 'unknownLevel' });
    return days;
  }

  #address(): string | undefined {
    const cell = this.#cell('adminEmail');
    if (cell === '') return undefined;
    const [address] = addressesIn(cell);
    if (address === undefined) this.#wrong('adminEmail', cell, { code: 'noAddress' });
    return address?.toLowerCase();
  }

  #stage(state: Exclude<SheetState, 'other'>): RecordedStage | undefined {
    const { today } = this.#reading;
    if (state === 'assigned') return { status: 'assigned' };
    if (state === 'lost') return { status: 'lost', on: this.#day('reservedOn') ?? today };
    const reservation = this.#reservation();
    if (state === 'reserved') return { status: 'reserved', reservation };
    const report = present({ on: this.#day('reportedOn'), attested: none() });
    if (state === 'reported') return { status: 'reported', reservation, report };
    return { status: 'redeemed', reservation, report, redemption: present({ on: this.#day('redeemedOn') }) };
  }

  #reservation(): Reservation {
    const { company } = this.#reading;
    const site = this.#cell('locationId');
    const location = company.locations.find(({ id }) => folded(id) === folded(site));
    if (site !== '' && location === undefined) this.#unknown.push({ field: 'locationId', value: site });
    return present({
      on: this.#day('reservedOn'),
      country: this.#country() ?? location?.country,
      locationId: location?.id,
      consultantId: this.#consultant(),
      start: this.#day('start'),
      end: this.#day('end'),
      attested: none(),
    });
  }

  #country(): string | undefined {
    const cell = this.#cell('country');
    if (cell === '') return undefined;
    const read = this.#reading.countryOf(cell);
    if ('code' in read) return read.code;
    if (/^[A-Z]{2}$/u.test(cell.toUpperCase())) {
      const named = this.#reading.company.locations.find(({ country }) => country === cell.toUpperCase());
      if (named !== undefined) return named.country;
    }
    this.#wrong('country', cell, { code: 'unknownCountry' });
    return undefined;
  }

  #consultant(): string | undefined {
    const cell = this.#cell('consultant');
    if (cell === '') return undefined;
    const wanted = folded(cell);
    const known = Object.entries(this.#reading.consultants).filter(([, name]) => {
      const words = folded(name).split(' ');
      return folded(name) === wanted || words.includes(wanted);
    });
    const [only, ...others] = known;
    if (only !== undefined && others.length === 0) return only[0];
    this.#unknown.push({ field: 'consultant', value: cell });
    return undefined;
  }
}

/** The engagement, or the offering, that a cell names, by its name or by its product; undefined when it is none, or one of several. */
export function productOf(cell: string, names: Names): Product | undefined {
  const [first, ...others] = names.in(cell);
  if (first === undefined) return names.known(productIn(cell));
  return others.every(({ named }) => named.id === first.named.id) ? first.named : undefined;
}

/** Nobody attested anything of what stands in a sheet. */
function none(): GuardId[] {
  return [];
}

/** States in the order of the steps. */
const ORDER: readonly SheetState[] = ['assigned', 'reserved', 'reported', 'redeemed'];

function levelIn(value: unknown): number | undefined {
  return SERVICE_LEVELS.find((level) => level === Number(value));
}
