import { connect } from 'node:net';

/** Bytes on the wire that no client of Teams sends, each made of an activity that one would. */

const PATIENCE_MS = 15_000;

type Oddity = (body: string) => Buffer;

interface Head {
  readonly method?: string;
  readonly target?: string;
  readonly host?: string;
  readonly type?: string;
  readonly more?: readonly string[];
  readonly length?: number;
}

function request(body: string | Buffer, head: Head = {}): Buffer {
  const { method = 'POST', target = '/api/messages', host = '127.0.0.1', type = 'application/json' } = head;
  const bytes = Buffer.from(body);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...(type === '' ? [] : [`Content-Type: ${type}`]),
    `Content-Length: ${head.length ?? bytes.length}`,
    'Connection: close',
    ...(head.more ?? []),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

const nested = (times: number): string => `${'{"a":'.repeat(times)}1${'}'.repeat(times)}`;

export const ODDITIES: Readonly<Record<string, Oddity>> = {
  'cut off': (body) => request(body.slice(0, body.length / 2)),
  'something behind': (body) => request(`${body}]`),
  twice: (body) => request(body + body),
  'every name twice': (body) => request(body.replaceAll(/("[a-zA-Z]+"):/g, '$1:null,$1:')),
  'a number without end': (body) => request(body.replaceAll(/:(\d+|true|false|"[^"\\]{0,3}")/g, ':1e999')),
  'a long number': (body) => request(body.replaceAll(/:(\d+|true|false)/g, `:${'9'.repeat(400)}`)),
  __proto__: (body) => request(body.replace('{', '{"__proto__":{"type":"invoke"},')),
  'a mark of order': (body) => request(`\ufeff${body}`),
  'UTF-16': (body) => request(Buffer.from(body, 'utf16le')),
  'not UTF-8': (body) =>
    request(Buffer.concat([Buffer.from(body.slice(0, -1)), Buffer.from([0xc3, 0x28, 0x7d])])),
  'an escape of half a sign': (body) => request(body.replaceAll(/:"/g, ':"\\ud83d')),
  'escapes of nothing': (body) => request(body.replaceAll(/:"/g, ':"\\u0000')),
  'a list': (body) => request(`[${body}]`),
  'a text': (body) => request(JSON.stringify(body)),
  nothing: () => request(''),
  null: () => request('null'),
  deep: () => request(nested(5_000)),
  wide: () => request(`{${Array.from({ length: 20_000 }, (_, nth) => `"n${nth}":1`).join()}}`),
  'too long': (body) => request(body.replace('{', `{"x":"${'x'.repeat(300_000)}",`)),
  'said to be gzip': (body) => request(body, { more: ['Content-Encoding: gzip'] }),
  'a form': (body) => request(body, { type: 'application/x-www-form-urlencoded' }),
  parts: (body) => request(body, { type: 'multipart/form-data; boundary=x' }),
  'no type': (body) => request(body, { type: '' }),
  'another charset': (body) => request(body, { type: 'application/json; charset=utf-16' }),
  'said to be longer': (body) => request(body, { length: body.length + 10_000 }),
  'said to be shorter': (body) => request(body, { length: 10 }),
  'a length below nothing': (body) => request(body, { length: -1 }),
  'two lengths': (body) => request(body, { more: ['Content-Length: 3'] }),
  'chunks and a length': (body) => request(body, { more: ['Transfer-Encoding: chunked'] }),
  GET: (body) => request(body, { method: 'GET' }),
  PUT: (body) => request(body, { method: 'PUT' }),
  HEAD: () => request('', { method: 'HEAD' }),
  OPTIONS: () => request('', { method: 'OPTIONS' }),
  CONNECT: () => request('', { method: 'CONNECT', target: '127.0.0.1:1' }),
  'no such method': (body) => request(body, { method: 'BREW' }),
  'another path': (body) => request(body, { target: '/api/messages/' }),
  'a path that is none': (body) => request(body, { target: '/api/%zz' }),
  'two slashes': (body) => request(body, { target: '//api/messages' }),
  'a whole address': (body) => request(body, { target: 'http://evil.example/api/messages' }),
  'a target that is none': (body) => request(body, { target: 'http://[' }),
  'a voucher that is none': () => request('', { method: 'GET', target: '/v/%00%ff', type: '' }),
  'the webhook of the mailbox': (body) => request(body, { target: '/api/mailbox?validationToken=%00' }),
  'a host that is none': (body) => request(body, { host: '[' }),
  'another host': (body) => request(body, { host: 'evil.example' }),
  'an upgrade': (body) => request(body, { more: ['Upgrade: websocket'] }),
  expects: (body) => request(body, { more: ['Expect: the impossible'] }),
  'many headers': (body) => request(body, { more: Array.from({ length: 3_000 }, (_, nth) => `X-${nth}: y`) }),
  'a zero in a header': (body) => request(body, { more: ['X-Zero: a\0b'] }),
  'a token that is none': (body) => request(body, { more: ['Authorization: Bearer ..'] }),
  'no HTTP': () => Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n', 'latin1'),
};

/** Sends it and gives the status of the answer; undefined when the connection ends without one. */
export function sendRaw(port: number, bytes: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy();
      reject(new Error('the connection stays open without an answer'));
    });
    socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
    // Who is refused may be cut off while they still send.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = /^HTTP\/1\.[01] (\d{3}) /.exec(heard)?.[1];
      resolve(status === undefined ? undefined : Number(status));
    });
  });
}
