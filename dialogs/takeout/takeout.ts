import { askedFileCard, fileCard } from '../../cards/takeout/file.ts';
import { readFilter } from '../../cards/voucher/list-filter.ts';
import { LISTS } from '../../cards/voucher/vouchers.ts';
import { askFile, ended, readFile, type Wanted } from '../../domain/desk/files.ts';
import { present } from '../../domain/present.ts';
import { MAX_CHOSEN } from '../../domain/store/documents.ts';
import { showHome } from '../home.ts';
import { StepDialog, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Turn } from '../turn.ts';
import { filterWords } from '../voucher/filter-words.ts';
import { isAny } from './listed.ts';

/** Vouchers that were chosen elsewhere, by their numbers: another step goes on to this one with them. */
interface ExportDraft {
  readonly numbers: readonly string[];
}

type NoDraft = Record<string, never>;

/** All vouchers, as a list's reference. */
const ALL = 'all';

/**
 * A list of vouchers goes into a workbook, by its reference, or those that were chosen; and what is done with a file
 * that was asked for, a calendar too.
 */
export class ExportDialog extends StepDialog<'export', ExportDraft> {
  protected readonly handles: Handles<'export', ExportDraft> = {
    look: (turn, frame) => look(turn, frame.subject),
    stop: (turn, frame) => stop(turn, frame.subject),
    again: (turn, frame) => again(turn, frame.subject),
  };

  protected open(turn: Turn, { subject, draft }: Frame<ExportDraft>): Promise<Reply> {
    const { numbers = [] } = draft;
    if (numbers.length > 0) return offerFile(turn, { of: 'numbers', numbers: numbers.slice(0, MAX_CHOSEN) });
    const isList = subject === ALL || LISTS.some((list) => list === subject);
    const ref = isList || readFilter(subject) !== undefined ? subject : ALL;
    return offerFile(turn, { of: 'list', ref });
  }
}

/** The days of a voucher go into a calendar; without one, those of all that are the person's. */
export class CalendarDialog extends StepDialog<'calendar', NoDraft> {
  protected readonly handles: Handles<'calendar', NoDraft> = {
    mine: (turn) => offerFile(turn, { of: 'mine' }),
  };

  protected open(turn: Turn, { subject }: Frame<NoDraft>): Promise<Reply> {
    return offerFile(turn, subject === '' ? { of: 'mine' } : { of: 'voucher', ref: subject });
  }
}

/**
 * Asks for a file, which Teams then offers to the person; a list's by its reference, or some hundred vouchers by their
 * numbers. Where nothing would be in it, it says so.
 */
async function offerFile(turn: Turn, wanted: Wanted): Promise<Reply> {
  const { unit, actor, desk } = turn;
  if (!(await isAny(turn, wanted)))
    return {
      ...(await showHome(turn, { text: turn.say('file.nothing'), style: 'warning' })),
      waits: false,
    };
  askFile(unit, actor, newCommandId(), wanted, desk.now());
  const card = askedFileCard(actor, { of: wanted.of, what: await whatOf(turn, wanted) });
  return { card, waits: false };
}

/** What is in a file, in words. */
export async function whatOf(
  turn: Parameters<typeof filterWords>[0] & Pick<Turn, 'standing'>,
  { of, ref = ALL, numbers = [] }: Wanted,
): Promise<string> {
  if (of === 'numbers') return turn.say('file.chosen', { count: numbers.length });
  if (of === 'voucher') return ref;
  if (of === 'mine') return '';
  const filter = readFilter(ref);
  if (filter !== undefined) return filterWords(turn, filter, await turn.standing());
  const list = LISTS.find((one) => one === ref);
  if (list === undefined) return turn.say('file.all');
  return list === 'open' ? turn.say('vouchers.open') : turn.say(`status.${list}`);
}

async function look(turn: Turn, key: string): Promise<Reply> {
  const doc = await readFile(turn.unit, turn.actor, key);
  return doc === undefined ? gone(turn) : { card: fileCard(turn.actor, doc), waits: false };
}

/** Nothing is sent any more; what is in its place already stays there. */
async function stop(turn: Turn, key: string): Promise<Reply> {
  const doc = await readFile(turn.unit, turn.actor, key);
  if (doc === undefined) return gone(turn);
  if (doc.status !== 'running') return look(turn, key);
  const stopped = ended(doc, { status: 'stopped' });
  turn.unit.save(stopped);
  return { card: fileCard(turn.actor, stopped), waits: false };
}

/** The same file once more, as it is now. */
async function again(turn: Turn, key: string): Promise<Reply> {
  const doc = await readFile(turn.unit, turn.actor, key);
  if (doc === undefined) return gone(turn);
  const { of, ref, numbers } = doc;
  return offerFile(turn, { of, ...present({ ref, numbers }) });
}

async function gone(turn: Turn): Promise<Reply> {
  // It may have been asked for at another replica a moment ago.
  turn.deny();
  return { ...(await showHome(turn, { text: turn.say('file.gone'), style: 'warning' })), waits: false };
}
