import { MAIL_NAMES } from '../../dialogs/mail/names.ts';
import { preparingLabels } from '../../domain/mail/labels.ts';
import { MAX_MAIL, readMail } from '../../domain/mail/read-mail.ts';
import { finish } from '../../domain/steps.ts';
import { HOSTILE, ORDINARY } from '../domain/mail/hostile.ts';

/** Of several readings the fastest counts: what else the machine does only makes them slower. */
const TIMES = 5;

/** How long this thread was busy so far: what else the machine does counts least in it. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function fastest(text: string, times = TIMES, each = 1): number {
  let least = Infinity;
  for (let time = 0; time < times; time += 1) {
    const began = busyMs();
    for (let nth = 0; nth < each; nth += 1) readMail(text, MAIL_NAMES);
    least = Math.min(least, (busyMs() - began) / each);
  }
  return least;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * How long reading takes: an ordinary mail in milliseconds, and each hostile text of the greatest length as a multiple
 * of it (`times`) and of its own half (`growth`). One JSON line each, the slowest first.
 */
export function mail(): void {
  const began = busyMs();
  finish(preparingLabels());
  const trainedMs = busyMs() - began;
  const ordinary = fastest(ORDINARY, 10, 50);
  const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  print({ case: 'mail', trainedMs: round(trainedMs), ordinaryMs: round(ordinary) });
  const rows = Object.entries(HOSTILE).map(([text, whole]) => {
    const ms = fastest(whole);
    return {
      case: 'mail-hostile',
      text,
      ms: round(ms),
      times: round(ms / ordinary),
      growth: round(ms / fastest(whole.slice(0, MAX_MAIL / 2))),
    };
  });
  for (const row of rows.toSorted((a, b) => b.ms - a.ms)) print(row);
}
