/** What a bundle loads late or reads from a file, once each: `bundle.test.ts` compares what it says with that of the sources. */
import { Expansion } from '../../cards/kit/expansion.ts';
import { formatDay } from '../../cards/kit/format.ts';
import { say } from '../../cards/kit/say.ts';
import { MAIL_NAMES } from '../../dialogs/mail/names.ts';
import type { Day } from '../../domain/day.ts';
import { daysIn } from '../../domain/mail/days.ts';

const card = Expansion.of({ type: 'TextBlock', text: "${if(count > 1, concat(name, 's'), name)}" });
const said = {
  cards: [1, 2].map((count) => card.filled({ count, name: 'voucher' })),
  day: formatDay('pl', '2027-01-11' as Day),
  message: say('ru', 'due.left', { days: 3 }),
  days: daysIn('пять рабочих дней, 五日間'),
  names: MAIL_NAMES,
};
process.stdout.write(JSON.stringify(said));
