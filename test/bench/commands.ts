import { ORDINARY } from '../domain/mail/hostile.ts';
import type { Seat } from './companies.ts';
import { pressed } from './teams.ts';

/** Something that somebody does and the bot answers: a press, or a message. */
export interface Command {
  readonly name: string;
  /** Calls of the connector that it comes to where people are told: the answer's own, and theirs. */
  readonly calls: number;
  /** Gives the milliseconds until the answer. */
  run(seat: Seat): Promise<number>;
}

/** What one person does, one command after another. */
export interface CommandCase {
  readonly name: string;
  readonly commands: readonly Command[];
  /** The highest ratios to the echo that are allowed, and store requests. */
  readonly most?: {
    readonly off?: number;
    readonly on?: { readonly ratio: number; readonly storeRequests: number };
  };
  /** Whether it is done by the bot that is written in the usual way, too, and how many times cheaper it has to be. */
  readonly usual?: { readonly least: number; readonly templatePerTurn?: true };
  /** Runs only when it, or all, is asked for. */
  readonly extra?: true;
}

const next = ({ numbers }: Seat): string => {
  const number = numbers.pop();
  if (number === undefined) throw new Error('there are no vouchers left');
  return number;
};

const held = ({ held: card }: Seat): NonNullable<Seat['held']> => {
  if (card === undefined) throw new Error('there is no card to press on');
  return card;
};

const form: Command = {
  name: 'form',
  calls: 1,
  async run(seat) {
    const { teams, port, person } = seat;
    const activityId = teams.nextId();
    const data = { id: next(seat), version: 1 };
    const { ms, card } = await teams.press(port, person, { activityId, verb: 'reserve.open', data });
    seat.held = { activityId, card };
    return ms;
  },
};

const reserved: Command = {
  name: 'It is reserved',
  // Two are told, and the card of one is edited.
  calls: 4,
  async run(seat) {
    const { teams, port, person } = seat;
    const { activityId, card } = held(seat);
    const inputs = { adminEmail: 'admin@customer.example', attested: ['G7', 'G8'], terms: true };
    const done = await teams.press(port, person, { activityId, ...pressed(card, 'reserve.done', inputs) });
    // What is not reserved now is a case that measures a refusal.
    if (!JSON.stringify(done.card).includes('"report.open"')) throw new Error('nothing was reserved');
    return done.ms;
  },
};

const home: Command = {
  name: 'home',
  calls: 1,
  async run({ teams, port, person }) {
    const { ms } = await teams.press(port, person, {
      activityId: teams.nextId(),
      verb: 'home.open',
      data: {},
    });
    return ms;
  },
};

const typing = (name: string, text: () => string, expected: string): Command => ({
  name,
  calls: 1,
  async run(seat) {
    const { ms, card, activityId } = await seat.teams.ask(seat.port, seat.person, text());
    if (!JSON.stringify(card).includes(expected)) throw new Error(`${name}: no ${expected} in the answer`);
    seat.held = { activityId, card };
    return ms;
  },
});

let mails = 0;
const mailOfOne = (): string => {
  mails += 1;
  const number = `SAP-7F3K-${String(mails).padStart(6, '0')}`;
  return ORDINARY.replace('SAP-7F3K-0042', number).replace('Contoso', `Contoso ${mails % 50}`);
};

const recorded: Command = {
  name: 'record',
  calls: 3,
  async run(seat) {
    const { teams, port, person } = seat;
    const { activityId, card } = held(seat);
    const done = await teams.press(port, person, { activityId, ...pressed(card, 'record.only', {}) });
    if (!JSON.stringify(done.card).includes('"reserve.open"')) throw new Error('nothing was recorded');
    return done.ms;
  },
};

export const RESERVE: CommandCase = {
  name: 'reserve',
  commands: [form, reserved],
  most: { off: 2, on: { ratio: 3, storeRequests: 3 } },
  usual: { least: 2.2 },
};

/** What is asked of every run. */
export const COMMAND_CASES: readonly CommandCase[] = [
  RESERVE,
  {
    ...RESERVE,
    name: 'reserve-template-per-turn',
    usual: { least: 2.2, templatePerTurn: true },
    extra: true,
  },
  {
    name: 'home',
    commands: [home],
    most: { off: 2.2, on: { ratio: 3, storeRequests: 3 } },
  },
  { name: 'typed-home', commands: [typing('typed home', () => 'home', '"overview.open"')] },
  {
    name: 'typed',
    commands: [typing('typed sentence', () => 'vouchers of Customer 1', '"vouchers.filter"')],
  },
  { name: 'one-mail', commands: [typing('mail', mailOfOne, '"record.only"'), recorded] },
];
