import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { Journal } from '../../bot/local/journal.ts';
import { anna, boris, type LocalPerson } from '../../bot/local/people.ts';
import type { Json, PressResult } from '../../bot/local/wire.ts';
import { start, type Timeouts, type Running } from '../../bot/main.ts';
import { say, type Args, type Key } from '../../cards/kit/say.ts';
import type { Language } from '../../domain/people/person.ts';
import { cardsOf, type ShownAction, textsOf } from '../teams/card.ts';
import {
  startTeams,
  type Inputs,
  type Pressed,
  type ShownCard,
  type Teams,
  type TestPerson,
} from '../teams/person.ts';

/** The day on which the synthetic stories begin. */
export const TODAY = '2026-11-20';
/** An engagement of five working days that is planned on {@link TODAY}, and the Monday after it. */
export const START = '2027-01-11';
export const END = '2027-01-15';
export const AFTER = '2027-01-18';

/** Nobody has let her in; her Teams speaks Polish. */
const clara: LocalPerson = {
  ...boris,
  key: 'clara',
  name: 'Clara Wiśniewska (synthetic)',
  id: '29:1ClaraSynthetic',
  aadObjectId: 'c3b1a2d4-0f5e-4d17-9a68-7e2f4c1b9003',
  locale: 'pl-PL',
};
/** His Teams knows `Action.Submit` only. */
const oldFriend: LocalPerson = {
  ...boris,
  key: 'otto',
  name: 'Otto Alt (synthetic)',
  id: '29:1OttoSynthetic',
  aadObjectId: 'd4c2b3e5-1a6f-4e28-8b79-6f3a5d2c0a04',
  executeAsSubmit: true,
};
/** Works for another company, whose tenant may not use the bot. */
const eve: LocalPerson = {
  ...boris,
  key: 'eve',
  name: 'Eve Outside (synthetic)',
  id: '29:1EveSynthetic',
  aadObjectId: 'e5d3c4f6-2b70-4f39-9c8a-5a4b6e3d1b05',
  tenantId: '9b0e6f41-7c2d-4a5e-b3f8-1d6c0a9e2f77',
};

/** They all, also who may not use the bot. */
export const EVERYBODY: readonly LocalPerson[] = [anna, boris, clara, oldFriend, eve];
export const PEOPLE = ['anna', 'boris', 'clara', 'otto', 'eve'] as const;
export type PersonKey = (typeof PEOPLE)[number];

/** How often a list is looked at until it is done, and how long after one another, in milliseconds. */
const LOOKS = 400;
const LOOK_MS = 25;

/**
 * Nobody is told "still working", however loaded the machine is, and a store that answers is waited for; news come
 * without waiting long for others.
 */
const PATIENT: Timeouts = { answerTimeout: () => () => undefined, storeMs: 60_000, gatherMs: 100 };

/**
 * The real bot on free ports with a data directory of its own, and a Teams in front of it. It can be named before it
 * is opened, and opened again after it was closed: then it is a new one, in which nobody has done anything.
 */
export class RunningBot {
  readonly #how: () => How | Promise<How>;
  #open:
    { readonly bot: Running; readonly teams: Teams; readonly dataDir: string; readonly how: How } | undefined;
  #number = 0;

  constructor(how: How | (() => How | Promise<How>) = {}) {
    this.#how = typeof how === 'function' ? how : () => how;
  }

  static async start(how: How = {}): Promise<RunningBot> {
    const bot = new RunningBot(how);
    await bot.open();
    return bot;
  }

  async open(): Promise<void> {
    const how = await this.#how();
    const dataDir = await mkdtemp(join(tmpdir(), 'conversation-'));
    const today = how.today ?? TODAY;
    standsAt(dataDir, `${today}T12:00:00.000Z`);
    const chats = await how.found?.(dataDir);
    const bot = await startBot(dataDir, how);
    const teams = await startTeams(`http://127.0.0.1:${bot.port}`, {
      people: EVERYBODY,
      page: how.page ?? false,
      ...(chats === undefined ? {} : { dataDir: chats }),
    });
    teams.setClock(today);
    this.#number = 0;
    this.#open = { bot, teams, dataDir, how };
  }

  get #opened() {
    if (this.#open === undefined) throw new Error('the bot is not open');
    return this.#open;
  }

  get teams(): Teams {
    return this.#opened.teams;
  }

  get dataDir(): string {
    return this.#opened.dataDir;
  }

