import { readConfig } from '../../../bot/config.ts';
import type { Template } from '../arm/template.ts';
import { GIVEN } from './cases.ts';
import { SYMBOLS } from './made.ts';
import { same } from './same.ts';

const isEdition = (PROGRAMME_EDITION: string): boolean => {
  try {
    return readConfig({ PROGRAMME_EDITION }).edition === PROGRAMME_EDITION;
  } catch {
    return false;
  }
};

/** What some parameters may be, exactly. */
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  appType: ['UserAssignedMSI', 'SingleTenant'],
  edition: Array.from({ length: 20 }, (_, at) => String(2010 + at)).filter(isEdition),
  // Alerts and workbook read lines of level info.
  logLevel: ['trace', 'debug', 'info'],
  cpu: ['0.5', '1', '2'],
  maxThroughput: [1_000, 2_000, 4_000, 10_000, 20_000],
  backupTier: ['Continuous7Days', 'Continuous30Days'],
  botSku: ['F0', 'S1'],
};

const local = readConfig({});

/** What they are when nothing is given: the same as without a template, where there is such a thing. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  databaseName: local.cosmos.database,
  edition: local.edition,
  notifyPerSecond: local.notify.perTenant,
  notifyPerSecondInAll: local.notify.inAll,
  logLevel: local.logLevel,
  location: '[resourceGroup().location]',
  appType: 'UserAssignedMSI',
  appId: '',
  appTenantId: '[subscription().tenantId]',
  appPassword: '',
  appSecretExpires: '',
  registryName: '',
  otlpEndpoint: '',
  otlpHeaders: '',
  mailboxUser: '',
  mailboxTenantId: '[subscription().tenantId]',
  mailboxClientState: '',
  mailboxTrustInternal: false,
};

/** What is wrong with the declarations of the parameters, whatever is given; and resources that are missing. */
export function declarationProblems({ parameters, resources }: Template): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(DEFAULTS))
    problems.push(...same(`${name} by default`, parameters[name]?.defaultValue, value));
  for (const [name, choices] of Object.entries(CHOICES))
    problems.push(...same(`what ${name} may be`, parameters[name]?.allowedValues, choices));
  for (const [name, { type, defaultValue, minValue, maxValue, allowedValues }] of Object.entries(
    parameters,
  )) {
    if (defaultValue === undefined && !Object.hasOwn(GIVEN, name))
      problems.push(`the example does not give ${name}`);
    if (/password|clientState|headers/i.test(name) !== (type === 'securestring'))
      problems.push(`${name} is a ${type}`);
    if (type === 'int' && allowedValues === undefined && (minValue === undefined || maxValue === undefined))
      problems.push(`${name} has no limits`);
  }
  for (const name of ['image', 'allowedTenants', 'alertEmail'])
    if (parameters[name]?.defaultValue !== undefined) problems.push(`${name} is not asked for`);
  for (const symbol of SYMBOLS) if (resources[symbol] === undefined) problems.push(`there is no ${symbol}`);
  return problems;
}
