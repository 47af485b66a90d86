import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { say } from '../../../cards/kit/say.ts';
import { readFilter } from '../../../cards/voucher/list-filter.ts';
import { isVerb, type Verb } from '../../../cards/verbs.ts';
import type { Answer } from '../../../dialogs/step.ts';
import { SPOKEN_ENGAGEMENTS, SPOKEN_OFFERINGS } from '../../../domain/programme/spoken-names.ts';
import { LANGUAGES, type Actor, type Language } from '../../../domain/people/person.ts';
import { customerKey } from '../../../domain/voucher/customer.ts';
import { FreshChat } from './chat.ts';
import { companyOfSentences, consultantNamed, dayOf, NUMBERS, type SmallWorld } from './company.ts';

/** How well sentences are understood that somebody wrote with what they should do, in the real main dialog. */

const GO = [
  'home', 'vouchers', 'claims', 'newVoucher', 'next', 'help', 'about', 'cancel', 'back', 'later', 'access', 'admin', 'thanks',
  'setUp', 'people', 'company', 'eligibility', 'enrol', 'profile', 'notifications', 'import', 'mailbox', 'expired', 'record',
  'overview', 'export', 'calendar',
] as const; // prettier-ignore
type Go = (typeof GO)[number];
const STEPS = [
  'reserve', 'report', 'redeem', 'claim', 'release', 'lose', 'reschedule', 'correct', 'history', 'remind', 'comment', 'ask',
  'plan', 'handOver',
] as const; // prettier-ignore
type Step = (typeof STEPS)[number];

const filter = z.union([
  z.enum(['mine', 'overdue', 'week']),
  z.object({
    state: z.enum(['assigned', 'reserved', 'reported', 'redeemed', 'claimed', 'lost']).optional(),
    customer: z.string().optional(),
    engagement: z.string().optional(),
    consultant: z.string().optional(),
    offering: z.string().optional(),
    country: z.string().optional(),
    within: z.number().optional(),
    span: z.enum(['mine', 'overdue', 'week']).optional(),
  }),
]); // prettier-ignore
const single = z.union([
  z.object({ go: z.enum(GO), number: z.string().optional() }),
  z.object({ list: filter }),
  z.object({ open: z.string() }),
  z.object({
    step: z.enum(STEPS),
    voucher: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    on: z.string().optional(),
    who: z.string().optional(),
    text: z.string().optional(),
  }),
  z.object({ nothing: z.literal(true) }),
]);
const should = z.union([z.object({ any: z.array(single).min(1) }), single]);
type Single = z.infer<typeof single>;

const sentence = z.looseObject({
  should,
  language: z.enum(LANGUAGES).optional(),
  lang: z.enum(LANGUAGES).optional(),
});
const file = z.union([
  z.array(sentence),
  z.looseObject({ sentences: z.array(sentence) }).transform(({ sentences }) => sentences),
]);

/** A sentence, and everything that it may lead to. */
interface Asked {
  readonly text: string;
  readonly language: Language;
  readonly should: readonly Single[];
}

/** What became of a sentence: asked with the right button among those shown, or without. */
export type Mark = 'right' | 'asked' | 'askedWithout' | 'wrong';

export interface Marked extends Asked {
  readonly mark: Mark;
  /** The title of the card that came, and its buttons. */
  readonly came: string;
}

/** Reads a file of sentences: an array of `{ text, should }`; the language by its field, else by the file's name. */
export function sentencesIn(path: string): readonly Asked[] {
  const named = LANGUAGES.find((language) =>
    new RegExp(`(?:^|[^a-z])${language}(?:[^a-z]|$)`, 'iu').test(basename(path)),
  );
  return file.parse(JSON.parse(readFileSync(path, 'utf8'))).map((one) => {
    const { should: wanted, language = one.lang ?? named ?? 'en', ...rest } = one;
    const text = ['text', 'say', 'sentence', 'typed', 'input']
      .map((name) => (rest as Record<string, unknown>)[name])
      .find((value) => typeof value === 'string');
    if (typeof text !== 'string')
      throw new Error(`${path}: a sentence without its text: ${JSON.stringify(one)}`);
    return { text, language, should: 'any' in wanted ? wanted.any : [wanted] };
  });
}

