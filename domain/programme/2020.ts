import { engagements } from './catalogue.ts';
import { docsPage, VVR, type Edition, type Links } from './edition.ts';

const fwlink = (id: number): string => `https://go.microsoft.com/fwlink/?linkid=${id}`;

/** Pages that the 2020 article links to (programme facts §9.4). */
const links2020: Links = {
  overview: 'https://planningservices.partners.extranet.microsoft.com/en/Pages/default.aspx',
  requirements: docsPage('software-assurance-dps-requirements'),
  profile: docsPage('create-a-marketing-profile'),
  vlsc: 'https://www.microsoft.com/Licensing/servicecenter/default.aspx',
  vlscGuide:
    'https://download.microsoft.com/download/A/7/D/A7D04694-1B1E-4B18-918F-0EDCD43BA2E5/VLSC-Software-Assurance-Guide_en-US.pdf',
  partnerCenter: 'https://partner.microsoft.com/dashboard/home',
  vvr: VVR,
  savb: 'https://planningservices.partners.extranet.microsoft.com/en/pages/getpaid.aspx',
  workflow: fwlink(2115983),
  faq: fwlink(2116077),
  policies: fwlink(2115984),
  retired: 'https://query.prod.cms.rt.microsoft.com/cms/api/am/binary/RE4sln9',
};

/** The table of August 2020 to September 2021 (programme facts §4.5). */
export const engagements2020 = engagements({
  'windows-office': { anyOf: ['windows-and-devices'], level: 'silver' },
  'mobile-productivity': {
    anyOf: ['enterprise-mobility-management', 'windows-and-devices'],
    level: 'silver',
  },
  'enterprise-security-poc': { anyOf: ['enterprise-mobility-management'], level: 'silver' },
  'd365-ce-upgrade': { anyOf: ['cloud-business-applications', 'cloud-crm'], level: 'silver' },
  'd365-ce-migration': { anyOf: ['cloud-business-applications', 'cloud-crm'], level: 'silver' },
  'd365-fo-upgrade': { anyOf: ['erp'], level: 'gold' },
  'windows-server': { anyOf: ['datacenter'], level: 'silver' },
  sharepoint: { anyOf: ['collaboration-and-content'], level: 'silver' },
  'ppm-solution': { anyOf: ['ppm'], level: 'silver' },
  exchange: { anyOf: ['messaging'], level: 'silver' },
  'skype-for-business': { anyOf: ['communications'], level: 'silver' },
  'data-estate': { anyOf: ['data-analytics', 'data-platform'], level: 'gold' },
});

/** The eight-step article of December 2020. */
export const edition2020: Edition = {
  id: '2020',
  article: 'PL',
  steps: [
    { no: 1, idea: 'eligibility', who: 'new' },
    { no: 2, idea: 'enrolment', who: 'new' },
    { no: 3, idea: 'profile', who: 'new' },
    { no: 4, idea: 'assign', who: 'existing' },
    { no: 5, idea: 'reserve', who: 'existing' },
    { no: 6, idea: 'report', who: 'existing' },
    { no: 7, idea: 'redeem', who: 'existing' },
    { no: 8, idea: 'claim', who: 'existing' },
  ],
  eligibility: 'ticks',
  complianceTraining: false,
  agreement: 'enrolment',
  yearlyRenewal: true,
  profile: 'businessProfile',
  claimWindow: 'warns',
  engagements: engagements2020,
  isTableKnown: true,
  links: links2020,
};
