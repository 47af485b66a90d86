import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { present } from '../../domain/present.ts';
import type { Authorize } from './bot-client.ts';
import { LocalConnector, type ConnectorLog, type Faults } from './connector.ts';
import { BodyTooLarge, readBody, sendJson } from './http.ts';
import { LocalGraph } from './graph/local-graph.ts';
import { Journal } from './journal.ts';
import { localMailbox, localPeople, localTenantId, type LocalPerson } from './people.ts';
import type { ChatState, PageEvent } from './wire.ts';

const JSON_LIMIT = 1024 * 1024;
const FILE_LIMIT = 10 * 1024 * 1024;
const HEARTBEAT_MS = 20_000;
/**
 * Longer than the bot keeps an idle connection, as Teams does: with Node's five seconds a POST of a loaded bot can meet
 * the end of its connection, and what became of the message is not known.
 */
export const KEEP_ALIVE_MS = 120_000;

const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const require = createRequire(import.meta.url);

/** Everything that the page may load, and where it is. Nothing else is served. */
const ASSETS: Readonly<Record<string, { readonly type: string; readonly read: () => string | Buffer }>> = {
  '/': { type: 'text/html; charset=utf-8', read: () => pageFile('index.html') },
  '/page/page.css': { type: 'text/css; charset=utf-8', read: () => pageFile('page.css') },
  '/page/themes.css': { type: 'text/css; charset=utf-8', read: () => pageFile('themes.css') },
  '/page/page.ts': browserScript(() => pageFile('page.ts')),
  '/page/card.ts': browserScript(() => pageFile('card.ts')),
  '/page/charts.ts': browserScript(() => pageFile('charts.ts')),
  '/page/elements.ts': browserScript(() => pageFile('elements.ts')),
  '/page/file.ts': browserScript(() => pageFile('file.ts')),
  '/page/group.ts': browserScript(() => pageFile('group.ts')),
  '/page/teams-element.ts': browserScript(() => pageFile('teams-element.ts')),
  '/page/icons.ts': browserScript(() => pageFile('icons.ts')),
  '/page/input-names.ts': browserScript(() => pageFile('input-names.ts')),
  '/page/menu.ts': browserScript(() => pageFile('menu.ts')),
  '/page/samples.ts': browserScript(() => pageFile('samples.ts')),
  '/page/target-width.ts': browserScript(() => pageFile('target-width.ts')),
  '/page/task.ts': browserScript(() => pageFile('task.ts')),
  '/page/teams.ts': browserScript(() => pageFile('teams.ts')),
  '/page/view.ts': browserScript(() => pageFile('view.ts')),
  '/wire.ts': browserScript(() => readFileSync(new URL('wire.ts', import.meta.url), 'utf8')),
  '/lib/adaptivecards.js': library('adaptivecards/dist/adaptivecards.min.js'),
  '/lib/markdown-it.js': library('markdown-it/dist/markdown-it.min.js'),
};

function pageFile(name: string): string {
  return readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8');
}

function browserScript(read: () => string): { type: string; read: () => string } {
  return { type: 'text/javascript; charset=utf-8', read: () => stripTypeScriptTypes(read()) };
}

function library(specifier: string): { type: string; read: () => Buffer } {
  return { type: 'text/javascript; charset=utf-8', read: () => readFileSync(require.resolve(specifier)) };
}

interface LocalTeamsOptions {
  /** The port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Where the bot listens, such as `http://127.0.0.1:3978`. */
  readonly botUrl: string;
  /** The tenant of all people, in place of their own. */
  readonly tenantId?: string;
  readonly people?: readonly LocalPerson[];
  readonly bot?: { readonly id: string; readonly name: string };
  /** A folder that keeps the conversations over a restart. */
  readonly dataDir?: string;
  /** How long a person waits for the bot, in milliseconds. */
  readonly deadline?: number;
  /** Whether the limits of Teams on sends per conversation hold; they do unless switched off. */
  readonly throttle?: boolean;
  readonly authorize?: Authorize;
  readonly faults?: Faults;
  readonly log?: ConnectorLog;
}

export interface LocalTeams {
  /** The page. */
  readonly url: string;
  /** What the bot sees as the address of the Bot Connector. */
  readonly serviceUrl: string;
  readonly connector: LocalConnector;
  /** The mailbox of the local people. */
  readonly graph: LocalGraph;
  close(): Promise<void>;
}

/**
 * Starts a Teams of one's own on a loopback port: the connector that the bot talks to, and the page on which
 * the people chat with it. Only requests that name this very address as their host and origin are answered.
 */
