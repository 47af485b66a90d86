import type { Day } from '../day.ts';

/** What the programme's policies count, beside what a voucher's deadlines and the catalogue hold. */

/** Days of a delivery that may be off site (S4). */
export const OFF_SITE_DAYS = 3;
/** Last day on which nobody had to deliver on site (S7). */
export const ON_SITE_WAIVED_UNTIL = '2020-06-30' as Day;
/** Hours in which a published business profile is found (BP). */
export const PROFILE_VISIBLE_HOURS = 24;
