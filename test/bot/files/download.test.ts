import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { downloadFile, mayConnect, mayDownload, type Download } from '../../../bot/files/download.ts';

const asked: IncomingMessage[] = [];
const answers: Readonly<Record<string, RequestListener>> = {
  '/file': (_request, response) => response.end('a,b\n1,2'),
  '/empty': (_request, response) => response.end(),
  '/exact': (_request, response) => response.end(Buffer.alloc(1000)),
  '/declared': (_request, response) => {
    response.writeHead(200, { 'content-length': '1001' });
    response.end(Buffer.alloc(1001));
  },
  '/endless': (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(4096)));
    };
    response.on('drain', more);
    more();
  },
  '/silent': () => undefined,
  '/stalled': (_request, response) => response.write('a,b'),
  '/cut': (_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('a,b', () => response.destroy());
  },
  '/redirect': (_request, response) => {
    response.writeHead(302, { location: '/file' });
    response.end();
  },
  '/gone': (_request, response) => {
    response.writeHead(410);
    response.end('gone');
  },
  '/part': (_request, response) => {
    response.writeHead(206);
    response.end('a,b');
  },
  '/sign-in': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!DOCTYPE html>');
  },
  '/zipped': (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end('a,b');
  },
};

const NEVER_ENDING = new Set(['/silent', '/stalled']);

