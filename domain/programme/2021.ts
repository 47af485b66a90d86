import type { Day } from '../day.ts';
import type { Edition } from './edition.ts';
import { edition2020 } from './2020.ts';

/** The retirement editions of April and June 2021: dates, and a claim window that is written down (D7, D8). */
export const edition2021: Edition = {
  ...edition2020,
  id: '2021',
  yearlyRenewal: false,
  claimWindow: 'blocks',
  lastAssignment: '2021-06-30' as Day,
  lastRedemption: '2022-01-01' as Day,
};
