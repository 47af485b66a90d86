import {
  CloudAdapter,
  INVOKE_RESPONSE_KEY,
  type Activity,
  type InvokeResponse,
  type ResourceResponse,
  TurnContext,
  type ConversationReference as SdkReference,
} from 'botbuilder';
import type { IncomingActivity } from './activity.ts';
import { present } from '../../domain/present.ts';
import type { Config } from '../config.ts';
import { jsonBytes } from '../turn/card-json.ts';
import { faultOf, type Log } from '../log.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { Authentication, RequestRefused, tokenSource, type Authority } from './authentication.ts';
import { BotConnector, type ConnectorClient, type RosterClient } from './connector.ts';
import { DeliveryFailed, type DeliveryOutcome } from './outcomes.ts';
import type { ConversationReference } from './reference.ts';
import { CHANNEL_SERVICE } from './channel-token.ts';
import type { NoToken } from './own-token.ts';
import { CredentialWatch, type Ending } from './credential-watch.ts';
import { TokenWatch } from './token-watch.ts';
import { SoonAgain } from './soon-again.ts';

/** The part of an HTTP response that is written to; restify's and express's both have it. */
interface AnswerTo {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  end(body?: Buffer): unknown;
}

/** The Bot Framework adapter, and the connector for proactive messages. */
export interface TeamsAdapter extends ConnectorClient, RosterClient {
  /**
   * Runs one turn and answers the request: the invoke response, 200, or 401, 403, 500, 503 with
   * `{ "error": code }`. Rejects only when the answer cannot be written.
   */
  process(
    req: {
      readonly body: IncomingActivity;
      readonly headers: { readonly authorization?: string | undefined };
    },
    res: AnswerTo,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void>;
  /** The SDK's adapter, for what needs one by type. */
  readonly cloud: CloudAdapter;
  /** The context of a turn that no request began, in a conversation that is known. */
  contextIn(conversation: ConversationReference['conversation'], activityId: string): TurnContext;
  /** Learns what the first request would wait for: the signing keys, and whether the bot has a token of its own. */
  warm(): void;
  /** Rejects with NoToken when the bot has no token of its own, so that it could answer nobody. */
  ready(): Promise<void>;
  /** Ends the connections to Teams; calls still under way end as `unknown`. */
  close(): void;
}

export interface AdapterOptions {
  /** The longest any call to Teams may take, in milliseconds. */
  readonly sendMs?: number;
  /** The longest it may take to learn the signing keys, in milliseconds. */
  readonly authenticateMs?: number;
  /** Tells the person that the turn failed. It gets no error, so that it cannot show one. */
  readonly onFailure?: (context: TurnContext) => Promise<void>;
  /** Told why the bot has no token of its own. */
  readonly onNoToken?: (trouble: NoToken) => void;
  /** Told at the start and once a day while the bot's credential is about to end. */
  readonly onEnding?: (ending: Ending) => void;
  /** Absent = nothing is measured. */
  readonly telemetry?: Telemetry;
  /** Tests only. */
  readonly authority?: Authority;
}

type HttpAnswer = { readonly status: number; readonly body?: unknown };
type Logic = (context: TurnContext) => Promise<void>;

class HardenedAdapter extends CloudAdapter {
  readonly #connector: BotConnector;
  readonly soonAgain = new SoonAgain();

  constructor(authentication: Authentication, connector: BotConnector) {
    super(authentication);
    this.#connector = connector;
  }

  /** The stock way in prints errors, bodies and all, to the console, and answers with their messages. */
  override process(): Promise<void> {
    return Promise.reject(new Error('use the process of createAdapter'));
  }

