import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import type { PrintedDate } from '../../../domain/mail/date.ts';
import type { Found } from '../../../domain/mail/facts.ts';
import { readMail, type VoucherCandidate } from '../../../domain/mail/read-mail.ts';
import { canonicalNumber } from '../../../domain/voucher/number.ts';

/**
 * Marks the reader on texts whose truth is written above them. A fact is `shown` where the reading gives one sure
 * value, `asked` where it gives choices of which one is right, `missed` where it gives none of them.
 */

const FACTS = [
  'adminEmail',
  'engagement',
  'offering',
  'unknownEngagement',
  'serviceLevel',
  'assignedOn',
  'expiresOn',
  'customer',
  'agreement',
  'projectManager',
] as const;
type MarkedFact = (typeof FACTS)[number];
type Kind = 'one' | 'several' | 'other';
type Truth = Readonly<Partial<Record<MarkedFact | 'number' | 'state', string>>>;

interface MarkedText {
  readonly id: string;
  readonly language: string;
  readonly kind: Kind;
  readonly layout: string;
  readonly vouchers: readonly Truth[];
  /** What a text without a voucher seems to be, `no` for nothing near. */
  readonly near?: string | undefined;
  readonly text: string;
}

/** The texts of a folder, one file for each language. */
export function markedTexts(folder: string): MarkedText[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => parsed(name.slice(0, -4), readFileSync(join(folder, name), 'utf8')));
}

function parsed(language: string, file: string): MarkedText[] {
  return file
    .split(/^%%% id: /mu)
    .slice(1)
    .map((part) => {
      const split = part.indexOf('%%% text\n');
      const [first = '', ...lines] = part.slice(0, split).trimEnd().split('\n');
      const [id = '', kind = '', layout = ''] = first
        .split('|')
        .map((cell) => cell.replace(/^\s*\w+:\s*/u, '').trim());
      if (split < 0 || !isKind(kind)) throw new Error(`${language}: no text of a known kind in ${first}`);
      const vouchers = lines
        .filter((line) => line.startsWith('voucher:'))
        .map((line) => truthOf(line.slice('voucher:'.length)));
      const near = lines
        .find((line) => line.startsWith('near:'))
        ?.slice('near:'.length)
        .trim();
      return {
        id,
        language,
        kind,
        layout,
        vouchers,
        near,
        text: part.slice(split + '%%% text\n'.length).trimEnd(),
      };
    });
}

function isKind(kind: string): kind is Kind {
  return kind === 'one' || kind === 'several' || kind === 'other';
}

function truthOf(line: string): Truth {
  return Object.fromEntries(
    line
      .split(';')
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name.trim(), value.join('=').trim()];
      }),
  );
}

type Mark = 'shown' | 'asked' | 'missed' | 'false';
export interface Marks {
  readonly text: MarkedText;
  /** Of the vouchers: how many were found, and how many were invented. */
  readonly found: number;
  readonly invented: number;
  readonly facts: readonly {
    readonly fact: MarkedFact;
    readonly mark: Mark;
    readonly truth?: string | undefined;
    readonly read: string;
  }[];
}

/** Reads one text and compares. */
export function marked(text: MarkedText): Marks {
  const reading = readMail(text.text, MAIL_NAMES);
  const candidates = reading.kind === 'candidates' ? reading.candidates : [];
  const left = new Map(candidates.map((one) => [idOf(one.number.value), one]));
  const facts: Marks['facts'][number][] = [];
  let found = 0;
  for (const truth of text.vouchers) {
    const id = idOf(truth.number ?? '');
    const one = left.get(id);
    if (one !== undefined) found += 1;
    left.delete(id);
    for (const fact of FACTS) {
      const mark = markOf(fact, truth[fact], one);
      if (mark !== undefined) facts.push({ fact, mark, truth: truth[fact], read: readAs(fact, one) });
    }
  }
  return { text, found, invented: left.size, facts };
}

/** Brackets around a number are typography to some who write a truth down, and part of it to others. */
function idOf(printed: string): string {
  return canonicalNumber(printed).replace(/^[{[(]+|[}\])]+$/gu, '');
}

function foundOf(fact: MarkedFact, one: VoucherCandidate | undefined): readonly Found<unknown>[] {
  return one?.[fact] ?? [];
}

function readAs(fact: MarkedFact, one: VoucherCandidate | undefined): string {
  return foundOf(fact, one)
    .map((found) => `${valuesOf(found).join('|')}${found.sure ? '' : '?'}`)
    .join(' ; ');
}

/** What a reading says of a fact, in the words of the truth. */
function valuesOf({ value }: Found<unknown>): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  const date = value as PrintedDate;
  return date.kind === 'day' ? [date.day] : [...date.options];
}

function plain(value: string): string {
  return value
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,'’"“”«»()-]+/gu, ' ')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .trim();
}

function markOf(
  fact: MarkedFact,
  truth: string | undefined,
  one: VoucherCandidate | undefined,
): Mark | undefined {
  const found = foundOf(fact, one);
  const [first, ...more] = found;
  const options = found.flatMap(valuesOf).map(plain);
  const isSure = first !== undefined && more.length === 0 && first.sure && valuesOf(first).length === 1;
  if (truth === undefined) return isSure ? 'false' : undefined;
  const days = truth.split('|').map(plain);
  if (isSure) {
    if (days.length > 1) return 'false';
    return options[0] === days[0] ? 'shown' : 'false';
  }
  if (days.length > 1) return days.every((day) => options.includes(day)) ? 'shown' : 'missed';
  return options.includes(days[0] ?? '') ? 'asked' : 'missed';
}

/** The table of a set of texts. */
export interface Table {
  readonly one: number;
  readonly numberRead: number;
  readonly facts: number;
  readonly right: number;
  readonly shown: number;
  readonly wrong: number;
  readonly several: number;
  readonly allFound: number;
  readonly others: number;
  readonly taken: number;
}

export function tableOf(all: readonly Marks[]): Table {
  const one = all.filter(({ text }) => text.kind === 'one');
  const several = all.filter(({ text }) => text.kind === 'several');
  const others = all.filter(({ text }) => text.kind === 'other');
  const facts = [...one, ...several].flatMap((marks) => marks.facts);
  const printed = facts.filter(({ truth }) => truth !== undefined);
  return {
    one: one.length,
    numberRead: one.filter(({ found, invented }) => found === 1 && invented === 0).length,
    facts: printed.length,
    right: printed.filter(({ mark }) => mark === 'shown' || mark === 'asked').length,
    shown: printed.filter(({ mark }) => mark === 'shown').length,
    wrong: facts.filter(({ mark }) => mark === 'false').length,
    several: several.length,
    allFound: several.filter(({ text, found, invented }) => found === text.vouchers.length && invented === 0)
      .length,
    others: others.length,
    taken: others.filter(({ invented }) => invented > 0).length,
  };
}
