import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import {
  letIn,
  LOCALES,
  PEOPLE,
  RunningBot,
  setUp,
  TODAY,
  type Chat,
  type Company,
  type How,
  type PersonKey,
} from './running-bot.ts';

interface WorldOf {
  /** Whom Anna, the admin, lets in, and as what. */
  readonly people?: Readonly<Partial<Record<PersonKey, 'admin' | 'consultant' | 'reader'>>>;
  /** The company as Anna sets it up; `'nobody'` = nobody has even opened the bot. */
  readonly setUp?: Company | 'nobody';
  /** Every test begins in a world of its own; else the tests of the file share one. */
  readonly anew?: boolean;
  /** What is other than by default; asked whenever a bot is opened. */
  readonly how?: () => How | Promise<How>;
}

/** A bot, and everybody's chat with it. */
type World = { readonly bot: RunningBot } & Readonly<Record<PersonKey, Chat>>;

/**
 * A bot with a company and its people for the tests of this file, or of the `describe` in which it is called. It is
 * there when their own `beforeAll` or `beforeEach` run. Each test begins on {@link TODAY}, in English, with a Teams
 * that works.
 */
export function world({ people = {}, setUp: company = {}, anew = false, how }: WorldOf = {}): World {
  const bot = new RunningBot(how);
  const chats = Object.fromEntries(PEOPLE.map((key) => [key, bot.chat(key)])) as Record<PersonKey, Chat>;
  const begin = async (): Promise<void> => {
    await bot.open();
    if (company === 'nobody') return;
    await setUp(chats.anna, company);
    for (const key of PEOPLE) {
      const permission = people[key];
      if (permission !== undefined) await letIn(chats.anna, chats[key], permission);
    }
  };
  (anew ? beforeEach : beforeAll)(begin);
  (anew ? afterEach : afterAll)(() => bot.close());
  beforeEach(() => {
    bot.itIs(TODAY);
    bot.teams.connector.faults = undefined;
    chats.anna.person.setLocale(LOCALES.en);
  });
  return { bot, ...chats };
}
