import { lookup as systemLookup } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';

/** Bytes of a dropped file. */
const MAX_DOWNLOAD = 2 * 1024 * 1024;
/** Milliseconds for all of it; Teams waits for the turn's answer. */
const DOWNLOAD_DEADLINE = 4000;

/** Where Teams keeps what people drop into a chat (the sender's OneDrive). */
const ALLOWED_SUFFIX = '.sharepoint.com';

export type Download =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'problem';
      /**
       * `notAllowed`: the address is not one from which Teams hands out files; nothing was sent there. `busy`: too many
       * others are being fetched; nothing was sent either.
       */
      readonly problem: 'notAllowed' | 'tooLarge' | 'timeout' | 'failed' | 'busy';
    };

interface DownloadOptions {
  /** In local mode files come by http from loopback and from nowhere else; in Teams never from there. */
  readonly mode: 'local' | 'teams';
  readonly maxBytes?: number;
  readonly deadline?: number;
  /** How names become addresses; the system's way unless given. */
  readonly lookup?: LookupFunction;
}

/** Addresses that are not on the public internet: own machine, own network, link, reserved, translated, multicast. */
const notPublic = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [net = '', prefix] = range.split('/');
  notPublic.addSubnet(net, Number(prefix), 'ipv4');
}
/** Of IPv6 only the global unicast block is public, without its tunnels and its ranges for documents and tests. */
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');
const notPublicV6 = new BlockList();
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [net = '', prefix] = range.split('/');
  notPublicV6.addSubnet(net, Number(prefix), 'ipv6');
}
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a bot in `mode` may connect to an address. */
export function mayConnect(address: string, mode: DownloadOptions['mode']): boolean {
  if (isIPv4(address)) {
    return mode === 'local' ? loopback.check(address, 'ipv4') : !notPublic.check(address, 'ipv4');
  }
  if (!isIPv6(address)) return false;
  return mode === 'local'
    ? loopback.check(address, 'ipv6')
    : publicV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
}

/** Whether a file may be asked for at `url`, or put there, at all: before its name is looked up. */
export function mayDownload(url: string, mode: DownloadOptions['mode']): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, port, hostname } = new URL(url);
  if (username !== '' || password !== '') return false;
  if (mode === 'local') {
    const host = hostname.replace(/^\[|\]$/g, '');
    return protocol === 'http:' && (host === 'localhost' || mayConnect(host, mode));
  }
  // The port is empty when it is https's own, 443.
  return (
    protocol === 'https:' && port === '' && /^[a-z0-9-]/.test(hostname) && hostname.endsWith(ALLOWED_SUFFIX)
  );
}

/** An address that is none of the allowed ones. */
class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** A lookup that fails when any of the addresses may not be connected to: the check and the connection see the same. */
export function guarded(lookup: LookupFunction, mode: DownloadOptions['mode']): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
      const isAllowed = addresses.every((one) => mayConnect(one, mode));
      callback(error ?? (isAllowed ? null : new Forbidden('not a public address')), address, family);
    });
  };
}

/**
 * The file behind the `downloadUrl` of a Teams attachment. Nothing of the bot's is sent along: no token, no cookie,
 * no proxy. Redirects and encodings are refused, the bytes are counted as they come. Never throws.
 */
export async function downloadFile(url: string, options: DownloadOptions): Promise<Download> {
  const { mode, maxBytes = MAX_DOWNLOAD, deadline = DOWNLOAD_DEADLINE, lookup = systemLookup } = options;
  if (!mayDownload(url, mode)) return { kind: 'problem', problem: 'notAllowed' };
  const signal = AbortSignal.timeout(deadline);
  try {
    const response = await open(url, {
      // A connection of its own: a kept one would have been looked up by somebody else.
      agent: false,
      headers: { accept: '*/*', 'accept-encoding': 'identity' },
      lookup: guarded(lookup, mode),
      signal,
    });
    return await receive(response, maxBytes);
  } catch (error) {
    if (error instanceof Forbidden) return { kind: 'problem', problem: 'notAllowed' };
    return { kind: 'problem', problem: signal.aborted ? 'timeout' : 'failed' };
  }
}

function open(url: string, options: RequestOptions): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.startsWith('http:') ? requestHttp : requestHttps;
  send(url, options, resolve).on('error', reject).end();
  return promise;
}

async function receive(response: IncomingMessage, maxBytes: number): Promise<Download> {
  try {
    const encoding = response.headers['content-encoding'] ?? 'identity';
    // A page in the place of the file: it asks to sign in, or says that something is wrong.
    const isPage = /^(?:text\/html|application\/xhtml)/iu.test(response.headers['content-type'] ?? '');
    if (response.statusCode !== 200 || encoding !== 'identity' || isPage)
      return { kind: 'problem', problem: 'failed' };
    const tooLarge: Download = { kind: 'problem', problem: 'tooLarge' };
    if (Number(response.headers['content-length'] ?? 0) > maxBytes) return tooLarge;
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) return tooLarge;
      chunks.push(chunk);
    }
    return { kind: 'file', bytes: Buffer.concat(chunks, length) };
  } finally {
    response.destroy();
  }
}
