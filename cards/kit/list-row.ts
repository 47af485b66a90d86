import { COLORS, type Tone } from './badge.ts';
import { folded, type Element } from './elements.ts';
import { plainLabel } from './format.ts';
import type { Say } from './say.ts';

/** One thing in a list; the texts may be anybody's. */
interface ListRow {
  /** Whom or what it is about. */
  readonly about: string;
  /** The rest of its sentence. */
  readonly says: string;
  /** How what it says looks, beside its words. */
  readonly tone?: Tone | undefined;
  /** How it stands: a badge. */
  readonly badge?: Element | undefined;
}

/**
 * A row that is a button as a whole. `open`: an action whose title reads as the row's sentence, for who hears the list.
 */
export function pressableRow(row: ListRow, open: Element): Element {
  return { ...plainRow(row), selectAction: open };
}

/** A row that only tells. The badge stands beside the name alone, so that the sentence has the whole width. */
export function plainRow({ badge, ...row }: ListRow): Element {
  const [about, ...says] = textsOf(row);
  return rowOf(badge === undefined ? [about] : [columns([about], badge)], says);
}

/** Signs of a row's sentence that a button's name has room for. */
const SPOKEN = 60;

/**
 * The row as one sentence, for the name of what opens it: a host may render Markdown there. Of a row with long texts the
 * parts that there is room for: none but the first is cut off.
 */
export function rowSentence({ about, says, badge }: ListRow): string {
  const stands = badge?.['text'];
  const parts = [...says.split(' · '), typeof stands === 'string' ? stands : ''].filter(
    (part) => part !== '',
  );
  return parts.reduce(
    (sentence, part) => {
      const longer = `${sentence}, ${plainLabel(part, SPOKEN)}`;
      return Array.from(longer).length > SPOKEN ? sentence : longer;
    },
    plainLabel(about, SPOKEN),
  );
}

/** A row with one button of its own beside it. */
export function rowWithButton({ badge, ...row }: ListRow, button: Element): Element {
  const below = badge === undefined ? [] : [{ ...badge, spacing: 'Small' }];
  return rowOf([columns([...textsOf(row), ...below], { type: 'ActionSet', actions: [button] })]);
}

function rowOf(...items: readonly (readonly Element[])[]): Element {
  return { type: 'Container', spacing: 'Small', separator: true, items: items.flat() };
}

function columns(texts: readonly Element[], beside: Element): Element {
  return {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: texts },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [beside] },
    ],
  };
}

function textsOf({ about, says, tone = 'plain' }: ListRow): readonly [Element, ...Element[]] {
  const name: Element = {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: about, weight: 'Bolder' }],
  };
  if (says === '') return [name];
  const run = { type: 'TextRun', text: says, size: 'Small', color: COLORS[tone] };
  return [name, { type: 'RichTextBlock', spacing: 'None', inlines: [run] }];
}

/** Rows in sight on a phone; the others of a page are behind a button with their number. */
const IN_SIGHT = 5;

/** The rows of a page; `inSight`: fewer where a row is several lines high. */
export function pageOf(t: Say, rows: readonly Element[], inSight = IN_SIGHT): readonly Element[] {
  // One row takes no more room than the button.
  if (rows.length <= inSight + 1) return rows;
  const more = rows.slice(inSight);
  return [...rows.slice(0, inSight), ...folded('page', t('company.more', { count: more.length }), more)];
}
