import { daysBetween, type Day } from '../../domain/day.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { isExpired } from '../../domain/voucher/deadlines.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { askableAt, commentText, remindedOn } from '../../domain/voucher/colleagues.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import type { Element } from '../kit/elements.ts';
import { formatDay, shortened } from '../kit/format.ts';
import { filledRow, type Row } from '../kit/lists.ts';
import type { Say } from '../kit/say.ts';

/** The names of people for one reader, by their AAD object ids; whoever is missing is a colleague. */
export type Names = ReadonlyMap<string, string>;

/** A comment with its words. */
export interface SaidComment {
  readonly name: string;
  readonly day: Day;
  readonly text: string;
}

/** Characters of a comment in a voucher's line, and of a name. */
const LINE = 120;
const NAME = 40;

/** What was said of a voucher, the newest first. */
export function commentsOf(t: Say, { state, texts }: VoucherDocument, names: Names): readonly SaidComment[] {
  return (state.comments ?? []).toReversed().map(({ key, by, on }) => ({
    name: nameIn(t, names, by),
    day: on,
    text: texts[commentText(key)] ?? '',
  }));
}

/** Who said what and when, as one line. */
export function saidLine(t: Say, language: Language, { name, day, text }: SaidComment, max: number): string {
  return `${t('told.quoted', { text: shortened(text, max) })} · ${t('comment.said', { name, day: formatDay(language, day) })}`;
}

/** Whose names {@link colleagueRows} needs. */
export function peopleOf({ state: { comments = [], asks = [] } }: VoucherDocument): readonly string[] {
  return [...new Set([...comments.slice(-1).map(({ by }) => by), ...asks.flatMap(({ by, to }) => [by, to])])];
}

interface ColleaguesView {
  readonly doc: VoucherDocument;
  readonly actor: Pick<Actor, 'id' | 'language' | 'permission'>;
  readonly standing: Standing;
  readonly names: Names;
}

/** What the company's people arranged about a voucher: who was asked, when this reader is reminded, what was said last. */
export function colleagueRows(t: Say, { doc, actor, standing, names }: ColleaguesView): readonly Row[] {
  const { facts, stage, asks = [] } = doc.state;
  const isOver = isExpired(facts, stage, standing.today, standing.edition);
  const [last] = commentsOf(t, doc, names);
  const reminded =
    askableAt(stage) === undefined ? undefined : remindedOn(doc.state, actor.id, standing.today);
  return [
    ...(isOver ? [] : asks).flatMap(({ by, to, what, on }) =>
      filledRow(
        t('voucher.asked', { what }),
        t(by === actor.id ? 'voucher.askedByYou' : 'voucher.askedBy', {
          by: nameIn(t, names, by),
          to: nameIn(t, names, to),
          days: Math.max(0, daysBetween(on, standing.today)),
        }),
      ),
    ),
    ...filledRow(
      t('voucher.reminder'),
      reminded === undefined ? undefined : formatDay(actor.language, reminded),
    ),
    ...filledRow(
      t('voucher.comment'),
      last === undefined ? undefined : saidLine(t, actor.language, last, LINE),
    ),
  ];
}

/** The buttons of what people arrange about a voucher, for who may. */
export function colleagueActions(t: Say, { doc, actor, standing }: Omit<ColleaguesView, 'names'>): Element[] {
  const { facts, stage } = doc.state;
  const ref = { id: facts.number, version: doc.version };
  const isOpen = askableAt(stage) !== undefined && !isExpired(facts, stage, standing.today, standing.edition);
  return [
    ...(isOpen && may(actor.permission, 'voucher.ask')
      ? [execute(t('do.askColleague'), 'askColleague.open', ref)]
      : []),
    ...(isOpen && may(actor.permission, 'voucher.remind')
      ? [execute(t('do.remind'), 'remind.open', ref)]
      : []),
    ...(may(actor.permission, 'voucher.comment') ? [execute(t('do.comment'), 'comment.open', ref)] : []),
    ...(remindedOn(doc.state, actor.id, standing.today) !== undefined && isOpen
      ? [execute(t('do.forgetReminder'), 'remind.forget', ref)]
      : []),
  ];
}

/** The way to a colleague from a step in VVR, for who cannot sign in there: they see it when they read whom to ask. */
export function askInstead(
  t: Say,
  { state: { facts, stage }, version }: VoucherDocument,
  { roles, permission }: Pick<Actor, 'roles' | 'permission'>,
): readonly Element[] {
  const isTheirs = roles.includes('mpnPartnerAdmin');
  return isTheirs || askableAt(stage) === undefined || !may(permission, 'voucher.ask')
    ? []
    : [plainExecute(t('do.askColleague'), 'askColleague.open', { id: facts.number, version })];
}

function nameIn(t: Say, names: Names, id: string): string {
  return shortened(names.get(id) ?? t('person.someone'), NAME);
}
