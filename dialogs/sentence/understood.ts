import type { Meant } from '../../cards/sentence.ts';
import { filterRef, readFilter } from '../../cards/voucher/list-filter.ts';
import { plainLabel } from '../../cards/kit/format.ts';
import type { Key } from '../../cards/kit/say.ts';
import type { Verb } from '../../cards/verbs.ts';
import { daysBetween } from '../../domain/day.ts';
import type { ListFilter } from '../../domain/desk/list-filter.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { present } from '../../domain/present.ts';
import { offeringOf } from '../../domain/programme/edition.ts';
import { saidNames } from '../../domain/said-names.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { personId } from '../../domain/store/ids.ts';
import { canonicalNumber } from '../../domain/voucher/number.ts';
import type { Turn } from '../turn.ts';
import type { View } from '../understand.ts';
import { customersAtAll, customersLike } from './customers.ts';
import { ABOUT, type About, type Asks, type Intent } from './intents.ts';
import { preparingSentences, type Guess } from './model.ts';
import { narrowingIn } from './narrowing.ts';
import { MAX_SENTENCE, readSentence, type Named, type Sentence } from './read.ts';
import { referenceArg, type Reference } from './reference.ts';
import { fits, vouchersMeant, whichOf } from './vouchers-meant.ts';

/**
 * What a typed sentence leads to. Nothing is done: every way is one that a button has which only opens something, with
 * what was said filled in. Sure → that way; unsure → the likeliest ways as buttons.
 */
export type Understood =
  | { readonly kind: 'go'; readonly way: Meant }
  | { readonly kind: 'leave'; readonly how: 'cancel' | 'back' | 'later' }
  | { readonly kind: 'thanks' | 'access' }
  /** Nothing is ready for the step that was asked for. */
  | { readonly kind: 'noneFits'; readonly step: string }
  | { readonly kind: 'unknownNumber'; readonly number: string }
  /** It names digits that no voucher has and asks for nothing, or asks for what is none of ours. */
  | { readonly kind: 'unrelated' }
  | { readonly kind: 'ask'; readonly ways: readonly Meant[] }
  | { readonly kind: 'nothing'; readonly ways: readonly Meant[] };

/** So probable an intent has to be to be done, and so much more than the next one. Of a hundred sentences two go wrong. */
const SURE = 0.5;
const AHEAD = 0.2;
/** Lists of what falls due, or of what could be among it. */
const BY_DEADLINE: ReadonlySet<Intent> = new Set(['week', 'overdue', 'ranOut', 'vouchers', 'listed']);
/** So probable it is that a sentence has nothing to do with the bot, and nothing is offered. */
const NOTHING_SURE = 0.9;
/** What is less probable was not understood, whatever it is most like. */
const LIKE = 0.25;
/** A sentence of which fewer words are in any example is in no language that is spoken here. */
const KNOWN = 0.3;
/** Digits that are a room's, a ticket's or a telephone's sooner than a voucher's, when no voucher has them. */
const OTHER_DIGITS = /^\d{2,7}$/;
/** Ways that are offered, and how probable each has to be at least. */
const OFFERED = 3;
const POSSIBLE = 0.04;

/** What words say that only ask to be shown something. */
const SHOWN = 0.55;

/** How much a step counts that the state of the voucher does not allow. */
const UNFIT = 0.2;
/** A date is rather the one that was when the next one is so many days away. */
const FAR = 180;
const WEEK = 7;
/** So probable it is at least that a sentence with foreign words has nothing to do with the bot. */
const MAY_BE_NOTHING = 0.1;

/** So probable it is that a question about the programme is one: there are few of them, beside all that is typed. */
const QUESTION = 0.3;
/** With fewer words it has to be surer. */
const QUESTION_WORDS = 3;
const SHORT_QUESTION = 0.7;
/** What is so probable is no question, unless that is surer still. */
const OTHER_SURE = 0.8;
const QUESTION_SURE = 0.75;
/** So many of the words of a question are in an example. */
const KNOWN_OF_QUESTION = 0.6;
/** With more unknown words it may be asked of something else. */
const KNOWN_TO_ANSWER = 0.84;

const PERSONS = 100;
const CLAIMS = 100;
/** Steps that the state of a voucher allows, the likeliest first. */
const BY_STATE: readonly About[] = ['report', 'redeem', 'claim', 'reserve', 'reschedule', 'release'];
const NOTHING: Understood = { kind: 'nothing', ways: [] };

/** What is known of where the person is. */
interface Place {
  /** The number of the voucher that they look at, or whose form is open. */
  readonly at?: string | undefined;
  /** What their sentence begins with: a command's own word. */
  readonly begins?: About | undefined;
}

const VIEW_VERBS: Readonly<Record<Exclude<View, 'cancel' | 'back' | 'later' | 'ask' | 'money'>, Verb>> = {
  home: 'home.open',
  vouchers: 'vouchers.open',
  claims: 'claims.open',
  newVoucher: 'assign.open',
  next: 'home.next',
  help: 'help.open',
  about: 'about.open',
  admin: 'about.open',
  questions: 'questions.open',
  overview: 'overview.open',
};

