import { MAIL_NAMES } from '../../dialogs/mail/names.ts';
import { preparingLabels } from '../../domain/mail/labels.ts';
import { MAX_MAIL, readMail } from '../../domain/mail/read-mail.ts';
import { finish } from '../../domain/steps.ts';
import { HOSTILE, ORDINARY } from '../domain/mail/hostile.ts';

/** Of several readings the fastest counts: what else the machine does only makes them slower. */
const TIMES = 5;

function fastest(text: string, times = TIMES): number {
  let least = Infinity;
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    readMail(text, MAIL_NAMES);
    least = Math.min(least, performance.now() - began);
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
  const began = performance.now();
  finish(preparingLabels());
  const trainedMs = performance.now() - began;
  const ordinary = fastest(ORDINARY, 200);
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
