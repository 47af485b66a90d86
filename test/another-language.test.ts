import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One more language is a file in every room: the compiler asks for each that is not there. */

const PROJECT = new URL('..', import.meta.url).pathname;
const copy = mkdtempSync(join(tmpdir(), 'another-language-'));
afterAll(() => rmSync(copy, { recursive: true }));

/** The files that do not compile. */
function refused(config: string): readonly string[] {
  try {
    execFileSync(join(PROJECT, 'node_modules/.bin/tsc'), ['-p', config, '--noEmit', '--pretty', 'false'], {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return [];
  } catch (error) {
    const { stdout } = error as { readonly stdout: string };
    return [
      ...new Set([...stdout.matchAll(/^([^\s(]+)\(\d+,\d+\): error/gm)].map(([, file = '']) => file)),
    ].toSorted();
  }
}

describe('a language that the bot does not speak yet', () => {
  for (const room of ['bot', 'cards', 'dialogs', 'domain', 'manifest', 'package.json', 'tsconfig.json'])
    cpSync(join(PROJECT, room), join(copy, room), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  const person = join(copy, 'domain/people/person.ts');
  const before = readFileSync(person, 'utf8');
  const after = before.replace("export const LANGUAGES = ['en',", "export const LANGUAGES = ['eo', 'en',");
  writeFileSync(person, after);

  test('does not compile before every room has its words', () => {
    expect(after).not.toBe(before);
    expect(refused('.')).toEqual([
      // How it writes days, and in which words it is said.
      'cards/kit/format.ts',
      'cards/kit/say.ts',
      'cards/voucher/assign.ts',
      // What is typed in it.
      'dialogs/notices/language-words.ts',
      'dialogs/sentence/model.ts',
      // What mails in it call things, and how people say a day.
      'domain/mail/wordings.ts',
      'domain/said-days/said-days.ts',
      // What Teams shows of the app.
      'domain/sheet/wordings.ts',
      'manifest/app-package.ts',
    ]);
  }, 120_000);

  test('nor does the page of the local Teams', () => {
    expect(refused('bot/local/page').filter((file) => file.startsWith('bot/local/page/'))).toEqual([
      'bot/local/page/card.ts',
      'bot/local/page/page.ts',
    ]);
  }, 120_000);
});
