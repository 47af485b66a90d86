import type { Json } from '../../bot/local/wire.ts';
import type { Key } from '../../cards/kit/say.ts';
import { addDays, type Day } from '../../domain/day.ts';
import { claimId, COMPANY_ID, voucherId } from '../../domain/store/ids.ts';
import type { DomainEvent } from '../../domain/store/documents.ts';
import { elementsOf, mail, words } from '../conversation/running-bot.ts';
import { textsOf, type Inputs, type ShownAction } from '../teams/card.ts';
import type { Random } from './random.ts';

/**
 * What people do with the bot's cards: how likely each button is, what is entered, and how an answer tells that
 * it is done. All of a voucher's way fits into one day, with dates in the past: no clock has to be set.
 */

const t = words('en');

/** A button that changes something, by its verb: how its answer says so, and the event that it stands for. */
interface Command {
  readonly event: DomainEvent['type'];
  /** The sentence that says that it is done; else how the answer looks then. */
  readonly says: Key | ((card: Json) => boolean);
  readonly of: 'voucher' | 'claim' | 'company' | 'newClaim';
  /** The answer also comes when it was done before by another command. */
  readonly orEarlier?: boolean;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'record.only': { event: 'recorded', says: 'record.done', of: 'voucher' },
  'record.andReserve': { event: 'recorded', says: offersToReserve, of: 'voucher', orEarlier: true },
  'reserve.done': { event: 'reserved', says: 'reserve.done', of: 'voucher' },
  'reschedule.done': { event: 'rescheduled', says: 'reschedule.done', of: 'voucher' },
  'release.done': { event: 'released', says: 'release.done', of: 'voucher' },
  'lose.done': { event: 'lost', says: 'lose.done', of: 'voucher' },
  'lose.back': { event: 'cameBack', says: 'lose.back', of: 'voucher' },
  'report.done': { event: 'reported', says: 'report.done', of: 'voucher' },
  'correct.amend': { event: 'amended', says: 'correct.done', of: 'voucher' },
  'correct.undo': { event: 'undone', says: 'correct.undone', of: 'voucher' },
  'correct.void': { event: 'voided', says: 'correct.voided', of: 'voucher' },
  'claim.create': { event: 'claimDrafted', says: 'claim.drafted', of: 'newClaim' },
  'register.done': {
    event: 'savbRegistered',
    says: (card) => verbsOn(card).has('claim.create'),
    of: 'company',
  },
  'settle.submit': { event: 'claimSubmitted', says: 'claim.didSubmit', of: 'claim' },
  'settle.approve': { event: 'claimApproved', says: 'claim.didApprove', of: 'claim' },
  'settle.pay': { event: 'claimPaid', says: 'claim.didPay', of: 'claim' },
  'settle.deny': { event: 'claimDenied', says: 'claim.didDeny', of: 'claim' },
  'settle.discard': { event: 'claimDiscarded', says: 'claim.didDiscard', of: 'claim' },
  'settle.undo': { event: 'claimUndone', says: 'correct.undone', of: 'claim' },
};

function verbsOn(card: Json): ReadonlySet<unknown> {
  return new Set(elementsOf(card).map(({ verb }) => verb));
}

function offersToReserve(card: Json): boolean {
  return verbsOn(card).has('reserve.done') && textsOf(card).includes(t('reserve.title'));
}

/** The command's id where the button carries none: that of a voucher that comes back is made of what it is about. */
export function commandIdOf(verb: string, data: Json): string | undefined {
  if (typeof data['commandId'] === 'string') return data['commandId'];
  return verb === 'lose.back' ? `${String(data['id'])}/back/${String(data['version'])}` : undefined;
}

/** How a turn ended for the person: what the card says, or that nothing came. */
export type Outcome =
  | { readonly kind: 'done'; readonly events: readonly DoneEvent[] }
  /** A sentence says why not. */
  | { readonly kind: 'refused' }
  /** Something is shown; no command was carried out, or nothing is said about it. */
  | { readonly kind: 'shown' }
  /** The card says that it is not known whether it was saved. */
  | { readonly kind: 'unknown' }
  /** The card says that nothing was saved. */
  | { readonly kind: 'unchanged' };

