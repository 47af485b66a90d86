import example from '../../../manifest/azure.parameters.json' with { type: 'json' };
import { HOME_TENANT } from '../arm/functions.ts';
import type { Template } from '../arm/template.ts';

/** Values for the parameters, and what is peculiar about them. */
interface Case {
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
}

/** What the example gives. */
export const GIVEN: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(example.parameters).map(([name, { value }]) => [name, value]),
);

const OWN_APP = {
  appType: 'SingleTenant',
  appId: 'bbbbbbbb-1111-4222-8333-444444444444',
  appTenantId: '99999999-1111-4222-8333-444444444444',
  appPassword: 'a client secret that is only in this test',
};
const MAILBOX = {
  mailboxUser: 'vouchers@contoso.example',
  mailboxTenantId: HOME_TENANT,
  mailboxClientState: 'a client state that is only in this test',
  mailboxTrustInternal: true,
};

/** Identity, mailbox and registry in every combination; each value and each bound that a parameter has. */
export function casesOf({ parameters }: Template): readonly Case[] {
  const base = { ...GIVEN, allowedTenants: `${HOME_TENANT}:99999999-aaaa-4bbb-8ccc-dddddddddddd` };
  const identities = { 'managed identity': {}, 'own app': OWN_APP };
  const mailboxes = { 'no mailbox': {}, mailbox: MAILBOX };
  const images = { registry: {}, 'public image': { registryName: '' } };
  const cases: Case[] = Object.entries(identities).flatMap(([who, identity]) =>
    Object.entries(mailboxes).flatMap(([mail, mailbox]) =>
      Object.entries(images).map(([from, image]) => ({
        name: `${who}, ${mail}, ${from}`,
        given: { ...base, ...identity, ...mailbox, ...image },
      })),
    ),
  );
  const one = (name: string, value: unknown, more: object = {}): void => {
    cases.push({ name: `${name} ${JSON.stringify(value)}`, given: { ...base, ...more, [name]: value } });
  };
  for (const [name, { allowedValues = [], minValue, maxValue, minLength, maxLength }] of Object.entries(
    parameters,
  )) {
    for (const value of allowedValues) if (name !== 'appType') one(name, value);
    for (const value of [minValue, maxValue]) if (value !== undefined) one(name, value);
    for (const length of [minLength, maxLength])
      if (length !== undefined && ['name', 'databaseName', 'botDisplayName'].includes(name))
        one(name, 'n'.repeat(length));
    if (maxLength !== undefined && name === 'mailboxClientState') one(name, 'n'.repeat(maxLength), MAILBOX);
  }
  one('name', 'Vouchers');
  one('location', 'northeurope');
  one('logRetentionDays', 90);
  one('notifyPerSecond', 3, { notifyPerSecondInAll: 7 });
  one('otlpEndpoint', 'https://collector.contoso.example:4318', { otlpHeaders: 'api-key=only-in-this-test' });
  one('appSecretExpires', '2027-11-30', OWN_APP);
  one('minReplicas', 4, { maxReplicas: 2 });
  return cases;
}
