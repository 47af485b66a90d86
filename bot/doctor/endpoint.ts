import { z } from 'zod';
import { isLoopback } from '../config.ts';
import { ask, jsonOf, WHY, type Answer } from './ask.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';

const MESSAGES = '/api/messages';
/** A message without a token: the bot that takes it would take anybody's. It does nothing with an event of this name. */
const ANYBODYS = {
  type: 'event',
  name: 'doctor',
  id: 'doctor',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  channelId: 'msteams',
  from: { id: '29:doctor' },
  recipient: { id: '28:doctor' },
  conversation: { id: 'doctor' },
};

const said = z.looseObject({
  status: z.string().optional(),
  error: z.string().optional(),
  reason: z.string().optional(),
});

const NOTHING_IN_FRONT =
  'the bot checks who asks by itself: let requests pass as they are (App Service and Container Apps: ' +
  'Authentication → allow unauthenticated access; no gateway that asks for a login)';
const IN_FRONT = 'look at what is in front of the bot: which host and port it sends requests to (PORT, 3978)';
const LET_IN =
  'the address has to be reachable from the internet by https, with a certificate of a public authority; ' +
  'run this from a machine outside, too';

/**
 * Whether the bot is behind this address, with nothing in front of it that stands in the way of the Bot Framework: seen
 * from this machine. `url` is its origin, or its messaging endpoint.
 */
export async function lookAtEndpoint(url: URL, ms?: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  if (url.protocol !== 'https:' && !isLoopback(url.href))
    findings.push(notOk(`${url.origin} is not https`, 'the Bot Framework calls https only'));
  if (![MESSAGES, '/'].includes(url.pathname))
    findings.push(
      notOk(`the bot is not at ${url.pathname}`, `its messaging endpoint is ${url.origin}${MESSAGES}`),
    );
  const of = { ...(ms !== undefined && { ms }) };
  const [health, ready, message] = await Promise.all([
    ask(new URL('/healthz', url).href, of),
    ask(new URL('/readyz', url).href, of),
    ask(new URL(MESSAGES, url).href, { method: 'POST', body: ANYBODYS, ...of }),
  ]);
  const refused = refusal(message);
  const fault = notTheBots('/healthz', health);
  if (fault === undefined)
    return [...findings, ok(`${url.origin}/healthz is the bot's`), readiness(ready), refused];
  // What lets only the messages through is in nobody's way.
  if (refused.state === 'ok') return [...findings, unchecked(fault.saw), refused];
  return [...findings, fault, refused];
}

/** What is wrong with an answer that should be 200 and the bot's own. */
function notTheBots(path: string, answer: Answer): ReturnType<typeof notOk> | undefined {
  if (answer.kind === 'none') return notOk(`${path}: ${WHY[answer.why]}`, LET_IN);
  const { status, headers, text } = answer;
  if (status >= 300 && status < 400) return notOk(`${path} leads to ${elsewhere(headers)}`, NOTHING_IN_FRONT);
  if (status === 401 || status === 403) return notOk(`${path} is refused (${status})`, NOTHING_IN_FRONT);
  if (status >= 500)
    return notOk(`${path}: ${status}, the bot does not run behind it`, `${IN_FRONT}, and its log`);
  const isBots = said.safeParse(jsonOf(text)).data?.status === 'ok';
  if (status === 200 && isBots) return undefined;
  return notOk(
    /<html|<!doctype/i.test(text)
      ? `${path} gives a page (${status}), not the bot's answer`
      : `${path}: ${status}`,
    `${NOTHING_IN_FRONT}. Or it is another program: ${IN_FRONT}`,
  );
}

function elsewhere(headers: Headers): string {
  const location = headers.get('location') ?? '';
  return URL.canParse(location) ? new URL(location).host : 'another page';
}

function readiness(answer: Answer): Finding {
  if (answer.kind === 'none') return unchecked(`/readyz: ${WHY[answer.why]}`);
  if (answer.status === 200) return ok('/readyz: it is ready');
  const { error = String(answer.status), reason } = said.safeParse(jsonOf(answer.text)).data ?? {};
  return notOk(
    `/readyz: ${error}${reason === undefined ? '' : ` (${reason})`}`,
    "run the doctor where the bot runs, with its environment; the bot's log says it on stderr, too",
  );
}

/** The bot's own no to a message without a token. */
function refusal(answer: Answer): Finding {
  const path = `POST ${MESSAGES}`;
  if (answer.kind === 'none') return notOk(`${path}: ${WHY[answer.why]}`, LET_IN);
  const { status, headers, text } = answer;
  const error = said.safeParse(jsonOf(text)).data?.error;
  if (status === 401 && error === 'unauthorized') return ok(`${path} without a token is refused by the bot`);
  if (status < 300)
    return notOk(
      `${path} without a token is let in (${status}): anybody could speak to it as anybody`,
      'take it off the internet at once; it runs without an identity, or is another program',
    );
  if (status < 400) return notOk(`${path} leads to ${elsewhere(headers)}`, NOTHING_IN_FRONT);
  if (error === 'keys_unavailable')
    return notOk(`${path}: the bot has no signing keys`, 'let it reach login.botframework.com on port 443');
  return notOk(
    `${path}: ${status}${error === undefined ? ", not the bot's own answer" : ` (${error})`}`,
    NOTHING_IN_FRONT,
  );
}
