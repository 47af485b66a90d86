import type { Card } from '../../cards/kit/template.ts';
import type { EditionId } from '../../domain/programme/edition.ts';
import type { Language, Permission } from '../../domain/people/person.ts';
import { gallery } from '../cards/gallery.ts';
import type { Outside, Place } from '../cards/gallery/outside.ts';

/** A card of the gallery under a name, with texts as people write them. */
export interface Named {
  readonly name: string;
  readonly language: Language;
  readonly card: Card;
}

interface Wanted {
  readonly languages: readonly Language[];
  /** A part of the name, such as the card function's; absent = every card. */
  readonly only?: string;
  readonly edition?: EditionId;
  /** Whose cards; absent = everybody's. */
  readonly permission?: Permission;
  /** Of cards that differ in nothing but their texts, one. */
  readonly shapes?: boolean;
}

/** What stands where somebody outside decides what stands there: synthetic, and as long as such texts are. */
const USUAL: Readonly<Record<Place, readonly string[]>> = {
  number: ['SYN-4471-0093-2204', 'SYN-4471-0093-2218', 'SYN-7720-1815-6642', 'SYN-3308-5519-0071'],
  customer: ['Northwind Traders', 'Fabrikam Logistics', 'Contoso Energy', 'Alpine Ski House'],
  division: ['Logistics North'],
  address: ['m.kowalska@northwind.example', 'licensing@fabrikam.example'],
  deliverable: ['Deployment plan', 'Workshop summary', 'Migration roadmap'],
  receivedBy: ['Maria Kowalska', 'John Barnes'],
  reason: ['The customer moved the project to spring.'],
  person: ['Anna Nowak', 'Boris Ivanov', 'Julia Weber', 'Tom Baker'],
  consultant: ['Boris Ivanov', 'Julia Weber', 'Piotr Zieliński', 'Tom Baker'],
  location: ['Warsaw', 'Kraków', 'Gdańsk', 'Berlin'],
  company: ['Lakeshore Consulting'],
  reference: ['CLM-2020-118'],
  description: ['We plan deployments of Office and SharePoint for companies of 500 to 5,000 people.'],
  tags: ['SharePoint, Teams, migration'],
  website: ['https://lakeshore.example'],
  mpnId: ['4480021'],
  participant: ['Tom Baker', 'Julia Weber', 'Piotr Zieliński'],
  office: ['Warsaw', 'Kraków', 'Berlin'],
  cell: ['31/31/2020', 'five days', 'MCSA', '—'],
  amount: ['6,500.00'],
  zone: ['Central Europe'],
  country: ['Poland'],
  typed: ['15.13.2020'],
  file: ['voucher-northwind.eml'],
  engagement: ['Teams planning services, five days'],
  failure: ['c3f1a7'],
  read: ['Northwind Traders', 'SharePoint, 5 days', '31 January 2021'],
  line: ['Hello Anna, our voucher for five days is below. Could we start in the week of the 12th?'],
};

const usual: Outside = (place, nth) => {
  const texts = USUAL[place];
  const text = texts[nth % texts.length] ?? '';
  const round = Math.floor(nth / texts.length);
  return round === 0 ? text : `${text} ${round + 1}`;
};

/** Each different card once per language, named as the gallery names it; of one name the one for who may do most. */
export function cardsFor({ languages, only = '', edition = '2020', permission, shapes }: Wanted): Named[] {
  const named = new Map<string, Named>();
  const shown = gallery({
    languages,
    editions: [edition],
    outside: usual,
    ...(permission === undefined ? {} : { permissions: [permission] }),
  });
  for (const { made, of, language, card } of shown) {
    const name = of.replace(/ \([^()]*\)$/u, '');
    if (name.toLowerCase().includes(only.toLowerCase())) {
      const key = shapes === true ? shapeOf(card) : asDrawn(card);
      named.set(`${language} ${made} ${key}`, { name, language, card });
    }
  }
  return [...named.values()];
}

/** The card without what is not drawn: what its buttons send. */
function asDrawn(card: Card): string {
  return JSON.stringify(card, (key, value: unknown) =>
    key === 'data' || key === 'verb' ? undefined : value,
  );
}

const TEXTS = new Set(['text', 'title', 'label', 'value', 'tooltip', 'placeholder', 'errorMessage', 'id']);

/** The card with its texts told apart only by being there; of a list of choices or facts its being there. */
function shapeOf(card: Card): string {
  return JSON.stringify(card, (key, value: unknown) => {
    if (key === 'data' || key === 'verb') return undefined;
    if (key === 'choices' || key === 'facts') return key;
    return TEXTS.has(key) && typeof value === 'string' ? value !== '' : value;
  });
}
