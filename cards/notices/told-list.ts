import { claimId, voucherId } from '../../domain/store/ids.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import type { Actor } from '../../domain/people/person.ts';
import { execute, offer } from '../kit/actions.ts';
import { bound, slot, type Element } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { listedRows, listedVoucher, spoken, type ListedVoucher } from '../voucher/vouchers.ts';

/** What one button lists: document ids, the most urgent first, and how many more did not fit into it. */
interface ToldList {
  readonly ids: readonly string[];
  readonly more: number;
}

/** What is listed of a page. */
export const TOLD_PAGE = 9;

/** Bytes of what one button carries at most. */
export const TOLD_LIST_BYTES = 2_900;

/**
 * The text that a button carries, at most so many bytes of a card's JSON. Vouchers and claims only: the others have
 * lists of their own. The first entry is how many did not fit, with `more` that are only counted.
 */
export function writeToldList(ids: readonly string[], maxBytes: number, more = 0): string {
  const all = ids.flatMap((id) => {
    if (voucherId.is(id)) return [`v${voucherId.keyOf(id)}`];
    return claimId.is(id) ? [`c${claimId.keyOf(id)}`] : [];
  });
  const room = Math.min(maxBytes, TOLD_LIST_BYTES) - bytesOf(String(all.length + more));
  let bytes = 0;
  const fit = all.filter((one) => {
    bytes += bytesOf(`${SEPARATOR}${one}`);
    return bytes <= room;
  });
  return [String(all.length - fit.length + more), ...fit].join(SEPARATOR);
}

/** No canonical number and no id holds it, and JSON does not escape it. */
const SEPARATOR = ' ';

/** As JSON writes it, without the quotes around it. */
function bytesOf(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length - 2;
}

/** Reads what {@link writeToldList} wrote; undefined for anything else. */
export function readToldList(text: string): ToldList | undefined {
  const [first = '', ...short] = text.split(SEPARATOR);
  if (!/^\d{1,6}$/.test(first)) return undefined;
  const ids = short.map((one) => {
    if (one.startsWith('v')) return voucherId(one.slice(1));
    return one.startsWith('c') ? claimId(one.slice(1)) : undefined;
  });
  return ids.every((id) => id !== undefined) ? { ids, more: Number(first) } : undefined;
}

const fill = defineCard<{
  readonly summary: string;
  readonly vouchers: readonly Element[];
  readonly rest: string;
}>((t) => ({
  title: t('toldList.title'),
  body: [bound('${summary}'), slot('vouchers'), bound('${rest}', { $when: "${rest != ''}", isSubtle: true })],
}));

/** What a line of a message counted, as it is now, ten a page. */
export function toldListCard(
  actor: Actor,
  view: {
    readonly docs: readonly (VoucherDocument | ClaimDocument)[];
    readonly list: ToldList;
    /** As the button carries it. */
    readonly arg: string;
    /** Where the page begins. */
    readonly from: number;
    readonly standing: Standing;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { docs, list, arg, from, standing } = view;
  const next = from + TOLD_PAGE;
  const isLast = next >= list.ids.length;
  return fill(language, {
    summary: t('toldList.count', { count: list.ids.length + list.more }),
    vouchers: listedRows(
      t,
      docs.map((doc) =>
        doc.kind === 'voucher' ? listedVoucher(t, doc, standing, language) : listedClaim(t, doc),
      ),
    ),
    rest: isLast && list.more > 0 ? t('toldList.rest', { count: list.more }) : '',
    actions: [
      ...(isLast ? [] : [execute(t('do.nextPage'), 'told.list', { id: String(next), arg })]),
      offer(t, 'vouchers'),
      offer(t, 'claims'),
      offer(t, 'home'),
    ],
  });
}

function listedClaim(t: ReturnType<typeof speaker>, doc: ClaimDocument): ListedVoucher {
  const label = t('claim.of', { count: doc.state.voucherIds.length });
  const status = t(`status.${doc.state.stage.status}`);
  const parts = [shortened(doc.texts['reference'] ?? '', 40), status];
  const value = parts.filter(Boolean).join(' · ');
  const open = execute(spoken({ label, value }), 'claims.one', { id: claimId.keyOf(doc.id) });
  return { label, value, open };
}
