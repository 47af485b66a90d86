import { channelMessage, noticeMessage } from '../../cards/notices/notice-message.ts';
import type { Told } from '../../cards/notices/told.ts';
import type { Desk } from '../../domain/desk/desk.ts';
import { present } from '../../domain/present.ts';
import type { NoticeDocument, Recipient } from '../../domain/store/documents.ts';
import { RULES } from '../../domain/notices/rules.ts';
import type { Store } from '../../domain/store/ports.ts';
import { isStillTrue } from '../../domain/notices/still-true.ts';
import { cardJson } from '../turn/card-json.ts';
import { chatLink } from './chat-link.ts';
import { actorOf, openDraft } from './kept-cards.ts';
import { cardActivity, type OutgoingActivity } from '../teams/outgoing-activity.ts';
import { readReference } from '../teams/reference.ts';
import { kindOf } from '../../domain/store/ids.ts';

/**
 * What a row says to a person or in a channel now: only what is still true, in the language that they read now. `later`
 * while a person is in the middle of something and is asked for action. Rejects with StoreFailure.
 */
export async function compose(
  { store, desk }: { readonly store: Store; readonly desk: Desk },
  row: NoticeDocument,
  to: Recipient,
): Promise<OutgoingActivity | 'drop' | 'later'> {
  if (to.kind === 'person' && to.permission === undefined) return 'drop';
  const unit = desk.begin(row.tenantId, true);
  const standing = await desk.standing(unit);
  const told: Told[] = [];
  for (const notice of row.notices) {
    const doc = (await store.read(row.tenantId, kindOf(notice.subject), notice.subject))?.doc as Told['doc'];
    if (!isStillTrue(notice, doc, standing)) continue;
    const by = notice.by === undefined ? undefined : (await desk.person(unit, notice.by))?.name;
    told.push(present({ notice, doc: notice.subject === 'company' ? undefined : doc, by }));
  }
  if (told.length === 0) return 'drop';
  if (to.kind === 'channel') {
    const chat = chatLink(readReference(to.reference)?.bot.id ?? '');
    const { card, summary } = channelMessage(to.language, told, standing, chat, row.more);
    cardJson(card);
    return { ...cardActivity(card), summary };
  }
  const asks = told.some(({ notice }) => RULES[notice.code].asks);
  if (asks && (await openDraft(store, to, desk.now())) !== undefined) return 'later';
  const { card, summary } = noticeMessage(actorOf(to), told, standing, row.more);
  cardJson(card);
  return {
    ...cardActivity(card),
    summary,
    channelData: { notification: { alert: true } },
  };
}
