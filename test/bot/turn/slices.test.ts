import { expect, test } from '@jest/globals';
import { inSlices } from '../../../bot/turn/slices.ts';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { preparingLabels } from '../../../domain/mail/labels.ts';
import { readingMail, readMail } from '../../../domain/mail/read-mail.ts';
import type { Steps } from '../../../domain/steps.ts';
import { HOSTILE, ORDINARY } from '../../domain/mail/hostile.ts';

/** Steps that keep the thread busy for a millisecond each. */
function* busy(steps: number): Steps<number> {
  for (let step = 0; step < steps; step += 1) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    yield;
  }
  return steps;
}

/** Turns of the event loop until `work` is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const end = { isThere: false };
  void work.finally(() => (end.isThere = true));
  while (!end.isThere) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  return turns;
}

test('work gives what it gives at once, and what it throws is thrown', async () => {
  expect(await inSlices(busy(30))).toBe(30);
  // oxlint-disable-next-line require-yield -- it fails before its first step ends
  const failing = function* (): Steps<never> {
    throw new Error('no');
  };
  await expect(inSlices(failing())).rejects.toThrow('no');
});

test('the event loop turns between slices, and of several works each has one in turn', async () => {
  const done: string[] = [];
  const long = inSlices(busy(100)).then(() => done.push('long'));
  const short = inSlices(busy(30)).then(() => done.push('short'));
  expect(await turnsDuring(Promise.all([long, short]))).toBeGreaterThan(10);
  expect(done).toEqual(['short', 'long']);
});

test('while the labels are learnt, and two hundred kilobytes read, other mails are read', async () => {
  const done: string[] = [];
  const learnt = inSlices(preparingLabels()).then(() => done.push('learnt'));
  expect(await turnsDuring(learnt)).toBeGreaterThan(10);
  const long = HOSTILE['rows of vouchers'] ?? '';
  const [read] = await Promise.all([
    inSlices(readingMail(long, MAIL_NAMES)).finally(() => done.push('long')),
    inSlices(readingMail(ORDINARY, MAIL_NAMES)).finally(() => done.push('ordinary')),
  ]);
  expect(done).toEqual(['learnt', 'ordinary', 'long']);
  expect(read).toEqual(readMail(long, MAIL_NAMES));
});
