import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { lookAtPackage } from '../../../bot/doctor/app-package.ts';
import type { Finding } from '../../../bot/doctor/finding.ts';
import { inFolder } from '../store/documents.ts';
import { APP, TEAMS, TENANT } from '../teams/given.ts';
import { packageFor } from './package-for.ts';

const PUBLIC_URL = 'https://bot.contoso.example';

function findingsOf(bytes: Uint8Array, publicUrl: string | undefined): Promise<readonly Finding[]> {
  if (TEAMS.mode !== 'teams') throw new TypeError();
  const { identity } = TEAMS;
  return inFolder((folder) => {
    const file = join(folder, 'app.zip');
    writeFileSync(file, bytes);
    return lookAtPackage({ identity, ...(publicUrl !== undefined && { publicUrl }) }, file, true);
  });
}

test.each([
  ['with links', PUBLIC_URL],
  ['without', undefined],
])('the package of this bot, %s, is ok', async (_what, url) => {
  expect(await findingsOf(await packageFor({ PUBLIC_URL: url }), url)).toEqual([
    { state: 'ok', saw: expect.stringMatching(/version 1\.2\.3: made for this bot/) },
  ]);
});

const zipOf = (manifest: string): Promise<Uint8Array> =>
  Promise.resolve(zipSync({ 'manifest.json': strToU8(manifest) }));
const ofBot = (id: string): string => JSON.stringify({ id, version: '1', bots: [{ botId: APP }] });

test.each<[string, () => Promise<Uint8Array>, string | undefined, RegExp]>([
  ['of another bot', () => packageFor({ MicrosoftAppId: TENANT }), PUBLIC_URL, /is of the bot 22222222-/],
  ['of another app', () => zipOf(ofBot(TENANT)), undefined, /has the id 22222222-/],
  ['from before PUBLIC_URL', () => packageFor({ PUBLIC_URL: undefined }), PUBLIC_URL, /do not become cards/],
  ['from before PUBLIC_URL went', () => packageFor(), undefined, /without PUBLIC_URL the bot gives none/],
  ['of another domain', () => packageFor(), 'https://other.example', /validDomains .* lacks other\.example/],
  ['that is none', () => Promise.resolve(strToU8('PK')), undefined, /is no package for Teams/],
  ['without bots', () => zipOf('{"id":"x","version":"1"}'), undefined, /is no package for Teams/],
  ['whose manifest is no JSON', () => zipOf('{'), undefined, /is no package for Teams/],
  ['whose manifest is endless', () => zipOf(' '.repeat(1e6) + ofBot(APP)), undefined, /is no package/],
  ['that is too large', () => Promise.resolve(new Uint8Array(3 << 20)), undefined, /is no package/],
])('a package %s is named', async (_what, bytes, url, saw) => {
  const findings = await findingsOf(await bytes(), url);
  expect(findings).toContainEqual({
    state: 'not_ok',
    saw: expect.stringMatching(saw),
    todo: expect.stringMatching(/npm run package/),
  });
});