interface DoneEvent {
  readonly commandId: string;
  readonly type: DomainEvent['type'];
  readonly subject: string | undefined;
  readonly orEarlier?: boolean | undefined;
}

/** What a card says of the press that it answers. */
export function outcomeOf(verb: string, data: Json, card: Json): Outcome {
  const texts = textsOf(card);
  if (texts.includes(t('failure.unknown'))) return { kind: 'unknown' };
  if (texts.includes(t('failure.unchanged'))) return { kind: 'unchanged' };
  const commandId = commandIdOf(verb, data);
  if (commandId !== undefined) {
    const events = verb === 'redeem.yes' ? redeemed(commandId, texts) : doneBy(verb, data, commandId, card);
    if (events.length > 0) return { kind: 'done', events };
  }
  const styles = new Set(elementsOf(card).map(({ style }) => style));
  return styles.has('attention') || styles.has('warning') ? { kind: 'refused' } : { kind: 'shown' };
}

function doneBy(verb: string, data: Json, commandId: string, card: Json): readonly DoneEvent[] {
  const command = COMMANDS[verb];
  if (command === undefined) return [];
  const { says, event: type, of, orEarlier } = command;
  const isSaid =
    typeof says === 'function' ? says(card) : good(card).some((text) => text.startsWith(t(says)));
  if (!isSaid) return [];
  const id = String(data['id']);
  const subjects = {
    voucher: voucherId(id),
    claim: claimId(id),
    newClaim: claimId(commandId),
    company: COMPANY_ID,
  };
  return [{ commandId, type, subject: subjects[of], orEarlier }];
}

/** Each sentence about one is a command of its own. */
function redeemed(commandId: string, texts: readonly string[]): readonly DoneEvent[] {
  const [, says = ''] = t('redeem.done', { number: '|', by: '|' }).split('|');
  return texts
    .filter((text) => text.includes(says))
    .map((text) => ({
      commandId,
      type: 'redeemed' as const,
      subject: voucherId(text.slice(0, text.indexOf(says))),
    }));
}

/** Sentences above the card's inputs that say that something went well. */
function good(card: Json): readonly string[] {
  return elementsOf(card['body'])
    .filter(({ style }) => style === 'good')
    .flatMap((notice) => textsOf(notice));
}

/** How likely people press each button; what is not named they leave alone. */
const LIKELY: Readonly<Record<string, number>> = {
  'record.andReserve': 7,
  'record.only': 4,
  'record.notOurs': 0.2,
  'reserve.open': 9,
  'reserve.done': 12,
  'reschedule.open': 1,
  'reschedule.done': 12,
  'release.open': 1,
  'release.done': 8,
  'lose.open': 0.8,
  'lose.done': 6,
  'lose.back': 8,
  'report.open': 7,
  'report.done': 12,
  'redeem.open': 8,
  'redeem.review': 10,
  'redeem.yes': 12,
  'redeem.no': 0.4,
  'claim.open': 8,
  'claim.create': 12,
  'claims.one': 4,
  'claims.open': 0.5,
  'register.done': 12,
  'settle.submit': 12,
  'settle.approve': 8,
  'settle.pay': 8,
  'settle.denial': 1.5,
  'settle.deny': 12,
  'settle.discard': 0.7,
  'settle.lastStep': 0.8,
  'settle.undo': 12,
  'correct.open': 1,
  'correct.amend': 6,
  'correct.toUndo': 8,
  'correct.toVoid': 2,
  'correct.undo': 8,
  'correct.void': 1.5,
  'cancel.now': 0.8,
  'cancel.later': 0.8,
  'voucher.open': 3,
  'voucher.history': 0.5,
  'vouchers.open': 0.3,
  'vouchers.list': 0.3,
  'vouchers.page': 0.5,
  'home.open': 0.3,
};

