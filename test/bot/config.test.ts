import { describe, expect, test } from '@jest/globals';
import { createLog, faultOf, type LogEntry } from '../../bot/log.ts';
import { ConfigError, isLoopback, readConfig } from '../../bot/config.ts';

const APP = '11111111-1111-4111-8111-111111111111';
const HOME = '22222222-2222-4222-8222-222222222222';
const TENANT = '33333333-3333-4333-8333-333333333333';
const ADMIN = '44444444-4444-4444-8444-444444444444';
const SECRET = 'not~to.be_printed';

const TEAMS = {
  MicrosoftAppId: APP,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: HOME,
  MicrosoftAppPassword: SECRET,
  ALLOWED_TENANTS: `${TENANT}:${ADMIN}`,
  COSMOS_ENDPOINT: 'https://synthetic.documents.azure.com/',
};

const MAILBOX = {
  MAILBOX_USER: 'programme@contoso.com',
  MAILBOX_TENANT: TENANT,
  MAILBOX_CLIENT_STATE: '0123456789abcdef',
  PUBLIC_URL: 'https://bot.contoso.com/',
};

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const { name, problem } of error.problems) {
      expect(error.message).toContain(name);
      expect(error.message).toContain(problem);
    }
    expect(error.message).not.toContain(SECRET);
    return error.problems.map(({ name }) => name);
  }
  return [];
}

describe('local mode', () => {
  test('an empty environment is local mode on loopback with the defaults', () => {
    expect(readConfig({})).toEqual({
      mode: 'local',
      host: '127.0.0.1',
      port: 3978,
      localTeamsPort: 3979,
      cosmos: { database: 'planning-services' },
      dataDir: '.data',
      edition: '2020',
      notify: { perTenant: 10, inAll: 20 },
      logLevel: 'info',
      allowedTenants: [],
    });
  });

  test('how much people are told has bounds', () => {
    expect(readConfig({ NOTIFY_PER_SECOND: '0', NOTIFY_PER_SECOND_IN_ALL: '50' }).notify).toEqual({
      perTenant: 0,
      inAll: 50,
    });
    expect(problemsOf({ NOTIFY_PER_SECOND: '-1', NOTIFY_PER_SECOND_IN_ALL: '1000' })).toEqual([
      'NOTIFY_PER_SECOND',
      'NOTIFY_PER_SECOND_IN_ALL',
    ]);
  });

  test('empty and blank variables count as absent', () => {
    expect(readConfig({ PORT: '', MicrosoftAppId: '  ', COSMOS_KEY: '' })).toEqual(readConfig({}));
  });

  test('is refused in production, naming all that is missing', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      'MicrosoftAppId',
      'MicrosoftAppType',
      'MicrosoftAppTenantId',
      'MicrosoftAppPassword',
      'COSMOS_ENDPOINT',
    ]);
  });

  test('the two ports differ, unless the system chooses them', () => {
    expect(problemsOf({ PORT: '4000', LOCAL_TEAMS_PORT: '4000' })).toEqual(['LOCAL_TEAMS_PORT']);
    expect(readConfig({ PORT: '0', LOCAL_TEAMS_PORT: '0' })).toMatchObject({ port: 0, localTeamsPort: 0 });
  });
});

