import { hundredths } from '../../domain/claim/amount.ts';
import { present } from '../../domain/present.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { missing } from '../inputs.ts';

/** An amount as it was typed, without the sign or code of its currency. */
interface Amount {
  readonly amount?: string;
  /** The code that its sign or its letters stand for, where they stand for one. */
  readonly currency?: string;
  /** A sign of several currencies. */
  readonly sign?: string;
}

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₽': 'RUB',
  руб: 'RUB',
  zł: 'PLN',
  '₴': 'UAH',
  '₸': 'KZT',
  kč: 'CZK',
};
const SPACE = /[\s\u00a0\u2007\u2009\u202f]/g;

/** A sign of less than nothing, in front or around; bookkeepers write brackets. */
const MINUS = /^([^\d(]*?)[-−–(] ?(?=[^-−–(]*\d)|[-−–]$/u;

/**
 * Reads an amount of money in any of the usual ways to write one. What was typed is kept as it was typed. `notAmount`: it
 * is none, or could be two; `notPositive`: nothing, or less. No source names an amount, but nobody is paid nothing.
 */
export function readAmount(typed: string): Amount | 'notAmount' | 'notPositive' {
  const text = typed.replaceAll(SPACE, ' ').replaceAll('’', "'").trim();
  const positive = text.replace(MINUS, '$1').replace(/\)$/, '');
  const read = amountIn(positive);
  if (read?.amount === undefined) return 'notAmount';
  return positive === text && /[1-9]/.test(read.amount) ? read : 'notPositive';
}

function amountIn(text: string): Amount | undefined {
  const [, before = '', amount = '', after = ''] = /^([^\d]*?) ?(\d[\d., ']*?) ?([^\d]*)$/u.exec(text) ?? [];
  if (hundredths(amount) === undefined) return undefined;
  const word = `${before}${after}`.trim().replace(/\.$/, '');
  if (word === '') return { amount };
  if (before.trim() !== '' && after.trim() !== '') return undefined;
  const currency = SIGNS[word.toLowerCase()] ?? (/^[A-Za-z]{3}$/.test(word) ? word.toUpperCase() : undefined);
  if (currency !== undefined) return { amount, currency };
  return /^(?:[A-Z]{0,2}\$|¥|kr)$/u.test(word) ? { amount, sign: word } : undefined;
}

/** The amount and the currency of a form: a sign or a code beside the amount says the currency, too. */
export function moneyOf({
  amount,
  currency: code,
}: {
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
}): { readonly amount?: string; readonly currency?: string } | Refusal {
  const given = amount === undefined ? {} : readAmount(amount);
  if (typeof given === 'string') return refuse({ why: 'input', field: 'amount', problem: given });
  const currency = code?.toUpperCase() ?? given.currency;
  if (given.sign !== undefined && currency === undefined) return missing('currency');
  const isOther = given.currency !== undefined && currency !== given.currency;
  if (currency !== undefined && (isOther || !/^[A-Z]{3}$/.test(currency)))
    return refuse({ why: 'input', field: 'currency', problem: isOther ? 'otherCurrency' : 'malformed' });
  return present({ amount: given.amount, currency });
}
