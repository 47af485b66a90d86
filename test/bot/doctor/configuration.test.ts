import { expect, test } from '@jest/globals';
import { lookAtConfiguration } from '../../../bot/doctor/configuration.ts';
import { APP, TENANT } from '../teams/given.ts';
import { ADMIN, COSMOS_KEY, SECRET } from './outside.ts';

const RIGHT: Readonly<Record<string, string>> = {
  MicrosoftAppId: APP,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: SECRET,
  ALLOWED_TENANTS: `${TENANT}:${ADMIN}`,
  COSMOS_ENDPOINT: 'https://contoso.documents.azure.example/',
  COSMOS_KEY,
};

test('a right environment is said in words, without its secrets', () => {
  const { config, findings } = lookAtConfiguration(RIGHT);
  expect(config).toMatchObject({ mode: 'teams' });
  expect(findings).toEqual([
    {
      state: 'ok',
      saw: `SingleTenant, app ${APP} of tenant ${TENANT}; vouchers in https://contoso.documents.azure.example/`,
    },
  ]);
});

test.each<[string, Readonly<Record<string, string | undefined>>, RegExp, RegExp]>([
  ['no app id', { MicrosoftAppId: undefined }, /^MicrosoftAppId is required/, /Application \(client\) ID/],
  ['a key that is none', { COSMOS_KEY: 'x' }, /^COSMOS_KEY must be the base64/, /Keys/],
  ['a wrong level', { LOG_LEVEL: 'much' }, /^LOG_LEVEL must be one of/, /README\.md/],
  [
    'a secret’s id in place of its value',
    { MicrosoftAppPassword: ADMIN },
    /^MicrosoftAppPassword is a GUID/,
    /column "Value"/,
  ],
  [
    'the app’s id twice',
    { MicrosoftAppTenantId: APP },
    /^MicrosoftAppTenantId is the same as MicrosoftAppId/,
    /Directory \(tenant\) ID/,
  ],
  [
    'the tenant as its own admin',
    { ALLOWED_TENANTS: `${TENANT}:${TENANT}` },
    /^ALLOWED_TENANTS names a tenant or the bot as the admin in pair 1/,
    /Object ID/,
  ],
  [
    'the bot as the admin',
    { ALLOWED_TENANTS: `${ADMIN}:${TENANT}, ${TENANT}:${APP}` },
    /in pair 2$/,
    /Object ID/,
  ],
  [
    'the key in place of the endpoint',
    { COSMOS_ENDPOINT: COSMOS_KEY },
    /^COSMOS_ENDPOINT has the form of an account's key/,
    /"URI" is the endpoint/,
  ],
  [
    'the endpoint in place of the key',
    { COSMOS_KEY: RIGHT['COSMOS_ENDPOINT'] },
    /^COSMOS_KEY is an address/,
    /"PRIMARY KEY" the key/,
  ],
  [
    'a connection string',
    { COSMOS_ENDPOINT: `AccountEndpoint=https://contoso.example/;AccountKey=${COSMOS_KEY};` },
    /^COSMOS_ENDPOINT is a whole connection string/,
    /"URI"/,
  ],
  [
    'quotation marks',
    { MicrosoftAppId: `"${APP}"` },
    /^MicrosoftAppId has quotation marks/,
    /leave them out/,
  ],
  [
    'the names of the Teams CLI',
    { MicrosoftAppPassword: undefined, CLIENT_SECRET: SECRET },
    /^MicrosoftAppPassword is absent, while CLIENT_SECRET is there/,
    /name it MicrosoftAppPassword/,
  ],
  [
    'a name in capitals',
    { MicrosoftAppTenantId: undefined, MICROSOFT_APP_TENANT_ID: TENANT },
    /^MicrosoftAppTenantId is absent, while MICROSOFT_APP_TENANT_ID/,
    /name it MicrosoftAppTenantId/,
  ],
  [
    'a secret beside a managed identity',
    { MicrosoftAppType: 'UserAssignedMSI' },
    /^MicrosoftAppPassword must be absent/,
    /Certificates & secrets/,
  ],
])('%s is named once, with what to do, and no secret is said', (_what, wrong, saw, todo) => {
  const { findings } = lookAtConfiguration({ ...RIGHT, ...wrong });
  const found = { state: 'not_ok', saw: expect.stringMatching(saw), todo: expect.stringMatching(todo) };
  expect(findings.filter((one) => saw.test(one.saw))).toEqual([found]);
  for (const secret of [SECRET, COSMOS_KEY]) expect(JSON.stringify(findings)).not.toContain(secret);
});

test('what is given by its own name, too, is not said to be misnamed', () => {
  const { findings } = lookAtConfiguration({ ...RIGHT, TENANT_ID: TENANT });
  expect(findings.map(({ state }) => state)).toEqual(['ok']);
});
