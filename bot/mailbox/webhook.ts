import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { BadBody, readJson } from '../teams/json-body.ts';
import type { Route } from '../teams/server.ts';

/** Where Graph says that something happened in the mailbox. */
export const WEBHOOK_PATH = '/api/mailbox';

const LIMITS = { bodyBytes: 256 * 1024, depth: 16 };
/** Anybody may send them: so often at most a line of the log says how many. */
const TOLD_MS = 60_000;
const MAX_TOKEN = 2_048;
const MAX_NOTIFICATIONS = 1_000;

const notification = z.looseObject({
  subscriptionId: z.string().max(256),
  clientState: z.string().max(1_024).nullish(),
  tenantId: z.string().max(64).nullish(),
  lifecycleEvent: z.string().max(64).nullish(),
});
const body = z.looseObject({ value: z.array(notification).max(MAX_NOTIFICATIONS) });

/** What a notification says, once it is known to be Graph's and of our mailbox. A hint: what happened is read from Graph. */
export type Notified =
  /** Something came, or a notification may have been lost. */
  | 'changed'
  /** The subscription is no more, or ends unless it is renewed. */
  | 'removed'
  | 'reauthorize';

interface WebhookParts {
  readonly tenantId: string;
  readonly clientState: string;
  /** Whether this is the subscription that we have. Rejects with StoreFailure. */
  readonly isOurs: (subscriptionId: string) => Promise<boolean>;
  readonly onNotified: (what: Notified, subscriptionId: string) => void;
  readonly log: Log;
}

/**
 * Graph's webhook: the handshake when a subscription is made, and notifications, which are answered at once, whoever sent
 * them; those that are not Graph's about our mailbox do nothing.
 */
export class Webhook {
  readonly #of: WebhookParts;
  readonly #secret: Buffer;
  #ignored = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(of: WebhookParts) {
    this.#of = of;
    this.#secret = digestOf(of.clientState);
  }

  /** Of the bot's server. */
  get route(): Route {
    return { method: 'POST', path: WEBHOOK_PATH, handle: (req, res) => this.#handle(req, res) };
  }

  /** Answers a POST. Rejects with BadBody. */
  async #handle(req: Request, res: Response): Promise<void> {
    const token = new URL(req.url ?? '/', 'http://here').searchParams.get('validationToken');
    if (token !== null) {
      if (token.length > MAX_TOKEN) throw new BadBody(400, 'token_too_long');
      // Never as a page: whatever it says comes from who asked.
      res.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
      res.end(token);
      req.resume();
      return;
    }
    const parsed = body.safeParse(await readJson(req, LIMITS));
    if (!parsed.success) throw new BadBody(400, 'not_notifications');
    res.writeHead(202, { 'Content-Length': 0 });
    res.end();
    // The answer says nothing of what comes of it.
    await this.#take(parsed.data.value).catch(() => this.#of.onNotified('changed', ''));
  }

  async #take(notifications: readonly z.infer<typeof notification>[]): Promise<void> {
    const { tenantId, isOurs, onNotified } = this.#of;
    const told = new Map<string, Set<Notified>>();
    let ignored = 0;
    for (const { subscriptionId, clientState, tenantId: of, lifecycleEvent } of notifications) {
      const isKnown = timingSafeEqual(digestOf(clientState ?? ''), this.#secret);
      const isOfTenant = of === undefined || of === null || of.toLowerCase() === tenantId;
      if (!isKnown || !isOfTenant) {
        ignored += 1;
        continue;
      }
      const what = meaningOf(lifecycleEvent ?? undefined);
      told.set(subscriptionId, (told.get(subscriptionId) ?? new Set()).add(what));
    }
    for (const [subscriptionId, all] of told) {
      if (await isOurs(subscriptionId)) for (const what of all) onNotified(what, subscriptionId);
      else ignored += 1;
    }
    if (ignored > 0) this.#ignore(ignored);
  }

  #ignore(count: number): void {
    this.#ignored += count;
    const now = performance.now();
    if (now - this.#toldAt < TOLD_MS) return;
    this.#of.log.warn({ event: 'mailbox.notification_ignored', count: this.#ignored });
    this.#toldAt = now;
    this.#ignored = 0;
  }
}

/** `missed`, and what is not known yet, means that something may have come. */
function meaningOf(lifecycleEvent: string | undefined): Notified {
  if (lifecycleEvent === 'subscriptionRemoved') return 'removed';
  return lifecycleEvent === 'reauthorizationRequired' ? 'reauthorize' : 'changed';
}

/** Of one length, so that comparing them tells nothing by its time. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
