import { addDays, type Day } from '../day.ts';
import type { CompetencyId } from './catalogue.ts';

/** Competencies with an anniversary in these days were renewed a year later. */
interface Extension {
  readonly from: Day;
  readonly to: Day;
  readonly except: readonly CompetencyId[];
}

/**
 * The extensions as data: the first half of 2020 by the trade press (secondary), the second by RN, the first half of
 * 2021 by RN as handed off on 23 June 2021 (programme facts §4.4, §12).
 */
const EXTENSIONS: readonly Extension[] = [
  { from: '2020-01-01' as Day, to: '2020-06-30' as Day, except: [] },
  { from: '2020-07-01' as Day, to: '2020-12-31' as Day, except: [] },
  { from: '2021-01-01' as Day, to: '2021-06-30' as Day, except: ['cloud-business-applications'] },
];

/** The next anniversary is the current one and so many days (RN). */
const NEXT_ANNIVERSARY_DAYS = 365;

/** The anniversary after which a competency is renewed: the entered one, or where that was extended, the next. */
export function renewalAnniversary(id: CompetencyId, anniversary: Day): Day {
  const isExtended = EXTENSIONS.some(
    ({ from, to, except }) => anniversary >= from && anniversary <= to && !except.includes(id),
  );
  return isExtended ? renewalAnniversary(id, addDays(anniversary, NEXT_ANNIVERSARY_DAYS)) : anniversary;
}
