import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import type { IncomingActivity } from '../../../bot/teams/activity.ts';
import { createAdapter, type AdapterOptions, type TeamsAdapter } from '../../../bot/teams/adapter.ts';
import type { ConversationReference } from '../../../bot/teams/reference.ts';
import { readConfig } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown> | undefined;
}

export const APP = '11111111-1111-4111-8111-111111111111';
export const TENANT = '22222222-2222-4222-8222-222222222222';
export const LOCAL = readConfig({});
export const TEAMS = readConfig({
  MicrosoftAppId: APP,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: 'not-a-real-password',
  ALLOWED_TENANTS: `${TENANT}:${APP}`,
  DATA_DIR: 'kept',
});

/** A Bot Connector that answers as a test says, and the adapter that calls it; new for each test. */
export const teams: {
  serviceUrl: string;
  calls: Call[];
  answer: (res: ServerResponse, req: IncomingMessage) => void;
  /** What was logged. */
  lines: string[];
  adapter: TeamsAdapter;
} = { serviceUrl: '', calls: [], answer: () => undefined, lines: [], adapter: undefined as never };
let connector: Server;

export function create(config = LOCAL, options: AdapterOptions = {}): TeamsAdapter {
  return createAdapter(config, createLog('info', { write: (line) => teams.lines.push(line) }), options);
}

export function reply(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(body === undefined ? undefined : JSON.stringify(body));
}

/** Starts and ends the connector around every test of the file. */
export function aroundEach(): void {
  beforeEach(async () => {
    teams.calls = [];
    teams.lines = [];
    teams.answer = (res) => reply(res, 201, { id: 'new' });
    connector = createServer((req, res) => {
      let text = '';
      req.on('data', (chunk: Buffer) => (text += chunk.toString()));
      req.on('end', () => {
        teams.calls.push({
          method: req.method ?? '',
          path: req.url ?? '',
          authorization: req.headers.authorization,
          body: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>),
        });
        teams.answer(res, req);
      });
    });
    await new Promise<void>((resolve) => connector.listen(0, '127.0.0.1', () => resolve()));
    teams.serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
    teams.adapter = create();
  });

  afterEach(async () => {
    teams.adapter.close();
    connector.closeAllConnections();
    await new Promise((resolve) => connector.close(resolve));
  });
}

export const reference = (): ConversationReference => ({
  serviceUrl: teams.serviceUrl,
  channelId: 'msteams',
  conversation: { id: '19:x@thread.tacv2;messageid=1', tenantId: TENANT },
  bot: { id: '28:bot' },
  user: { id: '29:1' },
});
export const PATH = '/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D1/activities';

export const activity = (more: Record<string, unknown> = {}): IncomingActivity => ({
  type: 'message',
  id: 'incoming',
  serviceUrl: teams.serviceUrl,
  channelId: 'msteams',
  from: { id: '29:1', name: 'Anna' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1' },
  text: 'private words',
  timestamp: '2020-05-01T10:00:00.000Z',
  ...more,
});

export const press = () =>
  activity({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { verb: 'x' } } });

export async function turn(
  body: IncomingActivity,
  logic: (context: TurnContext) => Promise<void>,
  authorization?: string,
): Promise<{ status: number; body: unknown }> {
  const seen = { status: 0, text: '', headersSent: false };
  await teams.adapter.process(
    { body, headers: { authorization } },
    {
      get headersSent() {
        return seen.headersSent;
      },
      writeHead(status: number) {
        seen.status = status;
        seen.headersSent = true;
      },
      end(bytes) {
        seen.text = String(bytes ?? '');
      },
    },
    logic,
  );
  return { status: seen.status, body: seen.text === '' ? undefined : JSON.parse(seen.text) };
}

export const echo = async (context: TurnContext) => {
  await context.sendActivity(`you said ${context.activity.text}`);
};

export const refusal = (code: string) => ({ error: { code, message: 'Anna is not here' } });