describe('a Teams identity', () => {
  test('of a single tenant', () => {
    const config = readConfig({ ...TEAMS, NODE_ENV: 'production' });
    expect(config).toMatchObject({
      mode: 'teams',
      host: '0.0.0.0',
      identity: {
        appType: 'SingleTenant',
        appId: APP,
        tenantId: HOME,
        credential: { kind: 'secret', value: SECRET },
      },
      allowedTenants: [{ tenantId: TENANT, adminObjectId: ADMIN }],
    });
  });

  test('of a managed identity has no password', () => {
    const env = { ...TEAMS, MicrosoftAppType: 'UserAssignedMSI' };
    expect(problemsOf(env)).toEqual(['MicrosoftAppPassword']);
    expect(readConfig({ ...env, MicrosoftAppPassword: undefined })).toMatchObject({
      identity: { appType: 'UserAssignedMSI', appId: APP, tenantId: HOME },
    });
  });

  describe('of a single tenant proves itself by one credential', () => {
    const { MicrosoftAppPassword: _secret, ...bare } = TEAMS;
    const CERTIFICATE = { MicrosoftAppCertificatePath: '/run/secrets/bot.pem' };
    const FEDERATED = { MicrosoftAppFederatedClientId: ADMIN };

    test.each<[string, Record<string, string>, object]>([
      [
        'a secret, with its last day',
        { MicrosoftAppPassword: SECRET, MicrosoftAppPasswordExpires: '2027-05-31' },
        { kind: 'secret', value: SECRET, expires: '2027-05-31' },
      ],
      ['a certificate', CERTIFICATE, { kind: 'certificate', path: '/run/secrets/bot.pem' }],
      ['a federated one', FEDERATED, { kind: 'federated', clientId: ADMIN }],
    ])('%s', (_what, given, credential) => {
      expect(readConfig({ ...bare, ...given })).toMatchObject({ identity: { credential } });
    });

    test('and two or three contradict each other', () => {
      expect(problemsOf({ ...TEAMS, ...CERTIFICATE })).toEqual(['MicrosoftAppCertificatePath']);
      expect(problemsOf({ ...TEAMS, ...FEDERATED })).toEqual(['MicrosoftAppFederatedClientId']);
      expect(problemsOf({ ...bare, ...CERTIFICATE, ...FEDERATED })).toEqual([
        'MicrosoftAppFederatedClientId',
      ]);
      expect(problemsOf({ ...TEAMS, ...CERTIFICATE, ...FEDERATED })).toEqual([
        'MicrosoftAppCertificatePath',
        'MicrosoftAppFederatedClientId',
      ]);
    });

    test('and a managed identity by none', () => {
      const managed = { ...bare, MicrosoftAppType: 'UserAssignedMSI' };
      expect(problemsOf({ ...managed, ...CERTIFICATE })).toEqual(['MicrosoftAppCertificatePath']);
      expect(problemsOf({ ...managed, ...FEDERATED })).toEqual(['MicrosoftAppFederatedClientId']);
      expect(problemsOf({ ...managed, MicrosoftAppPasswordExpires: '2027-05-31' })).toEqual([
        'MicrosoftAppPasswordExpires',
      ]);
    });

    test('and nothing else is in their places', () => {
      // The id of a secret is a GUID, its value never.
      expect(problemsOf({ ...TEAMS, MicrosoftAppPassword: ADMIN })).toEqual(['MicrosoftAppPassword']);
      expect(problemsOf({ ...bare, MicrosoftAppFederatedClientId: 'my-identity' })).toEqual([
        'MicrosoftAppFederatedClientId',
      ]);
      expect(problemsOf({ ...bare, MicrosoftAppFederatedClientId: APP.toUpperCase() })).toEqual([
        'MicrosoftAppFederatedClientId',
      ]);
      expect(problemsOf({ ...TEAMS, MicrosoftAppTenantId: APP })).toEqual(['MicrosoftAppTenantId']);
      expect(problemsOf({ ...TEAMS, MicrosoftAppPasswordExpires: '31.05.2027' })).toEqual([
        'MicrosoftAppPasswordExpires',
      ]);
      expect(problemsOf({ ...bare, ...CERTIFICATE, MicrosoftAppPasswordExpires: '2027-05-31' })).toEqual([
        'MicrosoftAppPasswordExpires',
      ]);
    });
  });

  test('needs no allowed tenant: the store may have them', () => {
    expect(readConfig({ ...TEAMS, ALLOWED_TENANTS: ' ' }).allowedTenants).toEqual([]);
    const { ALLOWED_TENANTS: _, ...without } = { ...TEAMS, ...MAILBOX };
    expect(readConfig(without)).toMatchObject({ mailbox: { tenantId: TENANT } });
  });

  const needed = Object.keys(TEAMS).filter((name) => name !== 'ALLOWED_TENANTS');
  test.each(needed)('without %s is refused by that name', (name) => {
    expect(problemsOf({ ...TEAMS, [name]: undefined })).toEqual([name]);
  });

  test.each(['MicrosoftAppId', 'MicrosoftAppType', 'MicrosoftAppTenantId', 'MicrosoftAppPassword'] as const)(
    'with nothing but %s is no local mode',
    (name) => {
      expect(problemsOf({ [name]: TEAMS[name] })).toHaveLength(4);
    },
  );

  test('keeps its vouchers in a place that stays: an account, or a folder that somebody named', () => {
    const { COSMOS_ENDPOINT: _endpoint, ...without } = TEAMS;
    expect(problemsOf({ ...without, DATA_DIR: ' ' })).toEqual(['COSMOS_ENDPOINT']);
    const config = readConfig({ ...without, DATA_DIR: '/synthetic' });
    expect(config).toMatchObject({ dataDir: '/synthetic', cosmos: { database: 'planning-services' } });
    expect(config.cosmos).not.toHaveProperty('endpoint');
    expect(readConfig(TEAMS).cosmos.endpoint).toBe(TEAMS.COSMOS_ENDPOINT);
  });

  test('is needed for none of that in local mode', () => {
    expect(readConfig({ NODE_ENV: 'development' }).cosmos).toEqual({ database: 'planning-services' });
  });

  test('several allowed tenants are read, with blanks and capitals', () => {
    const env = { ...TEAMS, ALLOWED_TENANTS: ` ${TENANT.toUpperCase()}:${ADMIN} , ${HOME}:${ADMIN}` };
    expect(readConfig(env).allowedTenants.map(({ tenantId }) => tenantId)).toEqual([TENANT, HOME]);
  });
});