  /** Where the bot listens, on loopback. */
  get port(): number {
    return this.#opened.bot.port;
  }

  /** A mail is sent to the mailbox that the bot watches. */
  async sendMail(raw: Uint8Array): Promise<void> {
    const response = await fetch(new URL('/api/mailbox', this.#opened.bot.page), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(raw),
    });
    if (!response.ok) throw new Error(`the mail was not taken: ${response.status}`);
  }

  /** Somebody's chat, with nothing looked at yet; it may be named before the bot is open. */
  chat(key: PersonKey): Chat {
    return new Chat(this, key);
  }

  itIs(day: string): void {
    this.teams.setClock(day);
  }

  /** A voucher number that no other test has; people type its last four characters. */
  newNumber(): string {
    this.#number += 1;
    return `SAP-7F3K-${1000 + this.#number}`;
  }

  /** Ends the bot and starts another one on the same data, port and day; Teams and its chats stay. */
  async restart(between: () => void = () => undefined): Promise<void> {
    const { bot, teams, dataDir, how } = this.#opened;
    await bot.close();
    between();
    standsAt(dataDir, teams.connector.clock);
    this.#open = { bot: await startBot(dataDir, how, bot.port), teams, dataDir, how };
    // Connections that were kept alive ended with the old process: the first request may find one of them.
    const ready = (): Promise<Response> => fetch(`http://127.0.0.1:${bot.port}/readyz`);
    await ready().catch(ready);
  }