/** Types each sentence in a new chat, and looks what came. */
export async function marked(all: readonly Asked[]): Promise<readonly Marked[]> {
  const found: Marked[] = [];
  for (const language of LANGUAGES) {
    const own = all.filter((one) => one.language === language);
    if (own.length === 0) continue;
    const { world, anna } = await companyOfSentences(language);
    const judge = new Judge(world, anna);
    for (const one of own) found.push(await judge.mark(one));
  }
  return found;
}

interface Button {
  readonly title: string;
  readonly verb: Verb;
  readonly id?: string;
  readonly arg?: string;
}

/** The exact words that lead where a `go` says. */
const WORDS: Readonly<Partial<Record<Go, string>>> = {
  home: 'home', vouchers: 'vouchers', claims: 'claims', newVoucher: 'new voucher', next: 'what next', help: 'help', about: 'about',
  cancel: 'cancel', back: 'back', later: 'later', admin: 'who is our admin', setUp: 'set up', people: 'people', company: 'company',
  eligibility: 'eligibility', enrol: 'enrol', profile: 'profile', notifications: 'notifications', import: 'import', mailbox: 'mailbox',
  expired: 'expired', record: 'record', overview: 'overview',
}; // prettier-ignore

const FORM_VERBS: Readonly<Record<Step, readonly string[]>> = {
  reserve: ['reserve.done'],
  report: ['report.done'],
  redeem: ['redeem.review', 'redeem.yes'],
  claim: ['claim.create'],
  release: ['release.done'],
  lose: ['lose.done'],
  reschedule: ['reschedule.done'],
  correct: ['correct.amend', 'correct.undo', 'correct.void'],
  history: [],
  remind: ['remind.done'],
  comment: ['comment.done'],
  ask: ['askColleague.done'],
  plan: [],
  handOver: ['handOver.done'],
};

class Judge {
  readonly #world: SmallWorld;
  readonly #anna: Actor;
  readonly #references = new Map<string, Promise<string>>();

  constructor(world: SmallWorld, anna: Actor) {
    this.#world = world;
    this.#anna = anna;
  }

