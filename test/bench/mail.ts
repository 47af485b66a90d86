import { MAIL_NAMES } from '../../dialogs/mail/names.ts';
import { preparingLabels } from '../../domain/mail/labels.ts';
import { MAX_MAIL, readMail } from '../../domain/mail/read-mail.ts';
import { finish } from '../../domain/steps.ts';
import { HOSTILE, ORDINARY } from '../domain/mail/hostile.ts';

/** Of several rounds of readings the fastest counts: what else the machine does only makes them slower. */
const ROUNDS = 4;
/** How long a round takes at least: the clock ticks every four milliseconds. */
const ROUND_MS = 80;

/** How long this thread was busy so far: what else the machine does counts least in it. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function fastest(text: string, roundMs = ROUND_MS): number {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = busyMs();
    let readings = 0;
    let took = 0;
    while (took < roundMs) {
      readMail(text, MAIL_NAMES);
      readings += 1;
      took = busyMs() - began;
    }
    least = Math.min(least, took / readings);
  }
  return least;
}

function inHundredths(value: number): number {
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
  // Until it is compiled.
  fastest(ORDINARY, 10 * ROUND_MS);
  const ordinary = fastest(ORDINARY);
  const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  print({ case: 'mail', trainedMs: inHundredths(trainedMs), ordinaryMs: inHundredths(ordinary) });
  const rows = Object.entries(HOSTILE).map(([text, whole]) => {
    const ms = fastest(whole);
    return {
      case: 'mail-hostile',
      text,
      ms: inHundredths(ms),
      times: inHundredths(ms / ordinary),
      growth: inHundredths(ms / fastest(whole.slice(0, MAX_MAIL / 2))),
    };
  });
  for (const row of rows.toSorted((a, b) => b.ms - a.ms)) print(row);
}
