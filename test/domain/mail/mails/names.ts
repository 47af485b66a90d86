import type { EngagementNames } from '../../../../domain/mail/values.ts';

/** A part of the catalogue, under ids of the tests' own. */
export const NAMES: EngagementNames = {
  offerings: [
    { id: 'ddps', names: ['DDPS', 'Desktop Deployment Planning Services'] },
    { id: 'sdps', names: ['SDPS', 'SharePoint Deployment Planning Services'] },
    {
      id: 's-edps',
      names: ['S-EDPS', 'S&EDPS', 'Skype for Business and Exchange Deployment Planning Services'],
    },
    { id: 'ssdps', names: ['SSDPS', 'SQL Server Deployment Planning Services'] },
    { id: 'pvdps', names: ['PVDPS'] },
  ],
  engagements: [
    {
      id: 'sharepoint',
      offering: 'sdps',
      names: ['SharePoint Deployment Planning', 'Планирование развертывания SharePoint'],
    },
    {
      id: 'windows-office',
      offering: 'ddps',
      names: [
        'Windows and Office Deployment Planning',
        'Planowanie wdrożenia systemu Windows i pakietu Office',
      ],
    },
    { id: 'exchange', offering: 's-edps', names: ['Exchange Deployment Planning'] },
    { id: 'data-estate', offering: 'ssdps', names: ['Data Estate Modernization'] },
  ],
};
