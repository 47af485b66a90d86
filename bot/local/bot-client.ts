import type { InboundActivity } from './activities.ts';
import { parseJson } from './http.ts';
import type { SendResult } from './wire.ts';

/** What Teams shows when a bot keeps it waiting. */
const NO_RESPONSE = 'The app did not respond';

/** How the bot answered an activity. */
export type Delivery =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'no answer'; readonly reason: string };

/** An activity that was sent to the bot. */
export interface SentActivity {
  readonly activity: InboundActivity;
  /** Absent while the bot has not answered. */
  delivery?: Delivery;
}

/** Headers for an activity on its way to the bot, such as a signed token. */
export type Authorize = (
  activity: InboundActivity,
) => Promise<Record<string, string>> | Record<string, string>;
/** Posts an activity to the bot's endpoint, as Teams does: once, and waits so long for the answer. Never rejects. */
export async function postActivity(
  url: string,
  activity: InboundActivity,
  { deadlineMs, authorize }: { readonly deadlineMs: number; readonly authorize: Authorize | undefined },
): Promise<Delivery> {
  try {
    const authorization = await authorize?.(activity);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(deadlineMs),
    });
    const text = await response.text();
    return { kind: 'answered', status: response.status, body: parseJson(text) ?? text };
  } catch (error) {
    const timedOut = (error as { name?: unknown }).name === 'TimeoutError';
    return { kind: 'no answer', reason: timedOut ? NO_RESPONSE : `${NO_RESPONSE}: it cannot be reached` };
  }
}

/** What a person sees of it. */
export function sendResult(delivery: Delivery): SendResult {
  if (delivery.kind === 'no answer') return { kind: 'failed', message: delivery.reason };
  if (delivery.status < 300) return { kind: 'accepted' };
  return { kind: 'failed', message: `The app answered ${delivery.status}`, status: delivery.status };
}
