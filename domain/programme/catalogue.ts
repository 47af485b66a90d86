/**
 * The programme's catalogue as data: which engagements there are, in which offering,
 * and what a company must hold to deliver them. Every edition brings its own; see `2019.ts` to `2021.ts`.
 */

export const COMPETENCIES = {
  'windows-and-devices': 'Windows and Devices',
  'enterprise-mobility-management': 'Enterprise Mobility Management',
  'cloud-business-applications': 'Cloud Business Applications',
  'cloud-crm': 'Cloud Customer Relationship Management',
  erp: 'Enterprise Resource Planning (ERP)',
  datacenter: 'Datacenter',
  'collaboration-and-content': 'Collaboration and Content',
  ppm: 'Project and Portfolio Management (PPM)',
  messaging: 'Messaging',
  communications: 'Communications',
  'data-analytics': 'Data Analytics',
  'data-platform': 'Data Platform',
} as const;
export type CompetencyId = keyof typeof COMPETENCIES;
export const COMPETENCY_IDS = Object.keys(COMPETENCIES) as CompetencyId[];

export type Level = 'silver' | 'gold';

export const OFFERINGS = {
  DDPS: 'Desktop Deployment Planning Services',
  DYDPS: 'Dynamics Deployment Planning Services',
  PVDPS: 'Private Cloud, Management and Virtualization Deployment Planning Services',
  SDPS: 'SharePoint Deployment Planning Services',
  'S-EDPS': 'Skype for Business and Exchange Deployment Planning Services',
  SSDPS: 'SQL Server Deployment Planning Services',
} as const;
export type OfferingId = keyof typeof OFFERINGS;
export const OFFERING_IDS = Object.keys(OFFERINGS) as OfferingId[];

export const ENGAGEMENTS = {
  'windows-office': 'Windows and Office Deployment Planning',
  'mobile-productivity': 'Mobile Productivity Deployment Planning',
  'enterprise-security-poc': 'Modern IT Enterprise Security Proof of Concept',
  'd365-ce-upgrade': 'Upgrading Microsoft Dynamics 365 for Customer Engagement',
  'd365-ce-migration': 'Migrating to Microsoft Dynamics 365 for Customer Engagement',
  'd365-fo-upgrade': 'Upgrading Microsoft Dynamics 365 for Finance and Operations',
  'windows-server': 'Modernizing Your Windows Server Platform',
  sharepoint: 'SharePoint Deployment Planning',
  'ppm-solution': 'Project and Portfolio Management (PPM) Solution Planning',
  exchange: 'Exchange Deployment Planning',
  'skype-for-business': 'Skype for Business Deployment Planning',
  'data-estate': 'Data Estate Modernization',
} as const;
export type EngagementId = keyof typeof ENGAGEMENTS;
export const ENGAGEMENT_IDS = Object.keys(ENGAGEMENTS) as EngagementId[];

/** Any one of `anyOf` at `level` or better; no row of any edition asks for two at once (§4.5). */
export interface Requirement {
  readonly anyOf: readonly CompetencyId[];
  readonly level: Level;
}

export interface Engagement {
  readonly id: EngagementId;
  readonly offering: OfferingId;
  /** `unknown` where this bot does not have the edition's table: then G9 cannot be checked. */
  readonly requires: Requirement | 'unknown';
}

/** Lengths that a voucher can have, in days (G5; programme facts §4.5, §5.3). */
export const SERVICE_LEVELS = [1, 3, 5, 10, 15] as const;

const GROUPS: Readonly<Record<OfferingId, readonly EngagementId[]>> = {
  DDPS: ['windows-office', 'mobile-productivity', 'enterprise-security-poc'],
  DYDPS: ['d365-ce-upgrade', 'd365-ce-migration', 'd365-fo-upgrade'],
  PVDPS: ['windows-server'],
  SDPS: ['sharepoint', 'ppm-solution'],
  'S-EDPS': ['exchange', 'skype-for-business'],
  SSDPS: ['data-estate'],
};

/** The catalogue of an edition, in the order of its table; `requires` says what each engagement asks for. */
export function engagements(
  requires: Partial<Record<EngagementId, Requirement | 'unknown'>>,
): readonly Engagement[] {
  return OFFERING_IDS.flatMap((offering) =>
    GROUPS[offering].flatMap((id) => {
      const requirement = requires[id];
      return requirement === undefined ? [] : [{ id, offering, requires: requirement }];
    }),
  );
}
