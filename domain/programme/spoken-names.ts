import type { EngagementId, OfferingId } from './catalogue.ts';

/**
 * What people call an engagement or an offering in a sentence, beside its own name; the longest first. Names of products
 * are the same in every language, and are compared folded.
 */
export const SPOKEN_ENGAGEMENTS: readonly (readonly [said: string, ids: readonly EngagementId[]])[] = [
  ['sharepoint', ['sharepoint']],
  ['share point', ['sharepoint']],
  ['шейрпоинт', ['sharepoint']],
  ['exchange', ['exchange']],
  ['эксчендж', ['exchange']],
  ['эксчейндж', ['exchange']],
  ['skype', ['skype-for-business']],
  ['скайп', ['skype-for-business']],
  ['lync', ['skype-for-business']],
  ['windows server', ['windows-server']],
  ['виндовс сервер', ['windows-server']],
  ['private cloud', ['windows-server']],
  ['azure', ['windows-server']],
  ['ажур', ['windows-server']],
  ['азур', ['windows-server']],
  ['windows and office', ['windows-office']],
  ['windows office', ['windows-office']],
  ['windows', ['windows-office']],
  ['виндовс', ['windows-office']],
  ['виндоус', ['windows-office']],
  ['desktop', ['windows-office', 'mobile-productivity', 'enterprise-security-poc']],
  ['mobile productivity', ['mobile-productivity']],
  ['enterprise security', ['enterprise-security-poc']],
  ['security poc', ['enterprise-security-poc']],
  ['dynamics', ['d365-ce-upgrade', 'd365-ce-migration', 'd365-fo-upgrade']],
  ['динамикс', ['d365-ce-upgrade', 'd365-ce-migration', 'd365-fo-upgrade']],
  ['d365', ['d365-ce-upgrade', 'd365-ce-migration', 'd365-fo-upgrade']],
  ['crm', ['d365-ce-upgrade', 'd365-ce-migration']],
  ['ppm', ['ppm-solution']],
  ['project server', ['ppm-solution']],
  ['sql', ['data-estate']],
  ['эскьюэль', ['data-estate']],
  ['data estate', ['data-estate']],
];

/** How offerings are called; the ids are among them. */
export const SPOKEN_OFFERINGS: readonly (readonly [said: string, id: OfferingId])[] = [
  ['ddps', 'DDPS'],
  ['dydps', 'DYDPS'],
  ['pvdps', 'PVDPS'],
  ['azdps', 'PVDPS'],
  ['sdps', 'SDPS'],
  ['edps', 'S-EDPS'],
  ['ssdps', 'SSDPS'],
];
