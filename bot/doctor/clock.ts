import { ask } from './ask.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';

/** From five minutes on tokens are refused, and from fifteen on what is signed with the key of a Cosmos account. */
const NAMED_FROM_MS = 2 * 60_000;

/** Compares this machine's clock with that of the first of these addresses which answers with its own. */
export async function lookAtClock(urls: readonly string[]): Promise<Finding> {
  for (const url of urls) {
    const answer = await ask(url);
    if (answer.kind === 'none' || answer.aheadMs === undefined) continue;
    const { host } = new URL(url);
    const off = Math.abs(answer.aheadMs);
    if (off <= NAMED_FROM_MS) return ok(`within two minutes of the clock of ${host}`);
    return notOk(
      `this machine is ${inWords(off)} ${answer.aheadMs > 0 ? 'behind' : 'ahead of'} ${host}: tokens are ` +
        'refused from 5 minutes on, and deadlines of vouchers come on a wrong day',
      'let the machine keep time (`timedatectl set-ntp true`; a container has the clock of its host)',
    );
  }
  return unchecked(
    `nobody answered who could tell the time (${urls.map((url) => new URL(url).host).join(', ')})`,
  );
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
