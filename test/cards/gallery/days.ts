import { day, type Day } from '../../../domain/day.ts';

export const d = (text: string): Day => {
  const parsed = day(text);
  if (parsed === undefined) throw new Error(`no such day: ${text}`);
  return parsed;
};

export const TODAY = d('2020-06-15');
/** After every voucher of the gallery has run out. */
export const LATER = d('2020-12-24');
export const ASSIGNED = d('2020-05-04');
