import { createHash } from 'node:crypto';
import type { Clock } from '../../domain/store/ports.ts';
import type { MailboxConfig } from '../config.ts';
import { faultOf, type Log } from '../log.ts';
import { GraphFailure, type Graph, type Subscription } from './graph.ts';
import type { MailboxState } from './state.ts';

/** Graph lets one live for less than seven days; renewed with so much left, it outlives a long weekend. */
const LASTS_MS = 6 * 24 * 3600_000;
const RENEWED_BEFORE_MS = 3 * 24 * 3600_000;
/** After one could not be made or renewed. */
const AGAIN_MS = 5 * 60_000;

interface SubscriptionParts {
  /** The machine's clock: subscriptions end by Graph's. */
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Pick<MailboxConfig, 'user' | 'clientState'>;
}

/**
 * Keeps one subscription, so that Graph tells of what comes: made, renewed long before its end, made anew when it is
 * gone, or when this bot is reached elsewhere. Without one the mailbox is read all the same, only later.
 */
export class SubscriptionKeeper {
  readonly #of: SubscriptionParts;
  #againAt = 0;
  /** Graph wants to see once more that the app may still read the mailbox. */
  #mustRenew = false;
  readonly #removed = new Set<string>();

  constructor(of: SubscriptionParts) {
    this.#of = of;
  }

  /** Graph said so. */
  reauthorize(): void {
    this.#mustRenew = true;
    this.#againAt = 0;
  }

  /** Graph said so. */
  removed(id: string): void {
    this.#removed.add(id);
    this.#againAt = 0;
  }

  /** `url`: where Graph finds the webhook. Rejects with StoreFailure; what Graph refuses is tried again in time. */
  async keep(state: MailboxState, graph: Graph, url: string): Promise<void> {
    const { clock, log, config } = this.#of;
    const now = clock.now();
    const to = digestOf([url, config.clientState]);
    const known = state.doc.subscription;
    const isOurs = known?.to === to && !this.#removed.has(known.id) && known.until > now;
    const isLong = known !== undefined && known.until - now > RENEWED_BEFORE_MS;
    if ((isOurs && isLong && !this.#mustRenew) || performance.now() < this.#againAt) return;
    this.#againAt = performance.now() + AGAIN_MS;
    let made: Subscription;
    try {
      const until = now + LASTS_MS;
      made =
        (isOurs ? await renewed(graph, known.id, until) : undefined) ?? (await this.#anew(graph, url, until));
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      log.warn({ event: 'mailbox.not_subscribed', ...faultOf(error) });
      return;
    }
    this.#mustRenew = false;
    this.#removed.clear();
    this.#againAt = 0;
    await state.save({ subscription: { ...made, to } });
    log.info({ event: 'mailbox.subscribed' });
  }

  /** One of ours that nobody knows, because its maker died before it could say so, would tell everything twice. */
  async #anew(graph: Graph, url: string, until: number): Promise<Subscription> {
    const { user, clientState } = this.#of.config;
    const resource = `users/${user}/mailFolders('inbox')/messages`;
    for (const { id, notificationUrl } of await graph.subscriptions())
      if (notificationUrl === url) await graph.unsubscribe(id).catch(() => undefined);
    return graph.subscribe({ resource, url, clientState, until });
  }
}

async function renewed(graph: Graph, id: string, until: number): Promise<Subscription | undefined> {
  try {
    return await graph.renew(id, until);
  } catch (error) {
    if (error instanceof GraphFailure && error.trouble === 'gone') return undefined;
    throw error;
  }
}

/** The secret itself is not kept. */
function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