export async function startLocalTeams(options: LocalTeamsOptions): Promise<LocalTeams> {
  const { port, tenantId, people = localPeople, throttle = true, ...rest } = options;
  const members = people.map((person) => (tenantId === undefined ? person : { ...person, tenantId }));
  const connector = new LocalConnector({ ...rest, people: members, throttle });
  const graph = new LocalGraph({
    user: localMailbox,
    tenantId: tenantId ?? localTenantId,
    clock: () => connector.clock,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  });
  const streams = new Set<ServerResponse>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer({ connector, graph, streams }, request, response).catch((error: unknown) => {
      options.log?.warn({ error: String(error), path: request.url }, 'the local Teams failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: { code: 'ServiceError', message: 'The local Teams failed' } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  connector.serviceUrl = url;
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(':\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    url,
    serviceUrl: url,
    connector,
    graph,
    async close() {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      });
    },
  };
}

/** Today's clock as the page left it, for a bot that starts again; undefined means real time. */
export function clockIn(dataDir: string): string | undefined {
  const line = new Journal(dataDir).read().findLast(({ kind }) => kind === 'clock');
  return line?.kind === 'clock' ? line.now : undefined;
}

interface Served {
  readonly connector: LocalConnector;
  readonly graph: LocalGraph;
  readonly streams: Set<ServerResponse>;
}

async function answer(
  { connector, graph, streams }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurs(request)) {
    sendJson(response, 403, { error: { code: 'Forbidden', message: 'Not this host or origin' } });
    return;
  }
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
  if (await connector.handle(request, response)) return;
  if (await graph.handle(request, response)) return;

  const url = new URL(request.url ?? '/', 'http://local');
  const asset = ASSETS[url.pathname];
  if (request.method === 'GET' && asset !== undefined) {
    // Not chained: restify replaces writeHead for the whole process, and its own returns nothing.
    response.writeHead(200, { 'content-type': asset.type });
    response.end(asset.read());
    return;
  }
  if (request.method === 'GET' && url.pathname.startsWith('/files/')) {
    sendFile(connector, url.pathname.slice('/files/'.length), response);
    return;
  }
  if (request.method === 'GET' && url.pathname === '/api/events') {
    streamEvents(connector, streams, url.searchParams.get('person') ?? '', response);
    return;
  }
  await pageApi({ connector, graph }, url, request, response);
}

/**
 * A page from elsewhere can make a browser send requests here, also under a name of its own that leads to
 * 127.0.0.1: the host gives away the second, the origin the first.
 */
function isOurs(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  const here = [`127.0.0.1:${request.socket.localPort}`, `localhost:${request.socket.localPort}`];
  if (host === undefined || !here.includes(host)) return false;
  return origin === undefined || here.some((name) => origin === `http://${name}`);
}

function sendFile(connector: LocalConnector, fileId: string, response: ServerResponse): void {
  const file = connector.uploads.file(fileId);
  if (file === undefined) sendJson(response, 404, { error: { code: 'NotFound', message: 'No such file' } });
  else {
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    });
    response.end(file.bytes);
  }
}

/** Streams what happens in one person's chat, and that something happened in the others'. */
function streamEvents(
  connector: LocalConnector,
  streams: Set<ServerResponse>,
  person: string,
  response: ServerResponse,
): void {
  if (!connector.people.some(({ key }) => key === person)) {
    sendJson(response, 404, { error: { code: 'NotFound', message: 'No such person' } });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('retry: 1000\n\n');
  const silence = connector.listen((whose, event) => {
    if (whose === person) write(event);
    else if (event.type === 'entry' && event.entry.from === 'bot')
      write({ type: 'elsewhere', person: whose });
  });
  const write = (event: PageEvent): void => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const quiet = connector.group.listen((entry) => write({ type: 'group', entry }));
  streams.add(response);
  response.on('close', () => {
    silence();
    quiet();
    streams.delete(response);
  });
}

const personField = z.object({ person: z.string() });
const jsonObject = z.record(z.string(), z.unknown());
const sayBody = personField.extend({ text: z.string().min(1), html: z.string().optional() });
const dropBody = personField.extend({ text: z.string(), files: z.array(z.string()).min(1).max(20) });
const taskBody = personField.extend({
  message: z.object({
    html: z.string(),
    subject: z.string().optional(),
    from: z.object({ id: z.string(), name: z.string() }).optional(),
  }),
});
const taskOnBody = personField.extend({ entry: z.string() });
const taskSubmitBody = personField.extend({ data: jsonObject });
const actionField = z.object({ id: z.string().optional(), verb: z.string().optional(), data: jsonObject });
const pressBody = personField.extend({ activityId: z.string(), action: actionField });
const groupSayBody = personField.extend({ text: z.string().min(1) });
const groupPutBody = personField.extend({ card: jsonObject });
const groupPressBody = personField.extend({ id: z.string(), action: actionField.optional() });
const searchBody = personField.extend({ typed: z.string() });
const consentBody = personField.extend({ activityId: z.string(), isAccepted: z.boolean() });
const submitBody = personField.extend({ activityId: z.string(), data: jsonObject });
const localeBody = personField.extend({ locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/) });
const clockBody = z.object({ now: z.union([z.iso.date(), z.iso.datetime(), z.null()]) });

