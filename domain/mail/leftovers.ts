import { sortable, type PrintedDate } from './date.ts';
import { MAX_VALUES, type Found, type MailFacts } from './facts.ts';

/** Values near a voucher that no words explain. */
interface Leftovers {
  readonly addresses: readonly Found<string>[];
  readonly dates: readonly Found<PrintedDate>[];
  readonly days: readonly Found<number>[];
}

function unique<T>(all: readonly Found<T>[]): Found<T>[] {
  return [...new Map(all.map((found) => [JSON.stringify(found.value), found])).values()];
}

/** Where nothing says when it was assigned or until when it holds, the days beside the number are the choice. */
function withDates(facts: MailFacts, dates: readonly Found<PrintedDate>[]): MailFacts {
  const known = [...facts.assignedOn, ...facts.expiresOn];
  const used = new Set(known.map(({ value }) => JSON.stringify(value)));
  const free = unique(dates)
    .filter(({ value }) => !used.has(JSON.stringify(value)))
    .toSorted((a, b) => sortable(a.value).localeCompare(sortable(b.value)))
    .slice(0, MAX_VALUES);
  return {
    ...facts,
    assignedOn: facts.assignedOn.length > 0 ? facts.assignedOn : free,
    expiresOn: facts.expiresOn.length > 0 ? facts.expiresOn : free.toReversed(),
  };
}

/** The facts of a voucher, with what stands beside it as the choice where nothing says which value it is. Never sure. */
export function withLeftovers(facts: MailFacts, { addresses, dates, days }: Leftovers): MailFacts {
  const dated = withDates(facts, dates);
  const isAdminKnown = facts.adminEmail.some(({ by, sure }) => by === 'label' || sure);
  return {
    ...dated,
    adminEmail: isAdminKnown
      ? facts.adminEmail
      : unique([...addresses, ...facts.adminEmail]).slice(0, MAX_VALUES),
    serviceLevel: facts.serviceLevel.length > 0 ? facts.serviceLevel : unique(days).slice(0, MAX_VALUES),
  };
}
