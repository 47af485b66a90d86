import { channelMessage, noticeMessage } from '../../cards/notices/notice-message.ts';
import type { Told } from '../../cards/notices/told.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import { present } from '../../domain/present.ts';
import type { NoticeDocument, Recipient } from '../../domain/store/documents.ts';
import { RULES } from '../../domain/notices/rules.ts';
import type { Store } from '../../domain/store/ports.ts';
import { isStillTrue } from '../../domain/notices/still-true.ts';
import { chatLink } from './chat-link.ts';
import { actorOf, openDraft } from './kept-cards.ts';
import { cardActivity, type OutgoingActivity } from '../teams/outgoing-activity.ts';
import { readReference } from '../teams/reference.ts';
import { COMPANY_ID, kindOf } from '../../domain/store/ids.ts';
import type { Notice } from '../../domain/notices/notice.ts';

/** Requests of one message that are under way at once: a hundred notices are read in a few rounds of a slow store. */
const AT_ONCE = 20;

/**
 * What a row says to a person or in a channel now: only what is still true, in the language that they read now; where
 * nothing of it is, that there is more than it could hold, when there is. `later`
 * while a person is in the middle of something and is asked for action. Rejects with StoreFailure.
 */
export async function compose(
  { store, desk }: { readonly store: Store; readonly desk: Desk },
  row: NoticeDocument,
  to: Recipient,
): Promise<OutgoingActivity | 'drop' | 'later'> {
  if (to.kind === 'person' && to.permission === undefined) return 'drop';
  // Fresh: by a copy from before what another replica did its notice would not be true, and be dropped.
  const unit = desk.begin(row.tenantId, true);
  // All at once: what is asked for together is one request.
  const [standing, subjects, names] = await Promise.all([
    desk.standing(unit),
    readEach(
      row.notices.map(({ subject }) => subject),
      async (subject) => (await unit.read(kindOf(subject), subject)) as Told['doc'],
    ),
    readEach(
      row.notices.flatMap(({ by }) => by ?? []),
      async (id) => (await desk.person(unit, id))?.name,
    ),
  ]);
  const isTrue = (notice: Notice): boolean => isStillTrue(notice, subjects.get(notice.subject), standing);
  const notices = row.notices.filter(isTrue);
  const told = notices.map((notice): Told => {
    const doc = notice.subject === COMPANY_ID ? undefined : subjects.get(notice.subject);
    return present({ notice, doc, by: notice.by === undefined ? undefined : names.get(notice.by) });
  });
  // What is only counted was due as well, and nobody says it otherwise.
  if (told.length === 0 && row.more === undefined) return 'drop';
  if (to.kind === 'channel') {
    const chat = chatLink(readReference(to.reference)?.bot.id ?? '');
    const { card, summary } = channelMessage(to.language, told, standing, chat, row.more);
    return { ...cardActivity(card), summary };
  }
  // What is only counted are reminders.
  const asks = told.length === 0 || told.some(({ notice }) => RULES[notice.code].asks);
  if (asks && (await openDraft(store, to, desk.now())) !== undefined) return 'later';
  const { card, summary } = noticeMessage(actorOf(to), told, standing, row.more);
  return {
    ...cardActivity(card),
    summary,
    channelData: { notification: { alert: true } },
  };
}

/** What each of the ids stands for, read once, so many at a time. Rejects with what `read` does. */
async function readEach<T>(
  ids: readonly string[],
  read: (id: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const found = new Map<string, T>();
  const left = new Set(ids).values();
  const work = async (): Promise<void> => {
    for (const id of left) found.set(id, await read(id));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