let server: Server;
let base = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answers[request.url ?? '']?.(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

const get = (path: string): Promise<Download> =>
  downloadFile(base + path, {
    mode: 'local',
    maxBytes: 1000,
    deadline: NEVER_ENDING.has(path) ? 300 : 30_000,
  });

describe('a file on loopback', () => {
  test('comes as it is, and nothing of the bot goes there', async () => {
    const file = await get('/file');
    expect(file.kind === 'file' && Buffer.from(file.bytes).toString()).toBe('a,b\n1,2');
    const sent = asked.at(-1)?.headers ?? {};
    expect(Object.keys(sent).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
  });

  test.each([
    ['/empty', 0],
    ['/exact', 1000],
  ])('%s has %i bytes', async (path, length) => {
    const file = await get(path);
    expect(file.kind === 'file' && file.bytes.length).toBe(length);
  });

  test.each([
    ['/declared', 'tooLarge'],
    ['/endless', 'tooLarge'],
    ['/silent', 'timeout'],
    ['/stalled', 'timeout'],
    ['/cut', 'failed'],
    ['/redirect', 'failed'],
    ['/gone', 'failed'],
    ['/part', 'failed'],
    ['/zipped', 'failed'],
    ['/sign-in', 'failed'],
  ])('%s is %s', async (path, problem) => {
    const before = asked.length;
    expect(await get(path)).toEqual({ kind: 'problem', problem });
    expect(asked.length).toBe(before + 1);
  });

  test('a name is looked up, and one that leads elsewhere is not asked', async () => {
    const url = base.replace('127.0.0.1', 'localhost');
    const to =
      (address: string): LookupFunction =>
      (_name, options, callback) => {
        if (options.all === true) callback(null, [{ address, family: 4 }]);
        else callback(null, address, 4);
      };
    expect(await downloadFile(`${url}/file`, { mode: 'local', lookup: to('127.0.0.1') })).toMatchObject({
      kind: 'file',
    });
    const before = asked.length;
    expect(await downloadFile(`${url}/file`, { mode: 'local', lookup: to('10.0.0.1') })).toEqual({
      kind: 'problem',
      problem: 'notAllowed',
    });
    expect(asked.length).toBe(before);
  });

  test('nobody listens', async () => {
    expect(await downloadFile('http://127.0.0.1:1/file', { mode: 'local' })).toEqual({
      kind: 'problem',
      problem: 'failed',
    });
  });
});

describe('in Teams', () => {
  const URL_OF_FILE = 'https://contoso-my.sharepoint.com/personal/x/_layouts/15/download.aspx?tempauth=x';

  test.each([URL_OF_FILE, 'https://CONTOSO.SharePoint.com/x', 'https://contoso.sharepoint.com:443/x'])(
    'a file may be at %s',
    (url) => {
      expect(mayDownload(url, 'teams')).toBe(true);
      expect(mayDownload(url, 'local')).toBe(false);
    },
  );

  test.each([
    '',
    'x',
    '//contoso.sharepoint.com/x',
    'http://contoso.sharepoint.com/x',
    'ftp://contoso.sharepoint.com/x',
    'file:///etc/hosts',
    'data:text/plain,x',
    'https://contoso.sharepoint.com:8443/x',
    'https://user@contoso.sharepoint.com/x',
    'https://user:x@contoso.sharepoint.com/x',
    'https://contoso.sharepoint.com@example.com/x',
    'https://sharepoint.com/x',
    'https://.sharepoint.com/x',
    'https://contososharepoint.com/x',
    'https://contoso.sharepoint.com.example.com/x',
    'https://contoso.sharepoint.com./x',
    'https://example.com/contoso.sharepoint.com',
    'https://example.com#.sharepoint.com',
    'https://example.com\\.sharepoint.com',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://2130706433/x',
    'https://localhost/x',
    'http://127.0.0.1:3979/files/1',
  ])('never at %j', async (url) => {
    expect(mayDownload(url, 'teams')).toBe(false);
    expect(await downloadFile(url, { mode: 'teams' })).toEqual({ kind: 'problem', problem: 'notAllowed' });
  });

  test.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['172.31.0.1']],
    [['192.168.1.1']],
    [['169.254.169.254']],
    [['100.64.0.1']],
    [['0.0.0.0']],
    [['::1']],
    [['fd00::1']],
    [['fe80::1']],
    [['::ffff:10.0.0.1']],
    [['13.107.136.1', '10.0.0.1']],
  ])('a name that leads to %j is not connected to', async (addresses) => {
    const lookup: LookupFunction = (_name, options, callback) => {
      const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all === true) callback(null, all);
      else callback(null, addresses[0] ?? '', 4);
    };
    expect(await downloadFile(URL_OF_FILE, { mode: 'teams', lookup })).toEqual({
      kind: 'problem',
      problem: 'notAllowed',
    });
  });

  test('a name that nobody knows, and one whose address never comes', async () => {
    const unknown: LookupFunction = (_name, _options, callback) => {
      callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), []);
    };
    expect(await downloadFile(URL_OF_FILE, { mode: 'teams', lookup: unknown })).toMatchObject({
      problem: 'failed',
    });
    const never: LookupFunction = () => undefined;
    expect(await downloadFile(URL_OF_FILE, { mode: 'teams', lookup: never, deadline: 50 })).toMatchObject({
      problem: 'timeout',
    });
  });

  test.each([
    ['13.107.136.1', true],
    ['8.8.8.8', true],
    ['2603:1026::1', true],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['198.18.0.1', false],
    ['::', false],
    ['::ffff:8.8.8.8', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2001::1', false],
    ['2001:db8::1', false],
    ['ff02::1', false],
    ['fe80::1%eth0', false],
    ['contoso.sharepoint.com', false],
    ['', false],
  ])('the address %s: %s', (address, isAllowed) => {
    expect(mayConnect(address, 'teams')).toBe(isAllowed);
  });
});

test.each([
  ['http://localhost:3979/files/1', true],
  ['http://[::1]:3979/files/1', true],
  ['http://127.0.0.1/x', true],
  ['https://127.0.0.1/x', false],
  ['http://user@127.0.0.1/x', false],
  ['http://127.0.0.1.example.com/x', false],
  ['http://localhost.example.com/x', false],
  ['http://169.254.169.254/x', false],
  ['http://10.0.0.1/x', false],
  ['http://0.0.0.0/x', false],
])('in local mode %s: %s', (url, isAllowed) => {
  expect(mayDownload(url, 'local')).toBe(isAllowed);
});