  async close(): Promise<void> {
    const { bot, teams, dataDir } = this.#opened;
    this.#open = undefined;
    await bot.close();
    await teams.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** What is other than by default: the store behind the bot, and how long things may take. */
export interface How {
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Timeouts;
  /** The day on which it begins, in place of {@link TODAY}. */
  readonly today?: string;
  /** Puts into the bot's folder what it finds there; gives the folder of the chats that Teams kept. */
  readonly found?: (dataDir: string) => Promise<string>;
  /** The Teams in front of it has the page, for a browser. */
  readonly page?: boolean;
  /** A Graph of the test's own, in place of that which comes with the bot. */
  readonly graphUrl?: string;
}

/** The day of the Teams in front of a bot, where the bot keeps it of its own: the next one begins with it. */
function standsAt(dataDir: string, now: string | undefined): void {
  new Journal(dataDir).append({ kind: 'clock', now });
}

function startBot(dataDir: string, { env, limits, graphUrl }: How, port = 0): Promise<Running> {
  const config = readConfig({
    PORT: String(port),
    LOCAL_TEAMS_PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    // Who is told what others do has tests of its own.
    NOTIFY_PER_SECOND: '0',
    ...env,
  });
  const outside = graphUrl === undefined ? {} : { graphUrl };
  return start(config, createLog('silent'), { ...PATIENT, ...limits }, outside);
}

/** A person at their chat, with the card that the bot answered last in front of them. */
export class Chat {
  readonly #world: { readonly teams: Teams };
  readonly #key: string;
  /** A card of this Teams; another one has its own. */
  #seen: { readonly card: ShownCard; readonly teams: Teams } | undefined;

  /** `world`: where the Teams is, which may be opened later. */
  constructor(world: { readonly teams: Teams }, key: string) {
    this.#world = world;
    this.#key = key;
  }

  get person(): TestPerson {
    return this.#world.teams.person(this.#key);
  }

  get card(): ShownCard {
    if (this.#seen?.teams === this.#world.teams) return this.#seen.card;
    return this.person.latestAnswer() ?? this.person.latestCard();
  }

  set card(card: ShownCard | undefined) {
    this.#seen = card === undefined ? undefined : { card, teams: this.#world.teams };
  }

  /** All that the card says, also what unfolds. */
  get text(): string {
    return everythingOn(this.card.card).join('\n');
  }

  get actions(): readonly ShownAction[] {
    return this.person.actions(this.card);
  }

  get titles(): readonly string[] {
    return this.actions.map(({ title }) => title);
  }

  /** The verbs that can be pressed, also those of fallbacks: the card's own buttons first, then those inside it. */
  get verbs(): readonly string[] {
    const own = new Set(elementsOf(this.card.card['actions']).map(({ title }) => title));
    const [first, inside] = [true, false].map((isOwn) =>
      this.actions.filter(({ title }) => own.has(title) === isOwn),
    );
    return [...(first ?? []), ...(inside ?? [])].flatMap(
      ({ verb, data }) => verb ?? (typeof data['verb'] === 'string' ? data['verb'] : []),
    );
  }

  get links(): readonly string[] {
    return this.actions.flatMap(({ url }) => url ?? []);
  }

  async install(): Promise<this> {
    await this.person.install();
    this.card = undefined;
    return this;
  }

  async say(typed: string): Promise<this> {
    await this.person.say(typed);
    this.card = undefined;
    return this;
  }

  /** Drops a file into the chat. */
  async drop(name: string, content: string | Uint8Array): Promise<this> {
    await this.person.drop(name, content);
    this.card = undefined;
    return this;
  }

  /** Opens what is folded on the card. */
  unfold(): this {
    const { activityId, card } = this.card;
    const shown = JSON.stringify(card).replaceAll('"isVisible":false', '"isVisible":true');
    this.card = { activityId, card: JSON.parse(shown) as Json };
    return this;
  }

  /** Presses a button of the card, the first when several do the same; the answer is the card then. */
  async press(what: Pressed, inputs: Inputs = {}): Promise<this> {
    const found = this.actions.find((action) =>
      typeof what === 'function'
        ? what(action)
        : action.title === what || action.verb === what || action.data['verb'] === what,
    );
    const wanted = JSON.stringify([found?.title, found?.verb, found?.data]);
    let isTaken = false;
    const isFound: Pressed = ({ title, verb, data }) => {
      if (isTaken || JSON.stringify([title, verb, data]) !== wanted) return false;
      isTaken = true;
      return true;
    };
    return this.#answered(await this.person.press(found === undefined ? what : isFound, inputs, this.card));
  }

  /** Sends what no honest client sends: any verb, any data, on the activity of the card. */
  async forge(verb: string, data: Json): Promise<this> {
    const { activityId } = this.card;
    return this.#answered(
      await this.#world.teams.connector.press(this.person.who.key, activityId, { verb, data }),
    );
  }

  /** Presses as `press` does, with raw data put over what the client would send; nothing checks it. */
  async tamper(verb: string, data: Json): Promise<this> {
    return this.forge(verb, { ...this.dataOf(verb), ...data });
  }

  /** What a button carries, with the values that its inputs have on the card. */
  dataOf(verb: string): Json {
    const action = this.actions.find((one) => one.verb === verb);
    if (action === undefined) throw new Error(`no ${verb} among ${this.verbs.join(', ')}`);
    const values = action.inputs.flatMap(({ id, value }) =>
      value === undefined || value === '' ? [] : [[id, value]],
    );
    return { ...action.data, ...(Object.fromEntries(values) as Json) };
  }

  /** The value that an input of the card has. */
  value(id: string): unknown {
    return this.inputs.find((input) => input['id'] === id)?.['value'];
  }

  get inputs(): readonly Json[] {
    return elementsOf(this.card.card).filter(({ type }) => String(type).startsWith('Input.'));
  }

  /** The titles that an input of the card offers. */
  choices(id: string): readonly string[] {
    const choices = this.inputs.find((input) => input['id'] === id)?.['choices'];
    return Array.isArray(choices) ? choices.map(({ title }: Json) => String(title)) : [];
  }

  /** The card as the chat keeps it: what a reload shows. */
  get base(): Json | undefined {
    const entry = this.person.messages().find(({ id }) => id === this.card.activityId);
    return entry === undefined ? undefined : cardsOf(entry)[0]?.card;
  }

  /** Waits until the chat keeps the card that the person sees. */
  async settled(): Promise<void> {
    const wanted = JSON.stringify(this.card.card);
    await this.person.until(() => JSON.stringify(this.base) === wanted);
  }

  /** Drops a list of vouchers, and waits for its preview however long it is worked on. */
  async dropList(name: string, content: string | Uint8Array): Promise<void> {
    await this.drop(name, content);
    for (let looks = 0; !this.verbs.includes('sheet.begin'); looks += 1) {
      if (looks > LOOKS) throw new Error(`the list is not read: ${this.text}`);
      await sleep(LOOK_MS);
      this.card = undefined;
    }
  }

  /** Refreshes the card of a list that is brought in until nothing of it is under way any more. */
  async settledList(): Promise<void> {
    for (let looks = 0; this.verbs.includes('sheet.stop'); looks += 1) {
      if (looks > LOOKS) throw new Error(`the list does not end: ${this.text}`);
      await sleep(LOOK_MS);
      await this.press('sheet.look');
    }
  }

  /** The lines of a voucher's history, newest first; the card in front of the person stays. */
  async history(number: string): Promise<readonly string[]> {
    const before = this.card;
    await this.say(`history ${number}`);
    const entries = elementsOf(this.card.card).filter(({ separator }) => separator === true);
    this.card = before;
    return entries.map((entry) => textsOf(entry).join(' · '));
  }

  async #answered(result: PressResult): Promise<this> {
    if (result.kind === 'card') {
      this.card = { activityId: result.activityId, card: result.card };
      return this;
    }
    if (result.kind !== 'accepted') throw new Error(`no card came back: ${JSON.stringify(result)}`);
    const { activityId } = this.card;
    this.card =
      this.person.cards().find((card) => card.activityId === activityId) ?? this.person.latestCard();
    return this;
  }
}

/** Every object within a card, itself included, also hidden ones and fallbacks. */
export function elementsOf(part: unknown): Json[] {
  if (Array.isArray(part)) return part.flatMap(elementsOf);
  if (typeof part !== 'object' || part === null) return [];
  return [part as Json, ...Object.values(part).flatMap(elementsOf)];
}

const SHOWN = ['text', 'title', 'label', 'placeholder'] as const;

function everythingOn(card: Json): string[] {
  return elementsOf(card).flatMap((element) => {
    const own = SHOWN.flatMap((name) => (typeof element[name] === 'string' ? [element[name]] : []));
    const value = String(element['type']).startsWith('Input.') ? element['value'] : undefined;
    return typeof value === 'string' && value !== '' ? [...own, value] : own;
  });
}

/** The lines of a card's body as they are read: what stands side by side is one, with the signs of its pictures. */
export function everyLine(card: Json): string[] {
  return linesOf(card['body']);
}

function linesOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(linesOf);
  if (typeof part !== 'object' || part === null) return [];
  const element = part as Json;
  const { type, fallback, actions: _actions, ...rest } = element;
  if (type === 'TextBlock') return [String(element['text'])];
  if (type === 'RichTextBlock') {
    return [
      elementsOf(element['inlines'])
        .map(({ text }) => String(text))
        .join(''),
    ];
  }
  if (type === 'Badge' || type === 'Icon') return linesOf(fallback);
  if (type === 'ColumnSet') return [linesOf(element['columns']).join(' ')];
  return Object.values(rest).flatMap(linesOf);
}