export const verbOf = ({ verb, data }: ShownAction): string =>
  verb ?? (typeof data['verb'] === 'string' ? data['verb'] : '');

/** A button that people would press now; undefined when the card has none for them. */
export function choose(actions: readonly ShownAction[], random: Random): ShownAction | undefined {
  return random.weighted(
    actions
      .filter(({ type, enabled }) => enabled && (type === 'Action.Execute' || type === 'Action.Submit'))
      .map((action) => [LIKELY[verbOf(action)] ?? 0, action] as const),
  );
}

/** Whether there is something on the card to fill in. */
export function isForm(actions: readonly ShownAction[]): boolean {
  return actions.some((action) => verbOf(action) in COMMANDS && action.inputs.length > 0);
}

/** What somebody enters before pressing; every input that the card has and that matters. */
export function entered(action: ShownAction, today: Day, random: Random): Inputs {
  const all: Inputs = {
    ...ENTERED,
    ...DATED[verbOf(action)]?.(today, random.below(3)),
    ...chosen(action, random),
  };
  const ids = new Set(action.inputs.map(({ id }) => String(id)));
  const wanted = Object.entries(all).filter(([id]) => ids.has(id));
  return Object.fromEntries(
    verbOf(action) === 'correct.amend' ? wanted.filter(([id]) => AMENDED.has(id)) : wanted,
  );
}

const AMENDED = new Set(['customer', 'adjustedExpiry', 'reason']);

const ENTERED: Inputs = {
  adminEmail: 'voucher.admin@customer.example',
  attested: true,
  terms: true,
  deliverable: 'https://files.customer.example/plan.docx',
  receivedBy: 'Paula Owner (synthetic)',
  reference: 'SYN-REFERENCE',
  amount: '1500,00',
  currency: 'EUR',
  denial: 'deliverables',
  voidReason: 'mistake',
  reason: 'A reason (synthetic)',
};

const DATED: Readonly<Record<string, (today: Day, some: number) => Inputs>> = {
  'reserve.done': (today, some) => ({
    on: addDays(today, -30),
    start: addDays(today, -20 - some),
    end: addDays(today, -14 - some),
    attested: ['G7', 'G8'],
  }),
  'reschedule.done': (today, some) => ({
    start: addDays(today, -19 - some),
    end: addDays(today, -12 - some),
  }),
  'release.done': () => ({ reason: 'otherPartner' }),
  'correct.amend': (today, some) => ({
    customer: `Customer ${some} (synthetic)`,
    adjustedExpiry: addDays(today, 100 + some),
  }),
};

/** Some of the vouchers that are offered. */
function chosen(action: ShownAction, random: Random): Inputs {
  const offered = action.inputs.find(({ id }) => id === 'vouchers')?.['choices'];
  if (!Array.isArray(offered) || offered.length === 0) return {};
  return { vouchers: random.some(offered as readonly Json[], 3).map(({ value }) => String(value)) };
}

/** A voucher's mail, with a customer of a few. */
export function voucherMail(number: string, today: Day, random: Random): string {
  return mail(number, {
    assigned: addDays(today, -40),
    customer: `Customer ${random.below(5)} (synthetic)`,
  });
}

/** Something that is typed instead of pressing. */
export function typed(numbers: readonly string[], random: Random): string {
  const number = numbers.length === 0 ? 'vouchers' : random.pick(numbers);
  return (
    random.weighted([
      [8, number],
      [1, number.slice(-4)],
      [1, `history ${number}`],
      [1, `report ${number}`],
      [3, 'redeem'],
      [2, 'claim'],
      [2, 'claims'],
      [1, 'vouchers'],
      [1, 'back'],
      [1, 'Customer 1'],
      [0.5, 'what next'],
      [0.5, 'help'],
    ]) ?? number
  );
}

/** The answer's words, for a finding. */
export function shortly(card: Json): string {
  return textsOf(card).slice(0, 4).join(' · ').slice(0, 200);
}
