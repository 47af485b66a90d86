import { engagements } from './catalogue.ts';
import { docsPage, VVR, type Edition } from './edition.ts';

const extranet = 'https://planningservices.partners.extranet.microsoft.com/en/Pages';

/**
 * The seven-step article of 2019. Its table of requirements is not known, so no engagement can be
 * checked against competencies; the names are those of January 2020, where PPM is absent (§4.6).
 */
export const edition2019: Edition = {
  id: '2019',
  article: 'RU',
  steps: [
    { no: 1, idea: 'eligibility', who: 'new' },
    { no: 2, idea: 'enrolment', who: 'new' },
    { no: 3, idea: 'profile', who: 'new' },
    { no: 4, idea: 'reserve', who: 'existing' },
    { no: 5, idea: 'report', who: 'existing' },
    { no: 6, idea: 'redeem', who: 'existing' },
    { no: 7, idea: 'claim', who: 'existing' },
  ],
  eligibility: 'statuses',
  isTableKnown: false,
  complianceTraining: true,
  agreement: 'eligibility',
  yearlyRenewal: true,
  profile: 'directory',
  claimWindow: 'warns',
  engagements: engagements({
    'windows-office': 'unknown',
    'mobile-productivity': 'unknown',
    'enterprise-security-poc': 'unknown',
    'd365-ce-upgrade': 'unknown',
    'd365-ce-migration': 'unknown',
    'd365-fo-upgrade': 'unknown',
    'windows-server': 'unknown',
    sharepoint: 'unknown',
    exchange: 'unknown',
    'skype-for-business': 'unknown',
    'data-estate': 'unknown',
  }),
  links: {
    overview: `${extranet}/default.aspx`,
    requirements: `${extranet}/partnereligibilityrequirements.aspx`,
    registration: `${extranet}/GetRegistered.aspx`,
    profile: `${extranet}/dashboard.aspx`,
    directory: 'https://directory.partners.extranet.microsoft.com/psbproviders/',
    vlsc: 'https://www.microsoft.com/Licensing/servicecenter/default.aspx',
    partnerCenter: 'https://partner.microsoft.com/dashboard/home',
    vvr: VVR,
    vvrGuide: docsPage('voucher-validation-tool'),
    savb: `${extranet}/getpaid.aspx`,
  },
};
