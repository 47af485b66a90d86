import type { Day } from '../day.ts';
import type { Edition } from './edition.ts';
import { edition2020 } from './2020.ts';

/** The retirement editions of April and June 2021: dates, and a claim window that is written down (D7, D8). */
export const edition2021: Edition = {
  ...edition2020,
  id: '2021',
  article: 'D8',
  yearlyRenewal: false,
  claimWindow: 'blocks',
  lastAssignment: '2021-06-30' as Day,
  daysRemovedOn: '2021-07-01' as Day,
  lastRedemption: '2022-01-01' as Day,
  links: {
    ...edition2020.links,
    retirement: 'https://partner.microsoft.com/resources/collection/software-assurance-benefit-changes#/',
  },
};