  async mark(asked: Asked): Promise<Marked> {
    const chat = new FreshChat(this.#world, this.#anna);
    const answer = await chat.say(asked.text);
    const buttons = buttonsOf(answer);
    const came = `${titleOf(answer)} [${buttons.map(({ title }) => title).join(' | ')}] ${answer.seen?.verb ?? ''} ${answer.seen?.id ?? ''}`;
    for (const one of asked.should) if (await this.#is(answer, one)) return { ...asked, mark: 'right', came };
    if (!this.#isQuestion(answer)) return { ...asked, mark: 'wrong', came };
    for (const { verb, id, arg } of buttons) {
      const pressed = await new FreshChat(this.#world, this.#anna).press(verb, {
        ...(id !== undefined && { id }),
        ...(arg !== undefined && { arg }),
      });
      for (const one of asked.should)
        if (await this.#is(pressed, one)) return { ...asked, mark: 'asked', came };
    }
    return { ...asked, mark: 'askedWithout', came };
  }

  /** A card that asks what is meant, or says that nothing was understood. */
  #isQuestion(answer: Answer): boolean {
    const { language } = this.#anna;
    return (
      [
        'sentence.title',
        'notUnderstood.title',
        'sentence.which',
        'sentence.noneFits',
        'vouchers.foundTitle',
        'notFound.voucher',
      ] as const
    ).some((key) => textsOf(answer).includes(say(language, key)));
  }

  async #is(answer: Answer, wanted: Single): Promise<boolean> {
    const { language } = this.#anna;
    if ('nothing' in wanted) {
      return textsOf(answer).some(
        (text) => text === say(language, 'notUnderstood.title') || text === say(language, 'sentence.title'),
      );
    }
    if ('go' in wanted) return this.#isAt(answer, wanted.go, wanted.number);
    if ('open' in wanted) return answer.seen?.verb === 'voucher.open' && answer.seen.id === wanted.open;
    if ('list' in wanted) return this.#isList(answer, wanted.list);
    return this.#isStep(answer, wanted);
  }

  async #isAt(answer: Answer, go: Go, number?: string): Promise<boolean> {
    const { language } = this.#anna;
    if (go === 'thanks') return textsOf(answer).includes(say(language, 'sentence.thanks'));
    if (go === 'access')
      return (
        buttonsOf(answer).some(({ verb }) => verb === 'people.ask') ||
        textsOf(answer).includes(say(language, 'ask.title'))
      );
    if (go === 'record' && number !== undefined)
      return (
        valueOf(answer, 'number') === number ||
        buttonsOf(answer).some(({ verb, id }) => verb === 'record.hand' && id === number)
      );
    // What is asked for as a file is offered, whatever is in it.
    if (go === 'export' || go === 'calendar')
      return (
        textsOf(answer).includes(say(language, 'file.asks')) &&
        titleOf(answer).includes(say(language, go === 'export' ? 'file.list' : 'file.mine'))
      );
    if (go === 'eligibility') return answer.seen?.verb === 'eligibility.open';
    const word = WORDS[go] ?? go;
    // Where the money is tells of the claims by their states, and leads to their list.
    const isMoney = go === 'claims' && answer.seen?.verb === 'claims.money';
    if (isMoney && buttonsOf(answer).some(({ verb }) => verb === 'claims.open')) return true;
    return shape(answer) === (await this.#reference(word));
  }

  #reference(word: string): Promise<string> {
    const known = this.#references.get(word);
    if (known !== undefined) return known;
    const made = new FreshChat(this.#world, this.#anna).say(word).then(shape);
    this.#references.set(word, made);
    return made;
  }

  #isList(answer: Answer, wanted: z.infer<typeof filter>): boolean {
    if (answer.seen?.verb !== 'vouchers.page') return false;
    const { id } = answer.seen;
    const state = typeof wanted === 'object' ? wanted.state : undefined;
    if (id === state && typeof wanted === 'object' && Object.keys(wanted).length === 1) return true;
    const is = readFilter(id);
    if (is === undefined) return false;
    if (typeof wanted === 'string')
      return (wanted === 'mine' ? is.mine === true : is.due === wanted) && Object.keys(is).length === 1;
    const { customer, engagement, consultant, offering, country, within, span } = wanted;
    return (
      is.mine === (span === 'mine' ? true : undefined) &&
      is.due === (within ?? (span === 'mine' ? undefined : span)) &&
      is.offering === offering &&
      is.country === country &&
      is.states?.join() === state &&
      is.customers?.join() === (customer === undefined ? undefined : customerKey(customer)) &&
      is.consultants?.join() === (consultant === undefined ? undefined : consultantNamed(consultant)) &&
      (engagement === undefined
        ? is.engagements === undefined
        : isOfEngagement(is.engagements ?? [], engagement))
    );
  }

