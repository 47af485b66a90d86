import { lazily } from '../../domain/lazily.ts';
import type { EngagementNames } from '../../domain/mail/values.ts';
import { allOf } from '../../domain/mail/wordings.ts';
import { engagements2020 } from '../../domain/programme/2020.ts';
import { ENGAGEMENTS, OFFERING_IDS, OFFERINGS, type EngagementId } from '../../domain/programme/catalogue.ts';

const ALSO: Readonly<Partial<Record<EngagementId, readonly string[]>>> = {
  'ppm-solution': ['Project and Portfolio Management Solution Planning', 'PPM Solution Planning'],
};

const names = lazily((): EngagementNames => ({
  engagements: engagements2020.map(({ id, offering }) => ({
    id,
    offering,
    names: [ENGAGEMENTS[id], ...(ALSO[id] ?? []), ...allOf(({ engagements }) => engagements[id] ?? [])],
  })),
  offerings: OFFERING_IDS.map((id) => ({
    id,
    names: [
      id,
      OFFERINGS[id],
      ...(id === 'S-EDPS' ? ['SEDPS', 'S&EDPS'] : []),
      ...allOf(({ offerings }) => offerings[id] ?? []),
    ],
  })),
}));

/** Every name by which a mail may call an engagement or offering. */
export const MAIL_NAMES: EngagementNames = {
  get engagements() {
    return names().engagements;
  },
  get offerings() {
    return names().offerings;
  },
};
