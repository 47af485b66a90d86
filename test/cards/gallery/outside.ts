/** Where a text from outside goes, with the most characters that it can have there. */
export const PLACES = {
  number: 64,
  customer: 200,
  division: 200,
  address: 254,
  deliverable: 200,
  receivedBy: 200,
  reason: 200,
  person: 200,
  consultant: 200,
  location: 40,
  company: 200,
  reference: 60,
  description: 2500,
  tags: 500,
  website: 200,
  mpnId: 40,
  participant: 200,
  office: 200,
  cell: 200,
  amount: 13,
  zone: 60,
  country: 60,
  typed: 200,
  file: 200,
  engagement: 200,
  failure: 36,
  read: 80,
  line: 200,
} as const;
export type Place = keyof typeof PLACES;

/** The text of a place; `nth` tells the vouchers, people, … of one card apart. */
export type Outside = (place: Place, nth: number) => string;

/** These are checked to be in Latin letters or digits before they are kept. */
const LATIN: readonly Place[] = ['address', 'amount', 'zone', 'failure', 'website', 'mpnId'];

/** As long as it can be: the same letter up to the limit. */
export function longest(letter: string): Outside {
  return (place, nth) => {
    const begin = `${nth}-`;
    return begin + (LATIN.includes(place) ? 'w' : letter).repeat(PLACES[place] - begin.length);
  };
}
