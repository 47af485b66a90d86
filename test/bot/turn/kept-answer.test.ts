import { describe, expect, test } from '@jest/globals';
import { deflateRawSync } from 'node:zlib';
import { keptAnswer, packed } from '../../../bot/turn/kept-answer.ts';
import { gallery } from '../../cards/gallery.ts';

const shown = gallery({
  outside: (place, nth) => `${place} ${nth} (synthetic)`,
  editions: ['2020'],
  permissions: ['admin'],
});
/** Each card once, whoever sees it, with what is kept of it. */
const kept = new Map([...shown].map(({ card }) => JSON.stringify(card)).map((card) => [card, '']));
for (const card of kept.keys()) kept.set(card, packed(card));
const bytes = (text: string): number => Buffer.byteLength(text);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('the answer in the record of an activity', () => {
  test('is what it was, whatever card it is', () => {
    expect(kept.size).toBeGreaterThan(500);
    expect([...kept].filter(([card, small]) => keptAnswer({ packed: small }) !== card)).toEqual([]);
  });

  test('takes less than a third of what the card takes, and never more', () => {
    const large = [...kept].filter(([card]) => bytes(card) > 2000);
    expect(large.length).toBeGreaterThan(100);
    expect(sum(large.map(([, small]) => bytes(small))) * 3).toBeLessThan(
      sum(large.map(([card]) => bytes(card))),
    );
    expect([...kept].filter(([card, small]) => bytes(small) >= bytes(card))).toEqual([]);
  });

  test('is read from records of before, which hold it as it is', () => {
    expect(keptAnswer({ card: '{"type":"AdaptiveCard"}' })).toBe('{"type":"AdaptiveCard"}');
    expect(keptAnswer({})).toBeUndefined();
  });

  test('is read from records of every version since: what they were written with stays known', () => {
    const written = 'IzPJRSUe3XN489GmI+06Chc2Xdhwsfli+4WtFxuIS4pBkESfQnmSJDFkPUClD/VCF2oc/hAGAA==';
    const press = { type: 'Action.Execute', title: 'Home', verb: 'home.open', data: {} };
    const fallback = { type: 'Action.Submit', title: 'Home', data: { verb: 'home.open' } };
    const line = { type: 'TextBlock', text: 'Reserved', size: 'Medium', weight: 'Bolder', wrap: true };
    expect(JSON.parse(keptAnswer({ packed: written }) ?? '')).toEqual({
      type: 'AdaptiveCard',
      version: '1.5',
      fallbackText: 'Zażółć, ваучер',
      body: [{ ...line, style: 'heading' }],
      actions: [{ ...press, fallback }],
    });
  });

  test('is not blown up without end, and what is damaged is no answer', () => {
    const bomb = deflateRawSync(Buffer.alloc(8 * 1024 * 1024)).toString('base64');
    expect(() => keptAnswer({ packed: bomb })).toThrow();
    expect(() => keptAnswer({ packed: 'AAAA' })).toThrow();
  });
});