/** What the bot says, in a language. */
export function words(language: Language): (key: Key, args?: Args) => string {
  return (key, args) => say(language, key, args);
}

export const t = words('en');

export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', ru: 'ru-RU', pl: 'pl-PL' };

export interface Company {
  readonly edition?: '2019' | '2020' | '2021';
  readonly country?: string;
  readonly gold?: readonly string[];
  readonly silver?: readonly string[];
  readonly offerings?: readonly string[];
  readonly roles?: readonly string[];
  readonly assessments?: readonly string[];
}

/** Installs the bot and sets the company up: one location, one consultant, by default enough for SharePoint. */
export async function setUp(admin: Chat, company: Company = {}): Promise<Chat> {
  await admin.install();
  await admin.say('set up');
  await admin.press('setUp.save', {
    companyName: 'Fabrikam Planning (synthetic)',
    country: company.country ?? 'Poland',
    locationId: '4711001',
    gold: company.gold ?? ['collaboration-and-content'],
    silver: company.silver ?? [],
    offerings: company.offerings ?? ['SDPS', 'DDPS'],
    consultantName: 'Boris Ivanov (synthetic)',
    assessments: company.assessments ?? ['collaboration-and-content'],
    roles: company.roles ?? ['mpnPartnerAdmin', 'mpnGlobalAdmin'],
    timeZone: 'Europe/Warsaw',
    edition: company.edition ?? '2020',
  });
  return admin;
}

/** The admin gives somebody who has opened the bot a permission and official roles. */
export async function letIn(
  admin: Chat,
  newcomer: Chat,
  permission: 'admin' | 'consultant' | 'reader' | 'none' = 'consultant',
  roles: readonly string[] = [],
): Promise<void> {
  if (newcomer.person.messages().length === 0) await newcomer.install();
  const theirs: Pressed = ({ verb, data }) =>
    verb === 'people.open' && data['id'] === newcomer.person.who.aadObjectId;
  await admin.say('people');
  // Of a larger company they may be on a later page.
  while (!admin.actions.some(theirs)) await admin.press('people.page');
  await admin.press(theirs);
  await admin.press('people.grant', { permission, roles });
}

