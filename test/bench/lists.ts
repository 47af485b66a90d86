import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chat } from '../conversation/running-bot.ts';
import { startTeams } from '../teams/person.ts';
import type { Traffic } from './bot.ts';
import { Child } from './child.ts';
import { Programme } from './programme.ts';
import { benchPerson } from './teams.ts';
import { round } from './windows.ts';

const COUNTS = [300, 9_000];
const MIB = 1024;
/** How much more memory a large list may take, in MiB. */
const MOST_MIB = 150;

/**
 * What bringing in a list costs: from the file to its preview in milliseconds, rows recorded a second, request units and
 * requests of the store for a row, and how much more memory the process has at most (`peakMiB`). One JSON line for each length.
 */
export async function lists(): Promise<void> {
  for (const count of COUNTS) {
    const person = benchPerson(0);
    const programme = await Programme.start([person], ['mpnPartnerAdmin']);
    const bot = await Child.start('test/bench/bot.ts', [], { ...programme.env, NOTIFY_PER_SECOND: '0' });
    const teams = await startTeams(`http://127.0.0.1:${bot.where}`, { people: [person], deadline: 60_000 });
    try {
      const chat = new Chat({ teams }, person.key);
      await chat.install();
      // What is trained and compiled once is no list's.
      await chat.dropList('first.csv', listOf(60, 'FIRST'));
      await chat.press('sheet.begin');
      await chat.settledList();
      const before = await peakOf(bot.pid);
      const dropped = performance.now();
      await chat.dropList('list.csv', listOf(count, 'SYN'));
      const previewMs = performance.now() - dropped;
      await bot.ask('count');
      const began = performance.now();
      await chat.press('sheet.begin');
      while (chat.verbs.includes('sheet.stop')) {
        await sleep(500);
        await chat.press('sheet.look');
      }
      const seconds = (performance.now() - began) / 1000;
      const counted = await bot.ask<ReadonlyMap<string, Traffic>>('counted');
      const { requests, units } = counted.get(programme.host) ?? { requests: 0, units: 0 };
      const peakMiB = ((await peakOf(bot.pid)) - before) / MIB;
      print({
        case: 'lists',
        rows: count,
        previewMs: Math.round(previewMs),
        rowsPerSecond: Math.round(count / seconds),
        requestUnits: round(units / count),
        storeRequests: round(requests / count),
        peakMiB: Math.round(peakMiB),
        most: MOST_MIB,
        ok: peakMiB <= MOST_MIB,
      });
    } finally {
      await teams.close();
      await bot.stop();
      await programme.close();
    }
  }
}

/** A list of so many vouchers, as CSV. */
export function listOf(count: number, prefix: string): string {
  const rows = Array.from(
    { length: count },
    (_, nth) =>
      `${prefix}-${100_000 + nth};${nth % 2 === 0 ? 'Assigned' : 'Reserved'};Customer ${nth % 200} (synthetic);SharePoint;5;2026-10-01;2027-03-30`,
  );
  return `Voucher number;Status;Customer;Engagement;Days;Assigned;Expires\n${rows.join('\n')}`;
}

/** The most memory that the process has had so far, in KiB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? Number.NaN);
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
