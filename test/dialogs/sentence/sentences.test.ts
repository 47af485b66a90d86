import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../../domain/people/person.ts';
import { FreshChat } from './chat.ts';
import { companyOfSentences } from './company.ts';
import { marked, sentencesIn } from './marks.ts';

/**
 * Sentences that were written together with the examples: a development set. That it is understood shows that nothing
 * broke, not how strangers are understood.
 */
const OWN = join(import.meta.dirname, 'own');
const own = readdirSync(OWN).flatMap((name) => sentencesIn(join(OWN, name)));

test('the development set is understood: nine of ten, and one of fifty does something else', async () => {
  const all = await marked(own);
  const of = (mark: string): readonly string[] => all.flatMap((one) => (one.mark === mark ? [one.text] : []));
  expect(of('right').length / all.length).toBeGreaterThanOrEqual(0.9);
  expect(of('wrong').length / all.length).toBeLessThanOrEqual(0.02);
  expect(of('askedWithout')).toEqual([]);
});

test.each(LANGUAGES)('no sentence changes anything without a press (%s)', async (language) => {
  const { world, anna } = await companyOfSentences(language);
  for (const { text } of own.filter((one) => one.language === language)) {
    const chat = new FreshChat(world, anna);
    await chat.say(text);
    expect([text, chat.staged]).toEqual([text, false]);
  }
});

describe('what nobody means to say', () => {
  const said = async (text: string) => {
    const { world, anna } = await companyOfSentences('en');
    const chat = new FreshChat(world, anna);
    const before = performance.now();
    const answer = await chat.say(text);
    return { took: performance.now() - before, card: JSON.stringify(answer.card), staged: chat.staged };
  };

  test.each([
    ['a sentence in a fourth script', 'SAP の予約をお願いします'],
    ['only signs', '🎉🎉🎉 !!! ---'],
    ['a zero-width text', '\u200b\u200b'],
    ['one letter', 'a'],
    ['a number of somebody else', 'reserve SAP-OTHER-9999 next week'],
  ])('%s changes nothing, and is answered', async (_what, text) => {
    expect((await said(text)).staged).toBe(false);
  });

  test('a number that only another tenant has is not found', async () => {
    const { card } = await said('who has SAP-1XX1-7777 and when does it expire');
    expect(card).toContain('SAP-1XX1-7777');
    expect(card).not.toContain('voucher.open');
  });

  test.each([
    ['words', 'reserve contoso '.repeat(700)],
    ['one long word', 'reserve '.concat('a'.repeat(10_000))],
    ['numbers', '7F3K-'.repeat(2_000)],
    ['days', 'from 30 nov to '.repeat(700)],
    ['dashes', '- '.repeat(5_000)],
  ])('10 KB of %s are bounded in time', async (_what, text) => {
    await said('reserve 0042 tomorrow');
    expect((await said(text)).took).toBeLessThan(1_000);
  });
});
