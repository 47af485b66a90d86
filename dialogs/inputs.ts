import { z } from 'zod';
import { countryCodes, countryName } from '../cards/kit/format.ts';
import { daySchema, type Day } from '../domain/day.ts';
import { lazily } from '../domain/lazily.ts';
import { nearest } from '../domain/nearest.ts';
import { LANGUAGES } from '../domain/people/person.ts';
import { cleanLine } from '../domain/plain-text.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';

/** What comes back from a card's inputs: clients send '' or nothing for an empty one. */

const NAME_MAX = 200;

/** A line of at most `max` characters as it may be kept and shown; undefined when empty. Longer is refused. */
const line = (max: number): z.ZodType<string | undefined> =>
  z
    .string()
    .optional()
    .transform((text, issues) => {
      const clean = cleanLine(text ?? '', max + 1);
      if (Array.from(clean).length > max)
        issues.addIssue({ code: 'too_big', maximum: max, inclusive: true, origin: 'string' });
      return clean === '' ? undefined : clean;
    });

export const nameInput = line(NAME_MAX);

/** Where a document is: its address, or the file's name. */
export const linkInput = line(500);

/** What somebody says of a voucher; a line beside what they ask a colleague for. */
export const commentInput = line(500);
export const messageInput = line(200);

const empty = z.literal('').transform(() => undefined);

export const dayInput: z.ZodType<Day | undefined> = z.union([empty, daySchema]).optional();

/** A voucher number as printed, at most 64 characters. */
export const numberInput = line(64);

/** An address, in lower case; undefined when empty. */
export const emailInput: z.ZodType<string | undefined> = line(254).pipe(
  z.union([z.undefined(), z.email().transform((text) => text.toLowerCase())]),
);

/**
 * A whole number from 0 to `max`; undefined when empty. Clients send a number or a text, with decimals of their own
 * rounding ("5.0", "5,00"), and "NaN" for an input that was emptied.
 */
export function countInput(max: number): z.ZodType<number | undefined> {
  return z
    .union([z.string().max(40), z.number()])
    .optional()
    .transform((given, issues) => {
      const text = String(given ?? '').replaceAll(/\s/g, '');
      if (text === '' || text === 'NaN') return undefined;
      const count = /^\d+(?:[.,]0*)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
      if (count <= max) return count;
      issues.addIssue({ code: 'custom', params: { problem: 'notCount', range: [0, max] } });
      return undefined;
    });
}

/** A choice of `ids`, or undefined when nothing is chosen. */
export function choice<const T extends string>(ids: readonly T[]): z.ZodType<T | undefined> {
  return z.union([empty, z.enum(ids as readonly [T, ...T[]])]).optional();
}

/** Several choices arrive as one text, separated by commas. */
export function choices<const T extends string>(ids: readonly T[]): z.ZodType<readonly T[]> {
  return z
    .string()
    .max(4000)
    .optional()
    .transform((text, issues): readonly T[] => {
      const chosen = [...new Set((text ?? '').split(',').filter((part) => part !== ''))];
      if (chosen.some((one) => !(ids as readonly string[]).includes(one))) {
        issues.addIssue({ code: 'custom', message: 'not one of the choices' });
      }
      return chosen as unknown as readonly T[];
    });
}

export const toggle = z
  .union([z.literal('true'), z.literal('false'), z.boolean(), z.literal('')])
  .optional()
  .transform((value) => value === true || value === 'true');

/** Ids that the card offered and that come back as text: checked against the state, not the schema. */
export const idInput = z
  .string()
  .max(200)
  .optional()
  .transform((text) => (text === '' ? undefined : text));

export const idsInput = z
  .string()
  .max(10_000)
  .optional()
  .transform((text, issues) => {
    const parts = new Set((text ?? '').split(',').filter((part) => part !== ''));
    try {
      return Array.from(parts, decodeURIComponent);
    } catch {
      issues.addIssue({ code: 'custom', message: 'not one of the choices' });
      return [];
    }
  });

/** An input that is needed and was not given. */
export const missing = (field: string): Refusal => refuse({ why: 'input', field, problem: 'missing' });

/** What a piece above says of its own. */
const ownIssue = z.object({
  problem: z.literal('notCount'),
  range: z.tuple([z.number(), z.number()]).readonly(),
});

/** What the inputs hold, or a refusal that names the first wrong one. Unknown inputs are refused, too. */
export function readInputs<T>(schema: z.ZodType<T>, inputs: Readonly<Record<string, unknown>>): T | Refusal {
  const parsed = schema.safeParse(inputs);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const named = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const field = String(named ?? '').slice(0, 40);
  const said = issue?.code === 'custom' ? ownIssue.safeParse(issue.params) : undefined;
  if (said?.success === true) return refuse({ why: 'input', field, ...said.data });
  return refuse({ why: 'input', field, problem: issue?.code === 'too_big' ? 'tooLong' : 'malformed' });
}

/** What a card that asks again may repeat, in bytes of JSON, unless its form says more: the rest has to fit beside. */
const ECHO_BYTES = 6000;

/**
 * What was typed, for the card that asks again; other than texts, numbers and yes or no are dropped. The short ones are kept whole,
 * overlong ones cut so that all of it fits a card.
 */
export function typed(
  inputs: Readonly<Record<string, unknown>>,
  maxBytes = ECHO_BYTES,
): Record<string, string> {
  let left = maxBytes;
  const texts = Object.entries(inputs).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string'
      ? [[name, value]]
      : typeof value === 'boolean' || typeof value === 'number'
        ? [[name, String(value)]]
        : [],
  );
  return Object.fromEntries(
    texts
      .toSorted(([, a], [, b]) => a.length - b.length)
      .map(([name, text]) => {
        let kept = text.slice(0, left);
        while (bytesOf(kept) > left) kept = kept.slice(0, Math.floor(kept.length / 2));
        left -= bytesOf(kept);
        return [name, kept];
      }),
  );
}

/**
 * What a form with these fields holds now: clients leave out what was emptied, so a field without a value is empty.
 * Nothing at all when the button that was pressed sent no input of the form.
 */
export function typedIn(
  fields: readonly string[],
  inputs: Readonly<Record<string, unknown>>,
  maxBytes?: number,
): Record<string, string> {
  const given = typed(inputs, maxBytes);
  if (fields.every((field) => inputs[field] === undefined)) return given;
  return { ...Object.fromEntries(fields.map((field) => [field, ''])), ...given };
}

function bytesOf(text: string): number {
  return text === '' ? 0 : new TextEncoder().encode(JSON.stringify(text)).length;
}

/** Every code by itself and by its name in each language, in lower case. */
const byName = lazily(
  () =>
    new Map<string, string>(
      countryCodes().flatMap((code) => [
        [code.toLowerCase(), code] as const,
        ...LANGUAGES.map((language) => [countryName(language, code).toLowerCase(), code] as const),
      ]),
    ),
);

const names = lazily(() => [...byName()].filter(([name]) => name.length > 2));

/** The country that a typed name or code means, in any of the three languages; else the nearest names. */
export function readCountry(name: string): { readonly code: string } | { readonly near: readonly string[] } {
  const wanted = name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  const code = byName().get(wanted);
  if (code !== undefined) return { code };
  return { near: wanted === '' ? [] : nearest(wanted, names(), 3) };
}
