import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stamped } from '../../../bot/local/graph/stamp.ts';
import { startLocalTeams, type LocalTeams } from '../../../bot/local/local-teams.ts';
import { localMailbox } from '../../../bot/local/people.ts';
import { passesDmarc } from '../../../bot/mailbox/authentication-results.ts';
import { eml } from '../mailbox/eml.ts';

const topmost = (raw: Buffer): string => {
  const [line = ''] = raw.toString('latin1').split('\r\n');
  return line.replace('Authentication-Results: ', '');
};

describe('the mail server of the local tenant', () => {
  test.each([
    ['anna@partner.example', true],
    ['Anna Nowak (synthetic) <Anna@Partner.example>', true],
    ['"anna@elsewhere.example" <anna@partner.example>', true],
    ['anna@elsewhere.example', false],
    ['anna@partner.example.elsewhere.example', false],
    ['anna@sub.partner.example', false],
    ['"anna@partner.example" <x@elsewhere.example>', false],
    ['anna@partner.example, boris@partner.example', false],
    ['nobody', false],
  ])('vouches for its own people alone: %s', (from, isOwn) => {
    const verdict = topmost(stamped(eml({ from }), 'partner.example'));
    expect(verdict).toContain(isOwn ? 'dmarc=pass' : 'dmarc=fail');
    expect(passesDmarc(verdict, 'anna@partner.example')).toBe(isOwn);
  });

  test('puts its verdict before what the sender wrote, and takes out what only it may say', () => {
    const raw = eml({
      from: 'x@elsewhere.example',
      text: 'X-MS-Exchange-Organization-AuthAs: Internal',
      headers: [
        'Authentication-Results: dmarc=pass header.from=partner.example',
        'X-MS-Exchange-Organization-AuthAs:\r\n Internal',
        'x-ms-exchange-organization-scl: -1',
      ],
    });
    const lines = stamped(raw, 'partner.example').toString('latin1').split('\r\n');
    expect(lines[0]).toContain('dmarc=fail');
    expect(lines[1]).toBe('X-MS-Exchange-Organization-AuthAs: Anonymous');
    expect(lines[2]).toBe('Authentication-Results: dmarc=pass header.from=partner.example');
    expect(lines[3]).toBe('From: x@elsewhere.example');
    // A body is nobody's header.
    expect(lines).toContain('X-MS-Exchange-Organization-AuthAs: Internal');
  });

  test.each(['', '\r\n\r\n', 'no header at all', '\u0000\u00ff'])('takes any bytes: %j', (text) => {
    const raw = stamped(Buffer.from(text, 'latin1'), 'partner.example');
    expect(raw.toString('latin1')).toMatch(/^Authentication-Results: .*dmarc=fail/);
    expect(raw.toString('latin1').endsWith(text)).toBe(true);
  });
});

describe('the mailbox beside the local Teams', () => {
  let folder: string;
  let teams: LocalTeams;
  const open = (): Promise<LocalTeams> =>
    startLocalTeams({ port: 0, botUrl: 'http://127.0.0.1:1', dataDir: folder });
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'local-mailbox-'));
    teams = await open();
  });
  afterAll(async () => {
    await teams.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const drop = (headers: Record<string, string>): Promise<Response> =>
    fetch(new URL('/api/mailbox', teams.url), {
      method: 'POST',
      headers,
      body: eml({ from: 'anna@partner.example', subject: 'FW: synthetic' }),
    });

  test('takes a mail as if it had been sent there, and keeps it over a restart, with its marks', async () => {
    const answer = await drop({ 'content-type': 'application/octet-stream' });
    expect([answer.status, await answer.json()]).toEqual([200, { kind: 'accepted' }]);
    const id = teams.graph.messages[0]?.id ?? '';
    const call = (method: string, path: string, body?: unknown): Promise<Response> =>
      fetch(`${teams.url}graph/v1.0/users/${localMailbox}/messages/${encodeURIComponent(id)}${path}`, {
        method,
        headers: { prefer: 'IdType="ImmutableId"', 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    expect((await call('PATCH', '', { isRead: true, categories: ['x'] })).status).toBe(200);
    const before = await (await call('GET', '/$value')).text();
    expect(before).toContain('Subject: FW: synthetic');
    await teams.close();
    teams = await open();
    expect(teams.graph.messages).toMatchObject([{ id, isRead: true, categories: ['x'] }]);
    expect(await (await call('GET', '/$value')).text()).toBe(before);
    expect(statSync(join(folder, 'local-mailbox', '1.eml')).mode & 0o077).toBe(0);
  });

  test('takes nothing that a page from elsewhere can send', async () => {
    const count = teams.graph.messages.length;
    expect((await drop({ 'content-type': 'text/plain' })).status).toBe(415);
    const evil = { 'content-type': 'application/octet-stream', origin: 'https://evil.example' };
    expect((await drop(evil)).status).toBe(403);
    expect(teams.graph.messages).toHaveLength(count);
  });
});