/** Folded words that say whose a list of late ones is, and that the own ones are late. */
const MINE = /^(?:my|mine|moi|moih|moe|moje|moich|moj)$/;
const OVERDUE = /^(?:overdue|prosro|przetermin|zaleg)/;

/** What a way is called on its button. */
const TITLES: Readonly<
  Record<Exclude<Intent, 'cancel' | 'back' | 'later' | 'thanks' | 'nothing'> | 'money' | 'handOver', Key>
> = {
  home: 'do.home',
  vouchers: 'do.vouchers',
  claims: 'do.claims',
  money: 'do.money',
  newVoucher: 'do.newVoucher',
  next: 'do.next',
  help: 'do.help',
  about: 'do.about',
  admin: 'do.about',
  ask: 'do.ask',
  questions: 'do.questions',
  setUp: 'do.setUp',
  people: 'do.people',
  company: 'do.companyDetails',
  eligibility: 'do.eligibility',
  enrol: 'do.enrol',
  profile: 'do.profile',
  notifications: 'do.notifications',
  import: 'do.import',
  quarantine: 'do.quarantine',
  ranOut: 'do.ranOut',
  record: 'do.recordByHand',
  reserve: 'do.reserve',
  report: 'do.report',
  redeem: 'do.redeem',
  claim: 'do.claim',
  release: 'do.release',
  lose: 'do.lose',
  reschedule: 'do.reschedule',
  correct: 'do.correct',
  history: 'do.history',
  plan: 'do.plan',
  export: 'do.export',
  calendar: 'do.calendar',
  overview: 'do.overview',
  remind: 'do.remind',
  comment: 'do.comment',
  askColleague: 'do.askColleague',
  handOver: 'do.handOverTo',
  mine: 'vouchers.onlyMine',
  overdue: 'vouchers.onlyOverdue',
  week: 'vouchers.onlyWeek',
  listed: 'do.vouchers',
  show: 'do.openVoucher',
};

/** Reads a sentence and finds what it leads to. */
export async function understood(turn: Turn, text: string, place: Place): Promise<Understood> {
  await turn.inSlices(preparingSentences());
  const standing = await turn.standing();
  const narrowed = place.begins === undefined ? await narrowedList(turn, text, standing) : undefined;
  if (narrowed !== undefined) return narrowed;
  const { sentence, said } = await read(turn, text, standing);
  return new Understanding(turn, standing, sentence, said, place).lead();
}

/** A list that is narrowed down by days or a country, where the rest of the sentence asks for no more than a list. */
async function narrowedList(turn: Turn, text: string, standing: Standing): Promise<Understood | undefined> {
  const countries = standing.company.locations.map(({ country }) => country);
  const narrowing = narrowingIn(text.slice(0, MAX_SENTENCE), countries);
  if (narrowing === undefined) return undefined;
  const { by, rest } = narrowing;
  const { sentence, said } = await read(turn, rest, standing);
  if (sentence.numbers.length > 0 || sentence.isDated) return undefined;
  const list = await new Understanding(turn, standing, sentence, said, {}).list(by.due !== undefined);
  if (list === undefined) return undefined;
  const title = turn.say(TITLES.listed);
  return { kind: 'go', way: { title, verb: 'vouchers.page', id: filterRef({ ...list, ...by }) } };
}

/** Whose vouchers, and which, a few words name that ask for nothing; undefined when they name none. */
export async function listNamed(turn: Turn, text: string): Promise<ListFilter | undefined> {
  await turn.inSlices(preparingSentences());
  const { sentence } = await read(turn, text, await turn.standing());
  const filter = filterOf(sentence);
  return Object.keys(filter).length === 0 ? undefined : filter;
}

/** The list of what a sentence names. */
function filterOf({ customers, engagements, consultants, offerings, states }: Sentence): ListFilter {
  const [offering, ...others] = offerings;
  const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
  return present({
    states: some(states.slice(0, 1)),
    customers: some(customers.slice(0, 1)),
    consultants: some(consultants.slice(0, 1)),
    engagements: some(engagements),
    offering: engagements.length === 0 && others.length === 0 ? offering : undefined,
  }) as ListFilter;
}

async function read(
  turn: Turn,
  text: string,
  standing: Standing,
): Promise<{ readonly sentence: Sentence; readonly said: Reference }> {
  const { today, company, texts } = standing;
  const consultants = company.consultants.map(({ id }) => [texts[`consultant:${id}`] ?? '', id] as const);
  const { language } = turn.actor;
  const context = (customers: readonly Named[], people: readonly Named[]) => ({
    today,
    language,
    names: { customers, consultants, people },
  });
  const first = readSentence(text, context([], []));
  const sentence = await withNames(turn, text, first, context);
  return { sentence, said: saidBy(sentence) };
}

/** Which vouchers a sentence names. */
function saidBy({ numbers, customers, engagements, offerings }: Sentence): Reference {
  const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
  return present({
    number: numbers[0],
    customers: some(customers.slice(0, 3)),
    engagements: some(engagements),
    offerings: some(offerings),
  });
}

/**
 * Read again with the colleagues and the customers that it may name. Those whose names begin as one of its words does are asked for; where
 * none of them is meant, a page of all: of a small company a name is known by any of its words.
 */
