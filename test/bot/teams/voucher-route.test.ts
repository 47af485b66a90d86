import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '../../../bot/log.ts';
import { chatLink } from '../../../bot/notify/chat-link.ts';
import { startServer, type RunningServer } from '../../../bot/teams/server.ts';
import { voucherRoute } from '../../../bot/teams/voucher-route.ts';

const BOT = '28:11111111-2222-4333-8444-555555555555';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    log: createLog('silent'),
    onActivity: () => Promise.reject(new Error('nothing comes here')),
    ready: () => Promise.resolve(),
    routes: [voucherRoute((number) => chatLink(BOT, number))],
  });
});
afterAll(() => server.close(0));

const opened = (path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { redirect: 'manual' });

test.each([
  ['/v/SAP-7F3K-0042', 'SAP-7F3K-0042'],
  ['/v/sap-7f3k-0042?utm=x&message=other', 'SAP-7F3K-0042'],
  ['/v/%D0%90-1', 'А-1'],
  ['/v/A%26users%3Dx', 'A&USERS=X'],
  ['/v/%22%3E%0D%0ASet-Cookie%3Ax', '">SET-COOKIE:X'],
])('%s leads to the own chat with the number typed, and nowhere else', async (path, typed) => {
  const response = await opened(path);
  expect([response.status, await response.text()]).toEqual([302, '']);
  const location = new URL(response.headers.get('location') ?? '');
  expect(`${location.origin}${location.pathname}`).toBe('https://teams.microsoft.com/l/chat/0/0');
  expect([...location.searchParams]).toEqual([
    ['users', BOT],
    ['message', typed],
  ]);
  expect(response.headers.get('set-cookie')).toBeNull();
});

test.each(['/v/', '/v', '/v/%', '/v/---', `/v/${'9'.repeat(65)}`, '/v/a/b'])(
  '%s leads nowhere',
  async (path) => {
    const response = await opened(path);
    expect([response.status, await response.json()]).toEqual([404, { error: 'not_found' }]);
  },
);
