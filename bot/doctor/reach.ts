import { createLog } from '../log.ts';
import { KeysUnavailable, SigningKeys } from '../teams/signing-keys.ts';
import { ask, WHY } from './ask.ts';
import { notOk, ok, type Finding } from './finding.ts';
import type { Places } from './places.ts';

const KEYS_MS = 10_000;
const LET_OUT = 'let this machine reach it on port 443: firewall, DNS, and what opens TLS in between';

/** Whether the bot reaches what every turn needs: the keys that Teams signs with, and the Bot Connector. */
export function lookAtTeams({ metadataUrl, connectorUrl }: Places): Promise<readonly Finding[]> {
  return Promise.all([lookAtKeys(metadataUrl), lookAtConnector(connectorUrl)]);
}

async function lookAtKeys(metadataUrl: string): Promise<Finding> {
  const { host } = new URL(metadataUrl);
  const keys = new SigningKeys({ metadataUrl, deadlineMs: KEYS_MS, log: createLog('silent') });
  try {
    await keys.find('');
    return ok(`${host} gives the keys that Teams signs its requests with`);
  } catch (error) {
    if (!(error instanceof KeysUnavailable)) throw error;
    return notOk(`the signing keys cannot be had from ${host}: the bot would let nobody in`, LET_OUT);
  } finally {
    keys.close();
  }
}

/** Any answer will do: what it says depends on what it is asked for. */
async function lookAtConnector(connectorUrl: string): Promise<Finding> {
  const { host } = new URL(connectorUrl);
  const answer = await ask(connectorUrl);
  return answer.kind === 'answer'
    ? ok(`${host} answers: messages can be sent to Teams`)
    : notOk(`${host}: ${WHY[answer.why]}. No message would get to Teams`, LET_OUT);
}
