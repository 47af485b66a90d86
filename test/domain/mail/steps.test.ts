import { beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { TextModel } from '../../../domain/text-model.ts';
import { preparingLabels } from '../../../domain/mail/labels.ts';
import { MAX_MAIL, readingMail } from '../../../domain/mail/read-mail.ts';
import { finish } from '../../../domain/steps.ts';
import { HOSTILE, ORDINARY } from './hostile.ts';

/** How much is done for a text, counted and not timed. */

/** Steps: of each the work is that of one line, one sentence, or the words around one value. */
function stepsOf(text: string): number {
  let steps = 0;
  const reading = readingMail(text, MAIL_NAMES);
  while (reading.next().done !== true) steps += 1;
  return steps;
}

const asked = jest.spyOn(TextModel.prototype, 'likelihoods');
beforeAll(() => finish(preparingLabels()));
beforeEach(() => void asked.mockClear());

/** Whatever a text holds. Four looks at each of so many lines, and at the words around so many values. */
const MAX_STEPS = 8_000;
/** Texts of which the model is asked what they are: of labels, and of words around a value. */
const MAX_ASKED = 8_000;
/** What does not depend on a text's length, and the rest of a line that one half has and the other has not. */
const EVEN = 10;

describe.each(Object.entries(HOSTILE))('%s', (_name, text) => {
  test('takes no more steps than any text may, and twice as much no more than twice as many', () => {
    const whole = stepsOf(text);
    expect(whole).toBeLessThanOrEqual(MAX_STEPS);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(MAX_ASKED);
    expect(whole).toBeLessThanOrEqual(2 * stepsOf(text.slice(0, MAX_MAIL / 2)) + EVEN);
    const some = stepsOf(text.slice(0, MAX_MAIL / 32));
    expect(stepsOf(text.slice(0, MAX_MAIL / 16))).toBeLessThanOrEqual(2 * some + EVEN);
  });
});

test('an ordinary mail takes a fiftieth of that', () => {
  expect(stepsOf(ORDINARY)).toBeLessThan(MAX_STEPS / 50);
});