async function withNames(
  turn: Turn,
  text: string,
  first: Sentence,
  context: (customers: readonly Named[], people: readonly Named[]) => Parameters<typeof readSentence>[1],
): Promise<Sentence> {
  const words = first.unknown.length > 0 ? first.unknown : first.capital;
  if (words.length === 0) return first;
  const [near, people] = await Promise.all([customersLike(turn, words), peopleOf(turn)]);
  const sentence = readSentence(text, context(near, people));
  if (sentence.customers.length > 0 || sentence.unknown.length === 0) return sentence;
  const all = await customersAtAll(turn);
  return all.length === 0 ? sentence : readSentence(text, context(all, people));
}

/** The people of the tenant, as many as one request brings. */
async function peopleOf(turn: Turn): Promise<readonly Named[]> {
  const { docs } = await turn.desk.find(turn.unit, { kind: 'person', limit: PERSONS });
  return docs.map(({ name, id }) => [name, personId.keyOf(id)] as const);
}

/** A clause of which it is sure what it asks for. */
interface Clause {
  readonly intent: Intent;
  /** It names a voucher itself. */
  readonly isOwn: boolean;
  readonly lead: () => Promise<Understood>;
}

/** One sentence that is being understood. */
class Understanding {
  readonly #turn: Turn;
  readonly #standing: Standing;
  readonly #sentence: Sentence;
  readonly #said: Reference;
  readonly #place: Place;

  constructor(turn: Turn, standing: Standing, sentence: Sentence, said: Reference, place: Place) {
    this.#turn = turn;
    this.#standing = standing;
    this.#sentence = sentence;
    this.#said = said;
    this.#place = place;
  }

  /**
   * The list that it asks for, be it of one voucher; undefined when it asks for anything else. `saysDays`: it says within how
   * many days something falls due, so that it need not be sure which of the lists by deadline is meant.
   */
  async list(saysDays: boolean): Promise<ListFilter | undefined> {
    const named = filterOf(this.#sentence);
    const { words, isBare, isShown } = this.#sentence;
    if (words.length === 0 || isBare || isShown) return named;
    const to = await this.lead();
    const { verb, id } = to.kind === 'go' ? to.way : {};
    if (verb === 'vouchers.page') return readFilter(id ?? '') ?? named;
    if (verb === 'vouchers.open' || (verb === 'voucher.open' && Object.keys(named).length > 0)) return named;
    return saysDays && this.#isOfDeadlines() ? named : undefined;
  }

  #isOfDeadlines(): boolean {
    const lists = this.#guesses().filter(({ intent }) => BY_DEADLINE.has(intent));
    return lists.reduce((sum, { likely }) => sum + likely, 0) >= SURE;
  }