  turn(activity: Activity, authorization: string, logic: Logic): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, logic);
  }

  /** @throws {DeliveryFailed} for the first activity that did not arrive; the rest is not sent. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === 'invokeResponse' || activity.type === 'trace' || activity.type === 'delay') {
        responses.push(...(await super.sendActivities(context, [activity])));
        continue;
      }
      const { serviceUrl, conversationId } = placeOf(activity);
      const replyToId = activity.replyToId || undefined;
      const post = () => this.#connector.post(serviceUrl, conversationId, activity, replyToId);
      responses.push(delivered(await this.soonAgain.deliver(post, { isEdit: false })));
    }
    return responses;
  }

  /** @throws {DeliveryFailed} */
  override async updateActivity(
    _context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse> {
    const { serviceUrl, conversationId } = placeOf(activity);
    return delivered(await this.#connector.put(serviceUrl, conversationId, activity.id ?? '', activity));
  }

  /** @throws {DeliveryFailed} */
  override async deleteActivity(_context: TurnContext, reference: Partial<SdkReference>): Promise<void> {
    const { serviceUrl, conversationId } = placeOf(reference);
    delivered(await this.#connector.delete(serviceUrl, conversationId, reference.activityId ?? ''));
  }
}

function delivered(outcome: DeliveryOutcome): ResourceResponse {
  if (outcome.kind !== 'delivered') throw new DeliveryFailed(outcome);
  return { id: outcome.id };
}

function placeOf({ serviceUrl = '', conversation }: Partial<Pick<Activity, 'serviceUrl' | 'conversation'>>) {
  if (!conversation?.id) throw new TypeError('an activity without a conversation');
  return { serviceUrl, conversationId: conversation.id };
}

/** As the SDK does it: the handlers of others expect dates, and the strings beside them. */
function withDates(activity: IncomingActivity): Activity {
  const dated: Record<string, unknown> = { ...activity };
  for (const [key, raw] of [
    ['timestamp', 'rawTimestamp'],
    ['localTimestamp', 'rawLocalTimestamp'],
    ['expiration', 'rawExpiration'],
  ] as const) {
    const text = activity[key];
    if (text === undefined) continue;
    dated[raw] = text;
    dated[key] = new Date(text);
  }
  // What the handlers rely on was checked at the edge; the SDK's type claims more.
  return dated as unknown as Activity;
}

function write(res: AnswerTo, { status, body }: HttpAnswer): void {
  if (res.headersSent) return;
  if (body === undefined || body === null) {
    res.writeHead(status, { 'Content-Length': 0 });
    res.end();
    return;
  }
  const bytes = typeof body === 'object' ? jsonBytes(body) : Buffer.from(JSON.stringify(body));
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  res.end(bytes);
}

/**
 * The Bot Framework adapter of this process. With a Teams identity every request must carry a token of the
 * channel service; without one (local mode) none is asked, and only service URLs on loopback are called.
 */
export function createAdapter(config: Config, log: Log, options: AdapterOptions = {}): TeamsAdapter {
  const { authority, sendMs = 4_000, authenticateMs = 8_000 } = options;
  const token = tokenSource(config, { deadlineMs: sendMs, authority });
  const authentication = new Authentication(config, { deadlineMs: authenticateMs, authority, token, log });
  const watch = new TokenWatch(
    () => token(CHANNEL_SERVICE),
    (trouble) => {
      if (trouble === undefined) return log.info({ event: 'token.ready' });
      log.error({ event: 'token.none', reason: trouble.reason });
      options.onNoToken?.(trouble);
    },
  );
  const ending =
    config.mode === 'teams' && config.identity.appType === 'SingleTenant'
      ? new CredentialWatch(config.identity.credential, (soon) => {
          log.warn({ event: 'credential.expires', kind: soon.kind, count: soon.days });
          options.onEnding?.(soon);
        })
      : undefined;
  const connector = new BotConnector(config.mode, sendMs, token, options.telemetry);
  const cloud = new HardenedAdapter(authentication, connector);

  cloud.onTurnError = async (context, thrown) => {
    log.error({ event: 'turn.failed', ...faultOf(thrown), type: context.activity.type });
    try {
      await options.onFailure?.(context);
    } catch (again) {
      log.error({ event: 'turn.failure_not_told', ...faultOf(again) });
    }
    if (context.activity.type === 'invoke' && context.turnState.get(INVOKE_RESPONSE_KEY) === undefined) {
      const value = { status: 500, body: { error: 'internal' } };
      context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value });
    }
  };

  async function answerTo(body: IncomingActivity, authorization: string, logic: Logic): Promise<HttpAnswer> {
    try {
      const { status, body: value } = (await cloud.turn(withDates(body), authorization, logic)) ?? {
        status: 200,
      };
      return { status, body: value };
    } catch (thrown) {
      if (thrown instanceof RequestRefused) {
        log.warn({ event: 'turn.refused', status: thrown.status, code: thrown.code });
        return { status: thrown.status, body: { error: thrown.code } };
      }
      log.error({ event: 'turn.failed', ...faultOf(thrown) });
      return { status: 500, body: { error: 'internal' } };
    }
  }

  return {
    cloud,
    contextIn: (conversation, id) => {
      const there = {
        isGroup: false,
        conversationType: 'personal',
        name: '',
        tenantId: '',
        ...present(conversation),
      };
      return new TurnContext(cloud, { type: 'event', id, conversation: there });
    },
    async process(req, res, logic) {
      write(res, await answerTo(req.body, req.headers.authorization ?? '', logic));
    },
    send: (reference, activity) => connector.send(reference, activity),
    update: (reference, activityId, activity) => connector.update(reference, activityId, activity),
    member: (reference) => connector.member(reference),
    warm() {
      authentication.warm();
      watch.start();
      ending?.start();
    },
    ready: () => watch.ready(),
    close() {
      cloud.soonAgain.close();
      authentication.close();
      watch.close();
      ending?.close();
      connector.close();
    },
  };
}
