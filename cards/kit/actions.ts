import { present } from '../../domain/present.ts';
import type { Element, Json } from './elements.ts';
import type { Key, Say } from './say.ts';
import type { Step, Verb } from '../verbs.ts';

/** What a pressed action brings back beside the inputs: a reference, nothing authoritative. */
export interface Ref {
  /** The voucher, claim, customer … that the card shows. */
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly commandId?: string | undefined;
  /** A page, a filter or a choice of the bot's own. */
  readonly arg?: string | undefined;
}

/** Clients without a menu behind "…" show six buttons and hide the rest: those come last. */
export const MAX_ACTIONS = 6;
/** Buttons in sight: one primary and at most three others; the rest are {@link seldom}. */
export const IN_SIGHT = 4;

/** A button that brings its card's inputs; falls back to Submit on clients without Execute. */
export function execute(
  title: string,
  verb: Verb,
  ref: Ref = {},
  style?: 'positive' | 'destructive',
): Element {
  const data = dataOf(ref);
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...(style === undefined ? {} : { style }),
    fallback: { type: 'Action.Submit', title, data: { ...data, verb } },
  };
}

/** A button that leaves the card's inputs alone: Cancel, Back, Later. */
export function plainExecute(title: string, verb: Verb, ref: Ref = {}): Element {
  const data = dataOf(ref);
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    associatedInputs: 'none',
    fallback: { type: 'Action.Submit', title, data: { ...data, verb }, associatedInputs: 'none' },
  };
}

/** The same button in the menu behind "…": what is seldom used. Where a client has no such menu it stands with the others. */
export function seldom(action: Element): Element {
  const { fallback } = action;
  return {
    ...action,
    mode: 'secondary',
    ...(typeof fallback === 'object' && fallback !== null
      ? { fallback: { ...(fallback as Element), mode: 'secondary' } }
      : {}),
  };
}

/** As many buttons in sight as a card may have, the first ones; the others behind "…". */
export function fitting(all: readonly Element[]): readonly Element[] {
  return all.map((action, nth) => (nth < IN_SIGHT ? action : seldom(action)));
}

/** The same button in a list, with what it is about for who hears it: our own words or a plain label. */
export function named(action: Element, about: string): Element {
  const { title, fallback } = action;
  const tooltip = typeof title === 'string' ? `${title}: ${about}` : about;
  return {
    ...action,
    tooltip,
    ...(typeof fallback === 'object' && fallback !== null
      ? { fallback: { ...(fallback as Element), tooltip } }
      : {}),
  };
}

/** Cancel, for the step with this subject and no other. */
export function cancel(title: string, step: Step, id = ''): Element {
  return plainExecute(title, 'cancel.now', { id, arg: step });
}

/** Later, for the step with this subject: what the bot has seen of it waits. */
export function later(title: string, step: Step, id = ''): Element {
  return plainExecute(title, 'cancel.later', { id, arg: step });
}

function dataOf(ref: Ref): Record<string, Json> {
  return present(ref);
}

export function openUrl(title: string, url: string): Element {
  return { type: 'Action.OpenUrl', title, url };
}

/** Buttons inside the card's body, next to what they belong to. */
export function actionSet(list: string, extra: Element = {}): Element {
  return { type: 'ActionSet', ...extra, actions: `\${${list}}` };
}

/** Where every card may lead, as a button with fixed words. */
export type Offer =
  | 'home'
  | 'vouchers'
  | 'claims'
  | 'money'
  | 'newVoucher'
  | 'help'
  | 'about'
  | 'ask'
  | 'people'
  | 'setUp'
  | 'next'
  | 'notifications'
  | 'questions'
  | 'export'
  | 'overview';

const OFFERS: Readonly<Record<Offer, { readonly title: Key; readonly verb: Verb }>> = {
  home: { title: 'do.home', verb: 'home.open' },
  vouchers: { title: 'do.vouchers', verb: 'vouchers.open' },
  claims: { title: 'do.claims', verb: 'claims.open' },
  money: { title: 'do.money', verb: 'claims.money' },
  newVoucher: { title: 'do.newVoucher', verb: 'assign.open' },
  help: { title: 'do.help', verb: 'help.open' },
  about: { title: 'do.about', verb: 'about.open' },
  ask: { title: 'do.ask', verb: 'people.ask' },
  people: { title: 'do.people', verb: 'people.open' },
  setUp: { title: 'do.setUp', verb: 'setUp.open' },
  next: { title: 'do.next', verb: 'home.next' },
  notifications: { title: 'do.notifications', verb: 'notifications.open' },
  questions: { title: 'do.questions', verb: 'questions.open' },
  export: { title: 'do.export', verb: 'export.open' },
  overview: { title: 'do.overview', verb: 'overview.open' },
};

/** A button that leads elsewhere: it sends no inputs, so a required one that is empty does not hold it back. */
export function offer(t: Say, which: Offer): Element {
  const { title, verb } = OFFERS[which];
  return plainExecute(t(title), verb);
}