  async lead(): Promise<Understood> {
    const { known, isBare, isShown, isAddress, isDated, numbers, customers, consultants, states } =
      this.#sentence;
    const isNamed = numbers.length > 0 || customers.length > 0;
    const { engagements, offerings } = this.#sentence;
    const isSaid = isNamed || consultants.length + engagements.length + offerings.length > 0;
    if (isAddress) return NOTHING;
    if (await this.#isOfClaim()) return this.#go('claims', 'claims.open');
    if (isBare && isNamed) return (isDated ? await this.#planned() : undefined) ?? this.#to('show');
    if (isBare && !isDated) return isSaid ? this.#to('listed') : NOTHING;
    if (isBare && this.#sentence.words.length === 0) return NOTHING;
    // Of a customer's voucher the word of a state may be what is to be done with it.
    if (isShown && states.length > 0 && !isNamed && !isDated) return this.#to('listed');
    if (this.#isStrange()) return NOTHING;
    if (this.#isQuestion()) return this.#question();
    const several = await this.#first();
    if (several !== undefined) return several;
    const guesses = this.#guesses();
    const [best, next] = guesses;
    if (best === undefined) return NOTHING;
    const given = best.intent === 'askColleague' ? await this.#given() : undefined;
    if (given !== undefined) return given;
    // Of words that nobody knows only what is named is understood.
    if (known < KNOWN && this.#place.begins === undefined) return isNamed ? this.#unsure(guesses) : NOTHING;
    if (!isSaid && this.#isForeign(best)) return { kind: 'unrelated' };
    const isSure =
      best.likely >= SURE && best.likely - (next?.likely ?? 0) >= AHEAD && !this.#isVague(best.intent);
    if (isSure && best.intent !== 'nothing') return this.#sure(best.intent, guesses);
    const isOfVoucher = isNamed || engagements.length + offerings.length > 0;
    const fitting = isOfVoucher && best.intent !== 'nothing' ? await this.#fitting(guesses) : undefined;
    if (fitting !== undefined) return this.#to(fitting);
    const clause = isSure && best.likely >= NOTHING_SURE ? undefined : await this.#clause(best.intent);
    if (clause !== undefined) return clause;
    if (isOfVoucher && isDated) {
      const step = guesses.find(({ intent }) => ABOUT.has(intent))?.intent;
      const planned = await this.#planned(step);
      if (planned !== undefined) return planned;
    }
    if (numbers.length > 0) {
      const shown = await this.#to('show');
      if (shown.kind === 'unknownNumber' && OTHER_DIGITS.test(shown.number)) return { kind: 'unrelated' };
      // Whatever was meant by it, nothing can be done with a number that nobody knows but to record it.
      if (shown.kind === 'unknownNumber') return shown;
      if (best.intent === 'nothing')
        return this.#beside(guesses) ?? (this.#sentence.unknown.length > 0 ? this.#unsure(guesses) : shown);
    }
    const ways = isSure && best.likely >= NOTHING_SURE ? [] : await this.#ways(guesses, isNamed);
    const isAsked = best.intent !== 'nothing' && (best.likely >= LIKE || isNamed);
    return { kind: isAsked && ways.length > 0 ? 'ask' : 'nothing', ways };
  }

  /** The money for a voucher that is in no claim yet may be that of the claims, or one that is to be made. */
  async #sure(intent: Intent, guesses: readonly Guess[]): Promise<Understood> {
    if (intent !== 'claims' || Object.keys(this.#said).length === 0) return this.#to(intent);
    const { docs } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
    const isUnclaimed = docs.length > 0 && docs.every((doc) => fits('claim', doc));
    return isUnclaimed ? this.#unsure(guesses) : this.#to(intent);
  }

  /** A reserved voucher is given to one of the consultants: the form that hands it over, with that one chosen. */
  async #given(): Promise<Understood | undefined> {
    const { isGiving, consultants } = this.#sentence;
    const [consultant, other] = consultants;
    if (!isGiving || consultant === undefined || other !== undefined) return undefined;
    const { at } = this.#place;
    const isNamed = Object.keys(whichOf(this.#said)).length > 0;
    if (!isNamed && at === undefined) return undefined;
    const said = isNamed ? this.#said : present({ number: at });
    const { docs } = await vouchersMeant(this.#turn, said, undefined, this.#standing);
    const [only] = docs;
    if (docs.length !== 1 || only?.status !== 'reserved') return undefined;
    return this.#go('handOver', 'handOver.open', only.state.facts.number, referenceArg({ consultant }));
  }

  /** What is asked, where that is sure as soon as steps that the voucher's state does not allow count for less. */
  async #fitting(guesses: readonly Guess[]): Promise<Intent | undefined> {
    const { docs } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
    if (docs.length === 0) return undefined;
    const weighed = guesses
      .map(({ intent, likely }) => {
        const isUnfit = isAbout(intent) && !docs.some((doc) => fits(intent, doc));
        return { intent, likely: isUnfit ? likely * UNFIT : likely };
      })
      .toSorted((a, b) => b.likely - a.likely);
    const sum = weighed.reduce((all, { likely }) => all + likely, 0);
    const [best, next] = weighed;
    const isSure =
      best !== undefined &&
      isAbout(best.intent) &&
      best.intent !== 'askColleague' &&
      best.likely >= SURE * sum &&
      best.likely - (next?.likely ?? 0) >= AHEAD * sum;
    return isSure ? best.intent : undefined;
  }

  /** What is asked of a voucher that is there, as it is none of other things' numbers. */
  #beside(guesses: readonly Guess[]): Promise<Understood> | undefined {
    const [best, next] = guesses.filter(({ intent }) => intent !== 'nothing');
    const rest = guesses.reduce((sum, { intent, likely }) => sum + (intent === 'nothing' ? 0 : likely), 0);
    const isSure =
      best !== undefined &&
      best.likely >= LIKE &&
      best.likely >= SURE * rest &&
      best.likely - (next?.likely ?? 0) >= AHEAD * rest;
    return isSure ? this.#to(best.intent) : undefined;
  }

  /**
   * What days beside a voucher tell by its state: a plan for one that is free, another one for one that is reserved, and
   * what was done on a day that is over. `only`: the step that may be meant. Undefined when they tell nothing.
   */
  async #planned(only?: Intent): Promise<Understood | undefined> {
    const { docs } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
    const found = this.#stepsByDays().find((asks) => docs.some((doc) => fits(asks, doc)));
    const isReported =
      found === 'reschedule' && this.#mayBeOver() && docs.every((doc) => this.#isDelivered(doc));
    const step = isReported ? 'report' : found;
    return step === undefined || (only !== undefined && only !== step) ? undefined : this.#to(step);
  }

  #stepsByDays(): readonly About[] {
    const { today } = this.#standing;
    const { start, on, later } = this.#sentence.days('ahead');
    if (later !== undefined) return ['reschedule'];
    const ahead = start ?? on;
    if (ahead === undefined) return [];
    const before = this.#sentence.days('behind');
    const last = before.on ?? before.end;
    const isOver = ahead < today || (last !== undefined && last < today && daysBetween(today, ahead) > FAR);
    return isOver ? ['report', 'redeem'] : ['reserve', 'reschedule'];
  }

  /** A day that is as near behind as ahead: "on Friday". */
  #mayBeOver(): boolean {
    const { today } = this.#standing;
    const [ahead, behind] = [this.#sentence.days('ahead').on, this.#sentence.days('behind').on];
    return (
      ahead !== undefined && behind !== undefined && behind < today && daysBetween(behind, ahead) <= WEEK
    );
  }

  #isDelivered({ state: { stage } }: VoucherDocument): boolean {
    const end = stage.status === 'reserved' ? stage.reservation.end : undefined;
    return end !== undefined && end < this.#standing.today;
  }

  /** A voucher is named, and what is asked of it is not known: what its state allows, and its card. */
  async #unsure(guesses: readonly Guess[]): Promise<Understood> {
    const planned = this.#sentence.isDated ? await this.#planned() : undefined;
    if (planned !== undefined) return planned;
    const { docs } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
    const able = (asks: About): boolean => docs.some((doc) => fits(asks, doc));
    const steps = BY_STATE.filter(able);
    const likely = guesses.filter(
      ({ intent }) =>
        intent !== 'nothing' && (!isAbout(intent) || !BY_STATE.includes(intent) || able(intent)),
    );
    const ways = await this.#ways(
      [
        ...likely.filter(({ likely: how }) => how >= LIKE),
        ...steps.map((intent) => ({ intent, likely: LIKE })),
      ],
      true,
    );
    return docs.length === 0 ? this.#to('show') : { kind: 'ask', ways };
  }

  /** A list of some vouchers is asked for, and it is not known of which. */
  #isVague(intent: Intent): boolean {
    const { ranked, isShown, known } = this.#sentence;
    return intent === 'vouchers' && ranked[0]?.intent === 'listed' && !(isShown && known === 1);
  }

  /** What it asks for is of something that is none of ours: a flight is booked, a meeting is moved. */
  #isForeign({ intent }: Guess): boolean {
    const { isForeign, ranked } = this.#sentence;
    const nothing = ranked.find((guess) => guess.intent === 'nothing')?.likely ?? 0;
    const least = isForeign ? MAY_BE_NOTHING : NOTHING_SURE;
    return ABOUT.has(intent) && intent !== 'comment' && nothing >= least;
  }

  /** It names no voucher but the reference of a claim, or a number beside words of being paid. */
  async #isOfClaim(): Promise<boolean> {
    const { number } = this.#said;
    if (number === undefined) return false;
    const { docs } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
    if (docs.length > 0) return false;
    if (this.#sentence.isOfPayment) return true;
    const claims = await this.#turn.desk.find(this.#turn.unit, { kind: 'claim', limit: CLAIMS });
    return claims.docs.some(({ texts }) => canonicalNumber(texts['reference'] ?? '') === number);
  }

  /** Of several wishes in one sentence the first, when each is sure; that somebody will do it is no wish of its own. */
  async #first(): Promise<Understood | undefined> {
    if (this.#place.begins !== undefined) return undefined;
    if (this.#sentence.comment !== undefined && this.#sentence.ranked[0]?.intent === 'comment')
      return undefined;
    const sure = this.#clauses().filter(({ intent }) => ABOUT.has(intent));
    const wishes = sure.filter(({ intent, isOwn }) => intent !== 'askColleague' || isOwn);
    const reserved = wishes.find(({ intent }) => intent === 'reserve');
    const isByOther = wishes[0]?.intent === 'askColleague' && this.#sentence.consultants.length > 0;
    const first = isByOther && reserved !== undefined ? reserved : wishes[0];
    const isSeveral = first !== undefined && sure.some(({ intent }) => intent !== first.intent);
    return isSeveral ? first.lead() : undefined;
  }

  /** The first clause that is sure, where the whole is not: a step with a voucher, or what the whole is most like. */
  async #clause(likely: Intent): Promise<Understood | undefined> {
    const { numbers, customers } = this.#sentence;
    const isNamed = numbers.length + customers.length > 0;
    return this.#clauses()
      .find(({ intent }) => intent === likely || (isNamed && ABOUT.has(intent)))
      ?.lead();
  }

  /** The clauses of which it is sure what they ask for, each with the names of the whole where it has none. */
  #clauses(): readonly Clause[] {
    const whole = this.#sentence;
    return whole.parts.flatMap((part) => {
      const isOwn =
        part.numbers.length + part.customers.length + part.engagements.length + part.offerings.length > 0;
      const sentence = {
        ...(isOwn ? part : { ...whole, ranked: part.ranked, known: part.known }),
        consultants: part.consultants.length > 0 ? part.consultants : whole.consultants,
        isDated: part.isDated || whole.isDated,
        days: part.isDated ? part.days : whole.days,
        words: whole.words,
      };
      const one = new Understanding(
        this.#turn,
        this.#standing,
        sentence,
        isOwn ? saidBy(part) : this.#said,
        this.#place,
      );
      const guesses = one.#guesses();
      const [best, next] = guesses;
      const isSure =
        best !== undefined &&
        part.known >= KNOWN &&
        best.likely >= SURE &&
        best.likely - (next?.likely ?? 0) >= AHEAD;
      return isSure && best.intent !== 'nothing'
        ? [{ intent: best.intent, isOwn, lead: () => one.#sure(best.intent, guesses) }]
        : [];
    });
  }

  /** Behind a command's own word stands a name that nobody knows, and nothing else. */
  #isStrange(): boolean {
    const { unknown, words, comment, consultants } = this.#sentence;
    const { begins } = this.#place;
    if (begins === undefined || begins === 'comment' || begins === 'askColleague') return false;
    const says =
      Object.keys(this.#said).length + consultants.length + this.#sentence.days('ahead').places.length;
    return says === 0 && comment === undefined && unknown.length > 0 && unknown.length >= words.length - 1;
  }

  /** What may be meant, what leads to the same taken together. */
  #guesses(): readonly Guess[] {
    const { begins } = this.#place;
    const sum = new Map<Intent, number>();
    for (const { intent, likely } of this.#sentence.ranked) {
      const meant = this.#same(intent);
      sum.set(meant, (sum.get(meant) ?? 0) + likely);
    }
    // Words that only ask to be shown something are half of what can be known too.
    if (this.#isShown() && begins === undefined) {
      const shown = this.#same('show');
      for (const [intent, likely] of sum)
        sum.set(intent, likely * (1 - SHOWN) + (intent === shown ? SHOWN : 0));
    }
    // A command's own word at the beginning is half of what can be known.
    if (begins !== undefined)
      for (const [intent, likely] of sum) sum.set(intent, likely / 2 + (intent === begins ? 0.5 : 0));
    return [...sum].map(([intent, likely]) => ({ intent, likely })).toSorted((a, b) => b.likely - a.likely);
  }

  /** How probable a question about the programme is; what is asked about one's own voucher is none. */
  #likelyQuestion(): number {
    const { numbers, customers, questions, known, isForeign } = this.#sentence;
    const isOwn = numbers.length + customers.length > 0 || this.#place.begins !== undefined;
    const none = questions.find(({ kind }) => kind === 'none')?.likely ?? 1;
    return isOwn || isForeign || known < KNOWN_OF_QUESTION ? 0 : 1 - none;
  }