  #isStep(answer: Answer, wanted: Extract<Single, { step: Step }>): boolean {
    const { step, voucher, from, to, on, who, text } = wanted;
    const buttons = buttonsOf(answer);
    if (step === 'plan')
      return answer.seen?.verb === 'plan.open' && (voucher === undefined || answer.seen.id === voucher);
    if (step === 'history')
      return answer.seen?.verb === 'voucher.history' && (voucher === undefined || answer.seen.id === voucher);
    const own = step === 'ask' ? 'askColleague' : step;
    if (voucher === undefined && buttons.filter(({ verb }) => verb === `${own}.open`).length > 1) return true;
    const form = buttons.find(({ verb }) => FORM_VERBS[step].includes(verb));
    // A refusal of the form is its voucher's card: that it is not possible now is the answer.
    if (form === undefined)
      return (
        !['remind', 'comment'].includes(step) &&
        voucher !== undefined &&
        answer.seen?.verb === 'voucher.open' &&
        answer.seen.id === voucher &&
        textsOf(answer).length > 0 &&
        isRefused(answer)
      );
    if (voucher !== undefined && form.id !== voucher && !JSON.stringify(answer.card).includes(voucher))
      return false;
    if (voucher === undefined && step !== 'redeem' && step !== 'claim' && form.id !== undefined) {
      const fit = Object.entries(NUMBERS).filter(([, { stage }]) => stage === NUMBERS[form.id ?? '']?.stage);
      if (fit.length > 2) return false;
    }
    const names = { reserve: ['start', 'end'], reschedule: ['start', 'end'] } as Partial<
      Record<Step, readonly [string, string]>
    >;
    const [first, last] = names[step] ?? ['start', 'end'];
    if (from !== undefined && valueOf(answer, first) !== dayOf(from)) return false;
    if (to !== undefined && valueOf(answer, last) !== dayOf(to)) return false;
    if (on !== undefined && step !== 'redeem' && valueOf(answer, 'on') !== dayOf(on)) return false;
    if (who !== undefined && step === 'reserve' && valueOf(answer, 'consultantId') !== consultantNamed(who))
      return false;
    if (who !== undefined && step === 'handOver' && valueOf(answer, 'consultantId') !== consultantNamed(who))
      return false;
    if (
      who !== undefined &&
      step === 'ask' &&
      !valueOf(answer, 'personId').includes(who.split(' ')[0]?.toLowerCase() ?? '')
    )
      return false;
    return text === undefined || plain(valueOf(answer, 'comment')) === plain(text);
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Every object within a card, itself included. */
function elementsOf(part: unknown): Json[] {
  if (Array.isArray(part)) return part.flatMap(elementsOf);
  if (typeof part !== 'object' || part === null) return [];
  return [part as Json, ...Object.values(part).flatMap(elementsOf)];
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function isRefused(answer: Answer): boolean {
  return elementsOf(answer.card).some(({ style }) => style === 'attention' || style === 'warning');
}

function isOfEngagement(ids: readonly string[], named: string): boolean {
  const key = named.toLowerCase();
  const spoken = SPOKEN_ENGAGEMENTS.find(([said]) => said === key || key.startsWith(said));
  const offered = SPOKEN_OFFERINGS.some(([said]) => key === said);
  return offered || (spoken !== undefined && spoken[1].every((id) => ids.includes(id)));
}

/** A card without what is new each time. */
function shape({ card }: Answer): string {
  return JSON.stringify(card).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
}

function textsOf({ card }: Answer): readonly string[] {
  return elementsOf(card).flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
}

function titleOf(answer: Answer): string {
  return textsOf(answer).slice(0, 2).join(' / ');
}

function valueOf({ card }: Answer, id: string): string {
  const input = elementsOf(card).find((one) => String(one['type']).startsWith('Input.') && one['id'] === id);
  const value = input?.['value'];
  return typeof value === 'string' ? value : '';
}

function buttonsOf({ card }: Answer): readonly Button[] {
  return elementsOf(card).flatMap(({ type, title, verb, data }) => {
    if (type !== 'Action.Execute' || typeof verb !== 'string' || !isVerb(verb)) return [];
    const { id, arg } = (data ?? {}) as { id?: string; arg?: string };
    return [
      { title: String(title), verb, ...(id !== undefined && { id }), ...(arg !== undefined && { arg }) },
    ];
  });
}
