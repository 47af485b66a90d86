import { preparingSentences } from '../../dialogs/sentence/model.ts';
import { FreshChat } from '../dialogs/sentence/chat.ts';
import { companyOfSentences } from '../dialogs/sentence/company.ts';
import { HOSTILE } from '../dialogs/sentence/hostile.ts';
import { round } from './windows.ts';

/** An ordinary sentence, with all that one may name. */
const ORDINARY = 'please reserve the sharepoint voucher of contoso for boris from 30 nov to 4 dec';
/** Times that each is typed; the quickest counts: what else the machine does only makes them slower. */
const TIMES = 12;

/** How long this thread was busy so far, in milliseconds. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * What a sentence costs: the model's training and its longest step in milliseconds; an ordinary sentence from its text to
 * its card, and long hostile ones as multiples of it (`times`). One JSON line each, the slowest first.
 */
export async function sentences(): Promise<void> {
  let longest = 0;
  const began = busyMs();
  for (const training = preparingSentences(); ;) {
    const before = performance.now();
    const { done } = training.next();
    longest = Math.max(longest, performance.now() - before);
    if (done === true) break;
  }
  const trainedMs = busyMs() - began;
  const { world, anna } = await companyOfSentences('en');
  const typed = async (text: string): Promise<number> => {
    let least = Infinity;
    for (let time = 0; time < TIMES; time += 1) {
      const chat = new FreshChat(world, anna);
      const before = performance.now();
      await chat.say(text);
      least = Math.min(least, performance.now() - before);
    }
    return least;
  };
  // Until it is compiled.
  await typed(ORDINARY);
  const ordinary = await typed(ORDINARY);
  const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  print({
    case: 'sentences',
    trainedMs: round(trainedMs),
    longestStepMs: round(longest),
    ordinaryMs: round(ordinary),
  });
  const rows = [];
  for (const [text, whole] of Object.entries(HOSTILE)) {
    const ms = await typed(whole);
    rows.push({ case: 'sentences-hostile', text, ms: round(ms), times: round(ms / ordinary) });
  }
  for (const row of rows.toSorted((a, b) => b.ms - a.ms)) print(row);
}