/** What the page asks: each takes a checked body and answers JSON. */
const ROUTES: Readonly<Record<string, (connector: LocalConnector, body: unknown) => unknown>> = {
  '/api/say': (connector, body) => {
    const { person, text, html } = sayBody.parse(body);
    return connector.say(person, text, html);
  },
  '/api/drop': (connector, body) => {
    const { person, files, text } = dropBody.parse(body);
    return connector.drop(person, files, text);
  },
  '/api/task': (connector, body) => {
    const { person, message } = taskBody.parse(body);
    return connector.openTask(person, present(message));
  },
  '/api/task/on': (connector, body) => {
    const { person, entry } = taskOnBody.parse(body);
    return connector.openTaskOn(person, entry);
  },
  '/api/task/submit': (connector, body) => {
    const { person, data } = taskSubmitBody.parse(body);
    return connector.submitTask(person, data);
  },
  '/api/press': (connector, body) => {
    const { person, activityId, action } = pressBody.parse(body);
    return connector.press(person, activityId, action);
  },
  '/api/submit': (connector, body) => {
    const { person, activityId, data } = submitBody.parse(body);
    return connector.submit(person, activityId, data);
  },
  '/api/consent': (connector, body) => {
    const { person, activityId, isAccepted } = consentBody.parse(body);
    return connector.consent(person, activityId, isAccepted);
  },
  '/api/group': (connector) => ({ entries: connector.group.entries }),
  '/api/group/say': (connector, body) => {
    const { person, text } = groupSayBody.parse(body);
    return connector.sayInGroup(person, text);
  },
  '/api/group/put': (connector, body) => {
    const { person, card } = groupPutBody.parse(body);
    return connector.putInGroup(person, { card });
  },
  '/api/group/press': (connector, body) => {
    const { person, id, action } = groupPressBody.parse(body);
    return connector.pressInGroup(person, id, action);
  },
  '/api/group/search': (connector, body) => {
    const { person, typed } = searchBody.parse(body);
    return connector.search(person, typed);
  },
  '/api/install': (connector, body) => connector.install(personField.parse(body).person),
  '/api/locale': (connector, body) => {
    const { person, locale } = localeBody.parse(body);
    connector.setLocale(person, locale);
    return {};
  },
  '/api/clock': (connector, body) => {
    connector.setClock(clockBody.parse(body).now ?? undefined);
    return {};
  },
};

async function pageApi(
  { connector, graph }: Pick<Served, 'connector' | 'graph'>,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (status: number, message: string): void =>
    sendJson(response, status, { error: { code: 'PageRequest', message } });
  try {
    const person = url.searchParams.get('person') ?? '';
    if (request.method === 'GET' && url.pathname === '/api/state') {
      sendJson(response, 200, { ...connector.state(person), mailbox: localMailbox } satisfies ChatState);
      return;
    }
    // A form can send neither of the two types that are taken here.
    const type = request.headers['content-type']?.split(';')[0];
    if (request.method === 'POST' && url.pathname === '/api/upload') {
      if (type !== 'application/octet-stream') return refuse(415, 'A file is application/octet-stream');
      const name = url.searchParams.get('name')?.slice(0, 200) || 'file';
      const bytes = await readBody(request, FILE_LIMIT);
      sendJson(response, 200, { kind: 'kept', id: connector.keep({ name, bytes }) });
      return;
    }
    if (request.method === 'POST' && url.pathname === '/api/mailbox') {
      if (type !== 'application/octet-stream') return refuse(415, 'A mail is application/octet-stream');
      await graph.receive(await readBody(request, FILE_LIMIT));
      sendJson(response, 200, { kind: 'accepted' });
      return;
    }
    const act = request.method === 'POST' ? ROUTES[url.pathname] : undefined;
    if (act === undefined) return refuse(404, 'No such page');
    if (type !== 'application/json') return refuse(415, 'The body is application/json');
    const body: unknown = JSON.parse((await readBody(request, JSON_LIMIT)).toString('utf8'));
    sendJson(response, 200, await act(connector, body));
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(413, error.message);
    // What is left is a body that is no JSON or of another shape, or the name of nobody.
    refuse(400, error instanceof z.ZodError ? z.prettifyError(error) : String(error));
  }
}