describe('a wrong value is refused by name', () => {
  test.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['LOCAL_TEAMS_PORT', '99999'],
    ['MicrosoftAppId', 'my-bot'],
    ['MicrosoftAppType', 'MultiTenant'],
    ['MicrosoftAppTenantId', 'contoso.com'],
    ['ALLOWED_TENANTS', TENANT],
    ['ALLOWED_TENANTS', `${TENANT}:admin@contoso.com`],
    ['ALLOWED_TENANTS', `${TENANT}:${ADMIN},`],
    ['ALLOWED_TENANTS', `${TENANT}:${ADMIN},${TENANT}:${HOME}`],
    ['COSMOS_ENDPOINT', 'contoso'],
    ['COSMOS_ENDPOINT', 'http://contoso.documents.azure.com'],
    ['COSMOS_ENDPOINT', 'https://user:secret@contoso.documents.azure.com'],
    ['COSMOS_ENDPOINT', 'file:///etc/passwd'],
    ['COSMOS_DATABASE', 'a/b'],
    ['PROGRAMME_EDITION', '2018'],
    ['LOG_LEVEL', 'loud'],
  ])('%s = %s', (name, value) => {
    expect(problemsOf({ ...TEAMS, [name]: value })).toEqual([name]);
  });

  test('COSMOS_SELF_SIGNED is for https on this machine only', () => {
    const selfSigned = { COSMOS_SELF_SIGNED: 'true' };
    for (const COSMOS_ENDPOINT of ['https://127.0.0.1:8081', 'https://localhost:8081/', 'https://[::1]:8081'])
      expect(readConfig({ ...selfSigned, COSMOS_ENDPOINT }).cosmos.selfSigned).toBe(true);
    expect(problemsOf(selfSigned)).toEqual(['COSMOS_SELF_SIGNED']);
    for (const COSMOS_ENDPOINT of ['https://contoso.documents.azure.com', 'http://127.0.0.1:8081'])
      expect(problemsOf({ ...selfSigned, COSMOS_ENDPOINT })).toEqual(['COSMOS_SELF_SIGNED']);
    expect(problemsOf({ COSMOS_SELF_SIGNED: 'yes' })).toEqual(['COSMOS_SELF_SIGNED']);
    expect(readConfig({ COSMOS_SELF_SIGNED: 'false' }).cosmos.selfSigned).toBeUndefined();
  });

  test('COSMOS_KEY that is not base64, or has no endpoint', () => {
    const COSMOS_ENDPOINT = 'https://contoso.documents.azure.com:443/';
    expect(problemsOf({ COSMOS_ENDPOINT, COSMOS_KEY: 'not base64!' })).toEqual(['COSMOS_KEY']);
    expect(problemsOf({ COSMOS_KEY: 'a2V5' })).toEqual(['COSMOS_ENDPOINT']);
    expect(readConfig({ COSMOS_ENDPOINT, COSMOS_KEY: 'a2V5' }).cosmos).toEqual({
      endpoint: COSMOS_ENDPOINT,
      key: 'a2V5',
      database: 'planning-services',
    });
    expect(readConfig({ COSMOS_ENDPOINT: 'http://127.0.0.1:8081' }).cosmos.endpoint).toBe(
      'http://127.0.0.1:8081',
    );
  });

  test('a part of the mailbox, of which all is given or nothing', () => {
    expect(readConfig({ ...TEAMS, ...MAILBOX })).toMatchObject({
      mailbox: {
        user: 'programme@contoso.com',
        tenantId: TENANT,
        clientState: MAILBOX.MAILBOX_CLIENT_STATE,
        publicUrl: 'https://bot.contoso.com',
        trustInternal: false,
      },
    });
    expect(readConfig({ ...TEAMS, ...MAILBOX, MAILBOX_TRUST_INTERNAL: 'true' })).toMatchObject({
      mailbox: { trustInternal: true },
    });
    expect(readConfig(TEAMS)).not.toHaveProperty('mailbox');
    for (const name of Object.keys(MAILBOX)) {
      expect(problemsOf({ ...TEAMS, ...MAILBOX, [name]: undefined })).toEqual([name]);
      // The public address alone is there for the links of vouchers.
      const others = name === 'PUBLIC_URL' ? [] : Object.keys(MAILBOX).filter((one) => one !== name);
      expect(problemsOf({ ...TEAMS, [name]: MAILBOX[name as keyof typeof MAILBOX] })).toEqual(others);
    }
    expect(readConfig(TEAMS)).not.toHaveProperty('publicUrl');
    expect(readConfig({ ...TEAMS, PUBLIC_URL: 'https://bot.contoso.com/' })).toMatchObject({
      publicUrl: 'https://bot.contoso.com',
    });
    expect(problemsOf({ ...TEAMS, MAILBOX_TRUST_INTERNAL: 'true' })).toEqual(Object.keys(MAILBOX));
  });

  test.each([
    ['MAILBOX_USER', 'programme'],
    ['MAILBOX_USER', 'a/b@contoso.com'],
    ['MAILBOX_TENANT', 'contoso'],
    ['MAILBOX_CLIENT_STATE', 'short'],
    ['MAILBOX_TRUST_INTERNAL', 'yes'],
    ['PUBLIC_URL', 'http://bot.contoso.com'],
    ['PUBLIC_URL', 'http://127.0.0.1:3978'],
    ['PUBLIC_URL', 'https://bot.contoso.com/api'],
    ['PUBLIC_URL', 'https://bot.contoso.com/?a=b'],
    ['PUBLIC_URL', 'https://me:secret@bot.contoso.com'],
  ])('of the mailbox: %s %s', (name, value) => {
    expect(problemsOf({ ...TEAMS, ...MAILBOX, [name]: value })).toEqual([name]);
  });

  test('a mailbox of another tenant than the managed identity that reads it', () => {
    const { MicrosoftAppPassword: _, ...identity } = TEAMS;
    const env = { ...identity, ...MAILBOX, MicrosoftAppType: 'UserAssignedMSI' };
    expect(problemsOf(env)).toEqual(['MAILBOX_TENANT']);
    expect(readConfig({ ...env, MicrosoftAppTenantId: TENANT })).toMatchObject({
      mailbox: { tenantId: TENANT },
    });
  });

  test('of the mailbox is not asked for in local mode, which has one of its own', () => {
    expect(readConfig({ MAILBOX_USER: 'programme@contoso.com' })).toEqual(readConfig({}));
  });

  test('several at once are all named', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', COSMOS_KEY: 'a2V5' })).toEqual([
      'PORT',
      'LOG_LEVEL',
      'COSMOS_ENDPOINT',
    ]);
  });
});

