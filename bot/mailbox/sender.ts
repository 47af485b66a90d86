import { takesMails } from '../../domain/desk/quarantine.ts';
import { may } from '../../domain/people/permissions.ts';
import type { HELD_BACK, PersonDocument } from '../../domain/store/documents.ts';
import { personId } from '../../domain/store/ids.ts';
import type { MailHeaders } from '../mail/mail-headers.ts';
import { hasNoDmarc, passesDmarc } from './authentication-results.ts';

type HeldBack = (typeof HELD_BACK)[number];

/** Whose mail it is, or why nobody's. */
type Decision =
  { readonly kind: 'person'; readonly personId: string } | { readonly kind: 'held'; readonly why: HeldBack };

/** Everybody of the tenant, by the addresses that the roster has of them. */
export type PeopleByAddress = ReadonlyMap<string, readonly PersonDocument[]>;

/** An address may be somebody else's by then: the roster is asked once a month. */
const MAX_AGE_MS = 60 * 24 * 3600_000;

/** Who is being forgotten is nobody any more, and an address that the roster did not confirm for long is nobody's. */
export function byAddress(people: readonly PersonDocument[], now: number): PeopleByAddress {
  const found = new Map<string, PersonDocument[]>();
  for (const person of people) {
    const { former, addressesAt } = person;
    if (former !== undefined || addressesAt === undefined || now - addressesAt > MAX_AGE_MS) continue;
    for (const address of person.addresses ?? []) found.set(address, [...(found.get(address) ?? []), person]);
  }
  return found;
}

/**
 * Whose a mail is: it has one From address, whose domain the mailbox's own server vouches for, and exactly one person who
 * may record vouchers has it. `trustsInternal`: what never left the tenant needs no such verdict. Undefined headers =
 * they cannot be read.
 */
export function senderOf(
  headers: MailHeaders | undefined,
  people: PeopleByAddress,
  trustsInternal: boolean,
): Decision {
  if (headers === undefined) return held('unreadable');
  const { from, authenticationResults, isInternal, isOutside, isAutomatic } = headers;
  if (isAutomatic) return held('automatic');
  const [address, ...others] = from;
  if (address === undefined || others.length > 0) return held('unverified');
  const isOwn = trustsInternal && isInternal && hasNoDmarc(authenticationResults);
  // Exchange puts no verdict on what never left the tenant: what stands there is the sender's own.
  const isProved = isOutside && passesDmarc(authenticationResults ?? '', address);
  if (!isOwn && !isProved) return held('unverified');
  const [person, ...namesakes] = people.get(address) ?? [];
  if (person === undefined) return held('unknownSender');
  if (namesakes.length > 0) return held('severalPeople');
  if (!may(person.permission, 'voucher.record')) return held('notAllowed');
  if (!takesMails(person)) return held('noChat');
  return { kind: 'person', personId: personId.keyOf(person.id) };
}

function held(why: HeldBack): Decision {
  return { kind: 'held', why };
}