const MAIL_LINES = {
  number: 'Voucher ID',
  type: 'Voucher type',
  level: 'Service level',
  assigned: 'Assigned on',
  customer: 'Customer',
} as const;

type MailLine = keyof typeof MAIL_LINES;

/** A synthetic voucher mail in English, forwarded by the customer; a line given as '' is left out. */
export function mail(
  number: string,
  lines: Partial<Record<MailLine, string>> = {},
  more: readonly string[] = [],
): string {
  const of: Record<MailLine, string> = {
    number,
    type: 'SharePoint Deployment Planning',
    level: '5 days',
    assigned: '2026-11-02',
    customer: 'Contoso (synthetic)',
    ...lines,
  };
  return [
    'From: Paul Manager (synthetic) <pm@customer.example>',
    'Sent: Monday, 2 November 2026 10:12',
    'Subject: FW: Your Planning Services voucher',
    '',
    ...(Object.keys(MAIL_LINES) as MailLine[])
      .filter((line) => of[line] !== '')
      .map((line) => `${MAIL_LINES[line]}: ${of[line]}`),
    ...more,
  ].join('\n');
}

export const ADMIN_EMAIL = 'voucher.admin@customer.example';

/** A mail is pasted and confirmed. */
export async function recorded(
  chat: Chat,
  number: string,
  lines: Partial<Record<MailLine, string>> = {},
): Promise<Chat> {
  await chat.say(mail(number, lines));
  return chat.press('record.only', { adminEmail: ADMIN_EMAIL });
}

export const PLAN: Inputs = { start: START, end: END, attested: ['G7', 'G8'], terms: true };

/** The line that speaks of a voucher. */
export function lineOf(chat: Chat, number: string): string {
  const all = everyLine(chat.card.card);
  const at = all.findIndex((line) => line.includes(number));
  const line = all[at] ?? '';
  // A known customer's name stands above the rest of its sentence.
  return line.startsWith(number) ? `${all[at - 1] ?? ''} · ${line}` : line;
}

/** Everything that people arrange about a voucher: one asks the other, who comments on it and wants to be reminded. */
export async function arranged(one: Chat, other: Chat, number: string): Promise<void> {
  await one.say(`ask ${number}`);
  await one.press('askColleague.done', { personId: other.person.who.aadObjectId });
  await other.say(`comment ${number}`);
  await other.press('comment.done', { comment: 'Away until June' });
  await other.press('remind.open');
  await other.press(t('remind.monday'));
}

/** Recorded from a mail and reserved from {@link START} to {@link END}. */
export async function reserved(
  chat: Chat,
  number: string,
  lines: Partial<Record<MailLine, string>> = {},
  plan: Inputs = {},
): Promise<Chat> {
  await recorded(chat, number, lines);
  await chat.press('reserve.open');
  return chat.press('reserve.done', { ...PLAN, ...plan });
}

/** Reserved, delivered and reported; it is {@link AFTER} then, and the card to redeem it is shown. */
export async function reported(
  bot: Pick<RunningBot, 'itIs'>,
  chat: Chat,
  number: string,
  lines: Partial<Record<MailLine, string>> = {},
  plan: Inputs = {},
): Promise<Chat> {
  await reserved(chat, number, lines, plan);
  bot.itIs(AFTER);
  await chat.say(number);
  await chat.press('report.open');
  return chat.press('report.done', REPORT);
}

export const REPORT: Inputs = {
  deliverable: 'https://files.customer.example/plan.docx',
  receivedBy: 'Paula Owner (synthetic)',
  attested: true,
};

/** Redeemed on {@link AFTER}. */
export async function redeemed(
  bot: Pick<RunningBot, 'itIs'>,
  chat: Chat,
  number: string,
  lines: Partial<Record<MailLine, string>> = {},
  plan: Inputs = {},
): Promise<Chat> {
  await reported(bot, chat, number, lines, plan);
  await chat.press('redeem.yes');
  return chat.say(number);
}

/** {@link redeemed}, with a claim that was submitted in SAVB under `reference`. */
export async function submitted(
  bot: Pick<RunningBot, 'itIs'>,
  chat: Chat,
  number: string,
  reference: string,
): Promise<Chat> {
  await redeemed(bot, chat, number);
  await chat.press('claim.open');
  await chat.press('claim.create', { vouchers: [number] });
  await chat.press('register.done');
  await chat.press('claim.create', { vouchers: [number] });
  return chat.press('settle.submit', { reference });
}