test('loopback is a host, not a prefix', () => {
  expect(['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:3979/x'].every(isLoopback)).toBe(true);
  expect(['http://localhost.evil.example', 'http://127.0.0.1@evil.example', 'x'].some(isLoopback)).toBe(
    false,
  );
});

const written = (entry: LogEntry): Record<string, unknown> => {
  const lines: string[] = [];
  createLog('info', { write: (line) => lines.push(line) }).info(entry);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
};

describe('the log that LOG_LEVEL sets', () => {
  test('writes JSON lines of codes and ids, and nothing below its level', () => {
    expect(written({ event: 'turn', verb: 'reserve', ms: 1.23456, tenantId: TENANT })).toEqual({
      level: 'info',
      time: expect.any(String),
      event: 'turn',
      verb: 'reserve',
      ms: 1.235,
      tenantId: TENANT,
    });
    const lines: string[] = [];
    createLog('warn', { write: (line) => lines.push(line) }).info({ event: 'turn' });
    expect(lines).toEqual([]);
  });

  test('has no place for text, names, addresses or tokens', () => {
    const entry = {
      event: 'mail',
      text: 'Dear Anna',
      error: new Error('x'),
      code: 'Dear Anna',
      reason: 'a@b.example',
    };
    expect(written(entry)).toEqual({
      level: 'info',
      time: expect.any(String),
      event: 'mail',
      code: '[withheld]',
      reason: '[withheld]',
    });
    expect(written({ event: 'x', personId: 'eyJhbGciOi.eyJpc3Mi.c2ln' })['personId']).toBe('[withheld]');
  });

  test('tells an error by its code and place, never by its message', () => {
    const fault = faultOf(Object.assign(new Error('about Anna'), { code: 'ECONNRESET' }));
    expect(fault).toEqual({ code: 'ECONNRESET', at: expect.stringMatching(/^bot\/config\.test\.ts:\d+$/) });
    expect(faultOf(new RangeError('about\n    at Anna/Nowak.ts:1:1'))).toEqual({
      code: 'RangeError',
      at: expect.stringMatching(/^bot\/config/),
    });
    expect([faultOf('text'), faultOf(null), faultOf(undefined)].map(({ code }) => code)).toEqual([
      'string',
      'object',
      'undefined',
    ]);
  });
});
