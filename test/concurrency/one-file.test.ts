import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, setUp, t } from '../conversation/running-bot.ts';
import { startTeams, type Teams } from '../teams/person.ts';
import { freePort, Killable } from '../torture/killable.ts';

let folder: string;
let bots: readonly [Killable, Killable];
let teams: Teams;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'one-file-'));
  const ports = [await freePort(), await freePort()];
  const [first, second] = ports.map(
    (port) =>
      new Killable({
        name: `the bot on ${port}`,
        script: 'bot/main.ts',
        env: { PORT: String(port), LOCAL_TEAMS_PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn' },
        ready: /^Open \S+$/m,
        log: join(folder, `${port}.log`),
      }),
  );
  if (first === undefined || second === undefined) throw new Error('there are two ports');
  bots = [first, second];
  await first.start();
  teams = await startTeams(`http://127.0.0.1:${ports[0]}`);
});
afterAll(async () => {
  for (const bot of bots) await bot.end('SIGKILL');
  await teams.close();
  await rm(folder, { recursive: true, force: true });
});

test('a second bot on the same file is refused and says what to do; the first goes on', async () => {
  const [first, second] = bots;
  const anna = new Chat({ teams }, 'anna');
  await setUp(anna);
  const refusal = second.start();
  // While the second one tries, the first one answers.
  for (let turn = 0; turn < 5; turn += 1) await anna.say('vouchers');
  await expect(refusal).rejects.toThrow(
    /ended with 1:[^]*programme\.sqlite is held by another process: stop that one, or use another folder/,
  );
  expect(second.isAlive).toBe(false);
  expect(first.isAlive).toBe(true);
  await anna.say('company');
  expect(anna.text).toContain('Fabrikam Planning (synthetic)');
  await anna.say('home');
  expect(anna.text).not.toContain(t('failure.unchanged'));
});
