import type { Edition, EditionId } from './edition.ts';
import { edition2019 } from './2019.ts';
import { edition2020 } from './2020.ts';
import { edition2021 } from './2021.ts';

const EDITIONS: Readonly<Record<EditionId, Edition>> = {
  '2019': edition2019,
  '2020': edition2020,
  '2021': edition2021,
};

/** The edition's rules. */
export function edition(id: EditionId): Edition {
  return EDITIONS[id];
}
