import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { filterRef } from '../../cards/voucher/list-filter.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import { Chat } from '../conversation/running-bot.ts';
import { startTeams } from '../teams/person.ts';
import type { Traffic } from './bot.ts';
import { Child } from './child.ts';
import { customerName, EVENTS, fill, VOUCHERS_PER_CUSTOMER } from './portfolio.ts';
import { Programme } from './programme.ts';
import { benchPerson } from './teams.ts';
import { quantile, round } from './windows.ts';

/** Customers of the tenants that are taken out, each with some vouchers of ten events. */
const CUSTOMERS = [30, 1000];
const MIB = 1024;
/** How much more memory a large export may take, in MiB. */
const MOST_MIB = 150;
/** Turns of somebody else that are timed while nothing is made, and how long after one another, in milliseconds. */
const IDLE_TURNS = 60;
const APART_MS = 40;

/**
 * What taking a list out costs: vouchers a second from the press on Accept until the file is in its place, what of it is
 * for the store, how much more memory the process has at most (`peakMiB`), the bytes of the file, and what a turn of
 * somebody else takes meanwhile as against before. One JSON line for each length.
 */
export async function takeout(): Promise<void> {
  for (const customers of CUSTOMERS) {
    const [person, other] = [benchPerson(0), benchPerson(1)];
    const programme = await Programme.start([other, person], ['mpnPartnerAdmin']);
    const bot = await Child.start('test/bench/bot.ts', [], programme.env);
    const teams = await startTeams(`http://127.0.0.1:${bot.where}`, {
      people: [person, other],
      deadline: 60_000,
    });
    try {
      const chat = await new Chat({ teams }, person.key).install();
      const beside = await new Chat({ teams }, other.key).install();
      await fill(programme, customers);
      // What is compiled once is no list's: that of one customer comes before.
      await chat.say('home');
      await chat.forge('export.open', { id: filterRef({ customers: [customerKey(customerName(0))] }) });
      await offered(chat);
      await chat.person.answerOffer(true);
      await chat.person.until(() => chat.person.files().length === 1);
      const count = customers * VOUCHERS_PER_CUSTOMER;
      const turn = async (): Promise<number> => {
        const began = performance.now();
        await beside.say('home');
        const ms = performance.now() - began;
        await sleep(APART_MS);
        return ms;
      };
      const idle: number[] = [];
      for (let at = 0; at < IDLE_TURNS; at += 1) idle.push(await turn());
      const before = await peakOf(bot.pid);
      await chat.say('export');
      await offered(chat);
      await bot.ask('count');
      const began = performance.now();
      await chat.person.answerOffer(true);
      const meanwhile: number[] = [];
      while (chat.person.files().length < 2) meanwhile.push(await turn());
      const seconds = (performance.now() - began) / 1000;
      const counted = await bot.ask<ReadonlyMap<string, Traffic>>('counted');
      const { requests, units } = counted.get(programme.host) ?? { requests: 0, units: 0 };
      const peakMiB = ((await peakOf(bot.pid)) - before) / MIB;
      process.stdout.write(
        `${JSON.stringify({
          case: 'export',
          vouchers: count,
          events: count * EVENTS,
          rowsPerSecond: Math.round(count / seconds),
          requestUnits: round(units / count),
          storeRequests: round(requests / count),
          kB: Math.round((chat.person.files()[1]?.bytes.length ?? 0) / 1024),
          turns: meanwhile.length,
          p50Ms: [round(quantile(idle, 0.5)), round(quantile(meanwhile, 0.5))],
          p95Ms: [round(quantile(idle, 0.95)), round(quantile(meanwhile, 0.95))],
          peakMiB: Math.round(peakMiB),
          most: MOST_MIB,
          ok: peakMiB <= MOST_MIB,
        })}\n`,
      );
    } finally {
      await teams.close();
      await bot.stop();
      await programme.close();
    }
  }
}

async function offered(chat: Chat): Promise<void> {
  await chat.person.until(() => chat.person.offers().length === 1, 120_000);
}

/** The most memory that the process has had so far, in KiB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? Number.NaN);
}