  /** Whether it is rather a question than what else it may ask for. */
  #isQuestion(): boolean {
    const { words, ranked } = this.#sentence;
    const likely = this.#likelyQuestion();
    const isShort = words.length < QUESTION_WORDS;
    const isOther = ranked.some((guess) => guess.intent !== 'nothing' && guess.likely >= OTHER_SURE);
    if (isOther) return !isShort && likely >= QUESTION_SURE;
    return likely >= (isShort ? SHORT_QUESTION : QUESTION);
  }

  /** Nothing is said of what is named but that it is to be shown. */
  #isShown(): boolean {
    const { isShown, isDated, isOfPerson, states, numbers, customers, engagements, offerings } =
      this.#sentence;
    const vouchers = numbers.length + customers.length;
    const named = vouchers + engagements.length + offerings.length;
    return isShown && !isDated && states.length === 0 && named > 0 && (vouchers === 0 || !isOfPerson);
  }

  /** Intents that lead to the same with what the sentence names. */
  #same(intent: Intent): Intent {
    const { numbers, customers, engagements, offerings, states, consultants } = this.#sentence;
    const narrows =
      customers.length + engagements.length + offerings.length + states.length + consultants.length;
    if (intent === 'admin') return 'about';
    if (numbers.length > 0 && (intent === 'listed' || intent === 'vouchers')) return 'show';
    if (numbers.length === 0 && intent === 'show' && narrows > 0) return 'listed';
    if (intent === 'listed' && narrows === 0) return 'vouchers';
    if (intent === 'vouchers' && narrows > 0) return 'listed';
    return intent;
  }

  /** The likeliest ways, each once. `isNamed`: a voucher is named, and can be opened whatever was meant. */
  async #ways(guesses: readonly Guess[], isNamed: boolean): Promise<readonly Meant[]> {
    const ways = new Map<string, Meant>();
    const asked = { intent: 'questions' as const, likely: this.#likelyQuestion() / 2 };
    for (const { intent, likely } of [...guesses, asked].toSorted((a, b) => b.likely - a.likely)) {
      if (ways.size >= OFFERED || likely < POSSIBLE) break;
      const to = intent === 'nothing' ? undefined : await this.#to(intent);
      const first = to?.kind === 'go' ? to.way : to?.kind === 'ask' ? to.ways[0] : undefined;
      if (first !== undefined) ways.set(keyOf(first), first);
    }
    const shown = isNamed && ways.size > 0 ? await this.#to('show') : undefined;
    if (shown?.kind === 'go') ways.set(keyOf(shown.way), shown.way);
    return [...ways.values()];
  }

  async #to(intent: Intent): Promise<Understood> {
    switch (intent) {
      case 'nothing':
        return NOTHING;
      case 'cancel':
      case 'back':
      case 'later':
        return { kind: 'leave', how: intent };
      case 'thanks':
        return { kind: 'thanks' };
      case 'ask':
        return { kind: 'access' };
      case 'claims':
        return this.#sentence.isOfClaims
          ? this.#go('claims', 'claims.open')
          : this.#go('money', 'claims.money');
      case 'home':
      case 'vouchers':
      case 'newVoucher':
      case 'next':
      case 'help':
      case 'about':
      case 'admin':
      case 'overview':
        return this.#go(intent, VIEW_VERBS[intent]);
      case 'export':
        return this.#export();
      case 'calendar':
        return this.#go(intent, 'calendar.open', this.#said.number);
      case 'questions':
        return this.#question();
      case 'mine':
      case 'overdue':
      case 'week':
        return this.#list(intent);
      case 'listed':
        return this.#listed();
      case 'show':
        return this.#show();
      case 'eligibility':
        return this.#go(intent, 'eligibility.open', this.#offering());
      case 'record':
        return this.#record();
      case 'setUp':
      case 'people':
      case 'company':
      case 'enrol':
      case 'profile':
      case 'notifications':
      case 'import':
      case 'quarantine':
      case 'ranOut':
        return this.#go(intent, `${intent}.open`);
      case 'reserve':
      case 'report':
      case 'redeem':
      case 'claim':
      case 'release':
      case 'lose':
      case 'reschedule':
      case 'correct':
      case 'history':
      case 'plan':
      case 'remind':
      case 'comment':
      case 'askColleague':
        return this.#about(intent);
      default:
        return intent satisfies never;
    }
  }

  #go(intent: keyof typeof TITLES, verb: Verb, id?: string, arg?: string): Understood {
    const step = this.#turn.say(TITLES[intent]);
    const title =
      id !== undefined && (intent === 'show' || ABOUT.has(intent))
        ? this.#turn.say('sentence.about', { step, number: plainLabel(id) })
        : step;
    return { kind: 'go', way: { title, verb, id, arg } };
  }

  /** The answer to an official question, where it is sure which one is asked; one that is none of them is not answered. */
  #question(): Understood {
    const all = this.#sentence.questions.reduce(
      (sum, { kind, likely }) => sum + (kind === 'none' ? 0 : likely),
      0,
    );
    const asked = this.#sentence.questions.flatMap(({ kind, likely }) =>
      kind === 'none' ? [] : [{ kind, likely: likely / all }],
    );
    const [best, next] = asked;
    if (best === undefined || best.kind === 'other')
      return { kind: 'nothing', ways: [this.#questionWay('list')] };
    // "What are the benefits of yoga?" is asked of something else.
    const isSure = best.likely >= SURE && best.likely - (next?.likely ?? 0) >= AHEAD;
    if (isSure && !this.#endsUnknown()) return { kind: 'go', way: this.#questionWay(best.kind) };
    const ways = asked
      .filter(({ likely }) => likely >= POSSIBLE)
      .flatMap(({ kind }) => (kind === 'other' ? [] : [this.#questionWay(kind)]));
    return { kind: 'ask', ways: ways.slice(0, OFFERED) };
  }

  /** What it is about stands mostly at the end. */
  #endsUnknown(): boolean {
    const { unknown, words, known } = this.#sentence;
    return known < KNOWN_TO_ANSWER && unknown.some(({ at }) => at === words.at(-1)?.at);
  }

  #questionWay(asks: Exclude<Asks, 'other'>): Meant {
    return asks === 'list'
      ? { title: this.#turn.say('do.questions'), verb: 'questions.open' }
      : { title: this.#turn.say(`question.${asks}`), verb: 'questions.one', id: asks };
  }

  /** The one offering of the engagements that were named. */
  #offering(): string | undefined {
    const { engagements, offerings } = this.#sentence;
    const all = new Set([
      ...offerings,
      ...engagements.map((engagement) => offeringOf({ engagement }, this.#standing.edition)),
    ]);
    return all.size === 1 ? [...all][0] : undefined;
  }

  /** Of what is named, else of everything. */
  #export(): Understood {
    const filter = filterOf(this.#sentence);
    const isOfSome = Object.keys(filter).length > 0;
    return this.#go('export', 'export.open', isOfSome ? filterRef(filter) : undefined);
  }

  #list(intent: 'mine' | 'overdue' | 'week' | 'listed'): Understood {
    const { consultants, ...named } = filterOf(this.#sentence);
    const filter: ListFilter = {
      ...named,
      ...present({
        consultants: intent === 'mine' ? undefined : consultants,
        mine: intent === 'mine' || (intent === 'overdue' && this.#says(MINE)) ? (true as const) : undefined,
        due: intent === 'overdue' || intent === 'week' ? intent : this.#dueBeside(intent),
      }),
    };
    return this.#go(intent, 'vouchers.page', filterRef(filter));
  }

  /** "My overdue ones" are both. */
  #dueBeside(intent: string): 'overdue' | undefined {
    return intent === 'mine' && this.#says(OVERDUE) ? 'overdue' : undefined;
  }

  #says(word: RegExp): boolean {
    return this.#sentence.words.some(({ folded }) => word.test(folded));
  }

  async #listed(): Promise<Understood> {
    const { customers, engagements, offerings, states } = this.#sentence;
    const [state] = states;
    // Of one state alone there is a list already.
    if (
      state !== undefined &&
      Object.keys(this.#said).length === 0 &&
      this.#sentence.consultants.length === 0
    )
      return this.#go('listed', 'vouchers.page', state);
    const isShown = this.#sentence.ranked.findIndex(({ intent }) => intent === 'show');
    const isListed = this.#sentence.ranked.findIndex(({ intent }) => intent === 'listed');
    const isOne = customers.length + engagements.length + offerings.length > 0 && isShown < isListed;
    if (isOne) return this.#show();
    return this.#list('listed');
  }

  async #show(): Promise<Understood> {
    const { number, customers, engagements, offerings } = this.#said;
    if (number !== undefined) {
      const { docs, isMore } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
      const [only] = docs;
      if (only === undefined) return { kind: 'unknownNumber', number };
      return docs.length === 1 && !isMore
        ? this.#go('show', 'voucher.open', only.state.facts.number)
        : this.#go('show', 'vouchers.found', number);
    }
    if (customers !== undefined || engagements !== undefined || offerings !== undefined) {
      if (this.#sentence.isPlural && customers === undefined) return this.#list('listed');
      const { docs, isMore } = await vouchersMeant(this.#turn, this.#said, undefined, this.#standing);
      const [only] = docs;
      if (only !== undefined && docs.length === 1 && !isMore)
        return this.#go('show', 'voucher.open', only.state.facts.number);
      return this.#list('listed');
    }
    const { at } = this.#place;
    return at === undefined ? this.#go('vouchers', 'vouchers.open') : this.#go('show', 'voucher.open', at);
  }

  async #record(): Promise<Understood> {
    const { number } = this.#said;
    if (number === undefined) return this.#go('record', 'record.open');
    const known = await this.#turn.desk.voucher(this.#turn.unit, number);
    return known === undefined
      ? this.#go('record', 'record.hand', number)
      : this.#go('show', 'voucher.open', number);
  }

  /** A step about one voucher: with the one that is meant, or with a choice of those that fit. */
  async #about(asks: About): Promise<Understood> {
    const said = present({ ...whichOf(this.#said), ...(await this.#filling(asks)) }) as Reference;
    const isNamed = Object.keys(whichOf(said)).length > 0;
    const step = this.#turn.say(TITLES[asks]);
    if (!isNamed) {
      const at = await this.#seen(asks);
      if (at !== undefined) return this.#begin(asks, at, said);
      // They have a choice of their own.
      if (asks === 'redeem' || asks === 'claim') return this.#go(asks, `${asks}.open`);
    }
    const found = await vouchersMeant(this.#turn, said, asks, this.#standing);
    const { isMore } = found;
    const docs =
      isNamed || asks === 'reserve' || asks === 'askColleague' ? found.docs : this.#ofThem(found.docs);
    const [only] = docs;
    if (only === undefined)
      return said.number === undefined
        ? { kind: 'noneFits', step }
        : { kind: 'unknownNumber', number: said.number };
    if (docs.length === 1 && !isMore) return this.#begin(asks, only.state.facts.number, said);
    const way = { title: step, verb: 'vouchers.choose' as const, id: asks, arg: referenceArg(said) };
    return { kind: 'go', way };
  }

  /** The vouchers of the consultant who is named, where there are any. */
  #ofThem(docs: readonly VoucherDocument[]): readonly VoucherDocument[] {
    const { consultants } = this.#sentence;
    const own = docs.filter(
      ({ state: { stage } }) =>
        'reservation' in stage && consultants.includes(stage.reservation.consultantId ?? ''),
    );
    return own.length > 0 ? own : docs;
  }

  #begin(asks: About, number: string, said: Reference): Understood {
    const {
      number: _number,
      customers: _customers,
      engagements: _engagements,
      offerings: _offerings,
      ...fill
    } = said;
    return this.#go(asks, verbOf(asks), number, referenceArg(fill));
  }

  /** The voucher that the person looks at, when the step can be begun with it. */
  async #seen(asks: About): Promise<string | undefined> {
    const { at } = this.#place;
    const doc = at === undefined ? undefined : await this.#turn.desk.voucher(this.#turn.unit, at);
    return doc !== undefined && fits(asks, doc) ? at : undefined;
  }

  /** What the sentence says that a form of the step takes. */
  async #filling(asks: About): Promise<Reference> {
    const { today } = this.#standing;
    const [consultant] = this.#sentence.consultants;
    if (asks === 'reserve' || asks === 'reschedule') {
      const { start, end, on, later } = this.#sentence.days('ahead');
      return present({ start, end, on, later, consultant: asks === 'reserve' ? consultant : undefined });
    }
    if (asks === 'report' || asks === 'redeem') {
      const { on, end } = this.#sentence.days('behind');
      const said = on ?? end;
      return present({ on: said !== undefined && said <= today ? said : undefined });
    }
    if (asks === 'remind') {
      const { on, start, by } = this.#sentence.days('ahead');
      return present({ on: on ?? start ?? by });
    }
    if (asks === 'comment') return present({ text: this.#sentence.comment });
    return asks === 'askColleague' ? present({ person: await this.#person() }) : {};
  }

  /** The colleague whom the sentence names. */
  async #person(): Promise<string | undefined> {
    const known = await peopleOf(this.#turn);
    const [first, second] = saidNames(this.#sentence.words, known, { anyWord: true });
    return second !== undefined && first?.likeness === second.likeness ? undefined : first?.thing;
  }
}

function keyOf({ verb, id = '', arg = '' }: Meant): string {
  return `${verb} ${id} ${arg}`;
}

function isAbout(intent: Intent): intent is About {
  return ABOUT.has(intent);
}

/** The button that begins what is asked about a voucher. */
export function verbOf(asks: About): Verb {
  return asks === 'history' ? 'voucher.history' : (`${asks}.open` as Verb);
}

/** What a step is called. */
export function titleOf({ say }: Pick<Turn, 'say'>, asks: About): string {
  return say(TITLES[asks]);
}
