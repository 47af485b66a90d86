import { KEY_NAME } from './caps.ts';
import { decodeMail, type DecodedBytes } from './decode-mail.ts';
import type { FromChild, Request, Resolved } from './wire.ts';

/**
 * The process in which mails are decoded, one at a time. It has no environment, no secrets and no files to write; the
 * process that started it ends it when a mail takes too much of it.
 */

function send(message: FromChild): void {
  process.send?.(message);
}

/** Questions to the bot that wait for their answer, by the name that is looked up. */
const waiting = new Map<string, (records: string[][] | undefined) => void>();

function resolveTxt(name: string): Promise<string[][]> {
  if (!KEY_NAME.test(name)) return Promise.reject(new Error('no name of a key'));
  return new Promise((resolve, reject) => {
    waiting.set(name, (records) => {
      if (records === undefined) reject(Object.assign(new Error('no record'), { code: 'ENOTFOUND' }));
      else resolve(records);
    });
    send({ kind: 'txt', name });
  });
}

async function answer({ bytes, originals }: Request): Promise<void> {
  let decoded: DecodedBytes;
  try {
    decoded = await decodeMail(bytes, {
      originals,
      resolveTxt,
      onHeaders: (headers) => {
        if (originals === 'attached') send({ kind: 'headers', headers });
      },
    });
  } catch {
    decoded = { kind: 'problem', problem: 'damaged', headers: undefined };
  }
  send(decoded as FromChild);
}

process.on('message', (message: Request | Resolved) => {
  if (message.kind === 'txt') {
    waiting.get(message.name)?.(message.records);
    waiting.delete(message.name);
  } else {
    waiting.clear();
    void answer(message);
  }
});
// A library that throws behind its caller's back: the mail is damaged, and the next one has a new process.
process.on('uncaughtException', () => process.exit(1));
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready' });
