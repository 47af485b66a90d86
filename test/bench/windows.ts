/** How the benchmark works and counts: many people at the same time, window after window, medians of them. */
import type { LocalPerson } from '../../bot/local/people.ts';
import { benchPerson } from './teams.ts';

/** People who work at the same time, each with a chat of their own. */
const PEOPLE = 6;
/** The bot acknowledges what it delivered a quarter of a second later: that is part of the turns before. */
export const SETTLE_MS = 450;

export const people: readonly LocalPerson[] = Array.from({ length: PEOPLE }, (_, index) =>
  benchPerson(index),
);

/** One pass of one person: gives the milliseconds of each turn that it was made of. */
export type Pass = (person: LocalPerson) => Promise<readonly number[]>;

/** Everybody works until this many turns were made; the milliseconds of each. */
export async function work(pass: Pass, turns: number, perPass: number): Promise<number[]> {
  const times: number[] = [];
  let left = turns / perPass;
  await Promise.all(
    people.map(async (person) => {
      while (left > 0) {
        left -= 1;
        times.push(...(await pass(person)));
      }
    }),
  );
  return times;
}

/** Each of them, some at the same time: as many as people work. */
export async function atOnce<T>(
  all: readonly T[],
  one: (of: T) => Promise<void>,
  many = PEOPLE,
): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: many }, async () => {
      for (const of of left) await one(of);
    }),
  );
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
