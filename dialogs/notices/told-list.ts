import { messageCard } from '../../cards/message.ts';
import { readToldList, TOLD_PAGE, toldListCard } from '../../cards/notices/told-list.ts';
import { claimId, voucherId } from '../../domain/store/ids.ts';
import type { Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

/** What a line of a message counted: those that are there still, as they are now, a page of them. */
export async function showToldList(turn: Turn, { id = '0', arg = '' }: Press): Promise<Shown> {
  const list = readToldList(arg);
  const begin = /^\d{1,4}$/.test(id) ? Number(id) : 0;
  if (list === undefined || list.ids.length === 0) return nothing(turn);
  const from = begin < list.ids.length ? begin : 0;
  const { desk, unit } = turn;
  const found = await Promise.all(
    list.ids
      .slice(from, from + TOLD_PAGE)
      .map((one) =>
        voucherId.is(one) ? desk.voucher(unit, voucherId.keyOf(one)) : desk.claim(unit, claimId.keyOf(one)),
      ),
  );
  const docs = found.filter((doc) => doc !== undefined);
  if (docs.length === 0) return nothing(turn);
  const card = toldListCard(turn.actor, { docs, list, arg, from, standing: await turn.standing() });
  return { card, seen: { verb: 'told.list', id, arg }, waits: false };
}

function nothing(turn: Turn): Shown {
  const card = messageCard(turn.actor, {
    title: 'toldList.title',
    text: [turn.say('toldList.nothing')],
    offers: ['vouchers', 'claims', 'home'],
  });
  return { card, waits: false };
}
