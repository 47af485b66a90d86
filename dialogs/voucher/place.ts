import { OTHER_COUNTRY } from '../../cards/voucher/choices.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { missing, readCountry } from '../inputs.ts';

/** What a card with a choice of locations, and an input for another country beside it, sent. */
interface PlaceInputs {
  readonly locationId?: string | undefined;
  readonly country?: string | undefined;
}

/** The country of delivery, with the company's location when it was one of them; or what is wrong with it (G4). */
export function placeOf(
  standing: Standing,
  { locationId, country }: PlaceInputs,
): { country: string; locationId?: string } | Refusal {
  if (country !== undefined) {
    const read = readCountry(country);
    return 'code' in read
      ? { country: read.code }
      : refuse({ why: 'input', field: 'country', problem: 'unknown' });
  }
  if (locationId === undefined) return missing('locationId');
  if (locationId === OTHER_COUNTRY) return missing('country');
  const location = standing.company.locations.find(({ id }) => id === locationId);
  return location === undefined
    ? refuse({ why: 'input', field: 'locationId', problem: 'unknown' })
    : { country: location.country, locationId: location.id };
}
