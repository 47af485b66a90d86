import type { LocalPerson } from '../../bot/local/people.ts';
import { eml } from '../bot/mailbox/eml.ts';
import { mail } from '../conversation/running-bot.ts';
import type { WatchedBot } from '../fuzz/watched-bot.ts';
import { BusyPerson, type Office } from '../torture/person.ts';
import type { Random } from '../torture/random.ts';

/** Turns are met, or `why` tells what came instead. */
type Met = string | undefined;

/** What somebody only looks at. */
const VIEWS = [
  'home',
  'vouchers',
  'what next',
  'overview',
  'plan',
  'company',
  'people',
  'claims',
  'help',
  'notifications',
  'reserved vouchers due in 90 days',
  'vouchers of Customer 2',
  'how many days is a level 5 engagement?',
] as const;
const SOUGHT = ['', 'customer', 'Customer 3', 'sharepoint', 'SYN', '9'] as const;
const PLACES = ['myChat', 'group', 'channel'] as const;

/**
 * Somebody at work for months: mostly on vouchers, from their mails to their claims, and beside it looks, searches, takes
 * out files, brings in lists and mails, and writes in the channel.
 */
export class Colleague {
  readonly who: LocalPerson;
  readonly #bot: WatchedBot;
  readonly #office: Office;
  readonly #random: Random;
  readonly #busy: BusyPerson;

  constructor(bot: WatchedBot, office: Office, of: { readonly who: LocalPerson; readonly random: Random }) {
    this.who = of.who;
    this.#bot = bot;
    this.#office = office;
    this.#random = of.random;
    this.#busy = new BusyPerson(office, of.who, of.random);
  }

  /** Takes the newest card that the chat has. */
  lookUp(): void {
    this.#busy.lookUp();
  }

  async turn(): Promise<Met> {
    const act = this.#random.weighted<() => Promise<Met>>([
      [74, () => this.#works()],
      [9, () => this.#says(this.#random.pick(VIEWS))],
      [8, () => this.#searches()],
      [2, () => this.#points()],
      [2, () => this.#drops()],
      [2, () => this.#takesOut()],
      [1, () => this.#says(`Voucher number;Status\n${this.#office.newNumber()};Reserved`)],
      [1, () => this.#writesInChannel()],
      [0.5, () => this.#mails()],
    ]);
    return act?.();
  }

  async #works(): Promise<Met> {
    const went = await this.#busy.turn();
    return went.ok ? undefined : went.why;
  }

  async #says(words: string): Promise<Met> {
    const result = await this.#office.connector.say(this.who.key, words);
    return result.kind === 'failed' ? `“${words.slice(0, 20)}”: ${result.message}` : undefined;
  }

  async #searches(): Promise<Met> {
    const place = this.#random.pick(PLACES);
    const result = await this.#office.connector.search(this.who.key, this.#random.pick(SOUGHT), { place });
    return result.kind === 'failed' || result.kind === 'error' ? `search: ${result.message}` : undefined;
  }

  async #points(): Promise<Met> {
    const person = this.#bot.teams.person(this.who.key);
    const html = mail(this.#office.newNumber(), { assigned: this.#office.today }).replaceAll('\n', '<br>');
    const result = await person.pointAt({ html }, { place: this.#random.pick(PLACES) });
    return result.kind === 'failed' || result.kind === 'error' ? `dialog: ${result.message}` : undefined;
  }

  async #drops(): Promise<Met> {
    const { connector, today } = this.#office;
    const bytes = new TextEncoder().encode(mail(this.#office.newNumber(), { assigned: today }));
    const result = await connector.drop(this.who.key, [connector.keep({ name: 'voucher.txt', bytes })]);
    return result.kind === 'failed' ? `file: ${result.message}` : undefined;
  }

  /** Asks for a file, or answers the offer of one. */
  async #takesOut(): Promise<Met> {
    const person = this.#bot.teams.person(this.who.key);
    const offer = person.offers().at(-1);
    if (offer === undefined) return this.#says(this.#random.pick(['export', 'calendar']));
    const result = await person.answerOffer(this.#random.chance(0.8), offer.id);
    return result.kind === 'accepted' ? undefined : `offer: ${result.kind}`;
  }

  async #writesInChannel(): Promise<Met> {
    const { channel } = this.#office.connector;
    const delivery = await channel.post(this.who.key, this.#random.pick(['help', 'customer', 'subscribe']));
    return delivery.kind === 'answered' ? undefined : `channel: ${delivery.reason}`;
  }

  async #mails(): Promise<Met> {
    const text = mail(this.#office.newNumber(), { assigned: this.#office.today });
    await this.#bot.sendMail(eml({ from: 'pm@elsewhere.example', text }));
    return undefined;
  }
}
