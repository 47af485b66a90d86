import { choiceOf, countryName } from '../cards/kit/format.ts';
import { fieldName } from '../cards/kit/names.ts';
import { refusalSentence } from '../cards/kit/refusals.ts';
import { speaker, type Say, type Key } from '../cards/kit/say.ts';
import { COMPETENCIES } from '../domain/programme/catalogue.ts';
import type { ClaimDraftOrder, ClaimOrder, CompanyOrder, Desk, VoucherOrder } from '../domain/desk/desk.ts';
import type { Standing } from '../domain/desk/standing.ts';
import type { VoucherDocument } from '../domain/store/documents.ts';
import { formerCode } from '../domain/people/former.ts';
import type { MailProblem, ReceivedMail, Way } from '../domain/mail/received.ts';
import type { Actor } from '../domain/people/person.ts';
import type { Reason, Refusal } from '../domain/refusal.ts';
import type { Table, TableProblem } from '../domain/csv-table.ts';
import type { InSlices } from '../domain/steps.ts';
import type { UnitOfWork } from '../domain/desk/unit-of-work.ts';
import type { Banner } from '../cards/kit/template.ts';
import type { Step, Verb } from '../cards/verbs.ts';
import type { Outcome } from '../domain/desk/execute.ts';
import { readCountry } from './inputs.ts';

/** What a person did, as the dialogs see it. */
export type Input =
  | Press
  | { readonly kind: 'text'; readonly text: string }
  | DroppedFiles
  | ArrivedMail
  | { readonly kind: 'unreadable'; readonly what: Unreadable }
  | { readonly kind: 'installed' };

/** What a message is of which nothing can be read; the cards have a sentence for each. */
export type Unreadable = 'picture' | 'recording' | 'forwarded' | 'cloudFile' | 'loop' | 'other' | 'empty';

/** A mail that came by another way than the chat. */
export interface ArrivedMail {
  readonly kind: 'mail';
  readonly way: Exclude<Way, 'pasted' | 'file'>;
  readonly mail: ReceivedMail | { readonly problem: MailProblem };
  /** Who handed it to this person, by the AAD object id; absent = they did it themselves. */
  readonly handedBy?: string | undefined;
}

/** Files in the chat, and what is written beside them. */
export interface DroppedFiles {
  readonly kind: 'files';
  readonly files: readonly DroppedFile[];
  /** How many more there were than are taken at once. */
  readonly left: number;
  readonly text: string;
}

/** A file in the chat. */
export interface DroppedFile {
  readonly name: string;
  /** What it can be, by its name; `neither` is not worth fetching. */
  readonly holds: 'table' | 'mail' | 'either' | 'neither';
  /** Fetches it, once: only for somebody who may do something with it. Never rejects. */
  readonly content: () => Promise<FileContent>;
}

/** Why nothing can be read of a file; the cards have words for each. */
type FileProblem =
  | TableProblem['problem']
  | 'damaged'
  | 'protected'
  | 'notSpreadsheet'
  | 'oldFormat'
  | 'webPage'
  | 'pdf'
  | 'richText'
  | 'mixedEncodings'
  | 'unknownEncoding'
  | 'binary'
  | 'timeout'
  | 'failed'
  | 'busy'
  | 'notAllowed';

/** What a dropped file holds: a table, a mail, or why neither can be read. */
export type FileContent =
  | Table
  | { readonly kind: 'mail'; readonly mail: ReceivedMail }
  | { readonly kind: 'mailProblem'; readonly problem: MailProblem }
  | { readonly kind: 'problem'; readonly problem: FileProblem }
  /** Something else. */
  | { readonly kind: 'other' };

/** A pressed button; everything in it came from outside and is only a reference. */
export interface Press {
  readonly kind: 'press';
  /** Undefined: no card of the bot's has such a button. */
  readonly verb: Verb | undefined;
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly commandId?: string | undefined;
  readonly arg?: string | undefined;
  /** The activity whose card was pressed, where Teams says it. */
  readonly on?: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** How a large text is kept in few bytes. */
export interface Packing {
  readonly pack: (text: string) => string;
  /** Throws when it is damaged. */
  readonly unpack: (packed: string) => string;
}

/** A draft that waits: its step, and what it is about. */
export interface Parked {
  readonly step: Step;
  readonly subject: string;
}

/**
 * The person may have been let in meanwhile, or have a draft that is not known here: their turn has to be decided again,
 * on what the store has now.
 */
export class DeniedOnKeptCopy extends Error {
  constructor() {
    super('a permission was denied on a kept copy');
    this.name = 'DeniedOnKeptCopy';
  }
}

/** One turn of one person: what came in, and what may be asked of. It is not written to. */
export class Turn {
  readonly desk: Desk;
  readonly unit: UnitOfWork;
  readonly actor: Actor;
  readonly input: Input;
  readonly say: Say;
  /** The client's IANA zone, a first guess for the company's. */
  readonly timeZone: string | undefined;
  /** How work is done that could keep other turns waiting. */
  readonly inSlices: InSlices;
  readonly packing: Packing;
  /** Drafts that wait below the step of this turn, the newest last. */
  readonly parked: readonly Parked[];

  constructor(of: {
    readonly desk: Desk;
    readonly unit: UnitOfWork;
    readonly actor: Actor;
    readonly input: Input;
    readonly inSlices: InSlices;
    readonly packing: Packing;
    readonly timeZone?: string | undefined;
    readonly parked?: readonly Parked[];
  }) {
    this.desk = of.desk;
    this.unit = of.unit;
    this.actor = of.actor;
    this.input = of.input;
    this.inSlices = of.inSlices;
    this.packing = of.packing;
    this.timeZone = of.timeZone;
    this.parked = of.parked ?? [];
    this.say = speaker(of.actor.language);
  }

  /** This turn, with cards that offer to go back to the newest of these drafts. */
  withParked(parked: readonly Parked[]): Turn {
    const { desk, unit, actor, input, inSlices, packing, timeZone } = this;
    return new Turn({ desk, unit, actor, input, inSlices, packing, timeZone, parked });
  }

  standing(): Promise<Standing> {
    return this.desk.standing(this.unit);
  }

  /**
   * The voucher that a form is about: a kept copy, whose version the form's command will prove; read again,
   * fresh, when it is not as `expected`, for nobody is refused on an old one.
   */
  async voucher(
    number: string,
    expected: (doc: VoucherDocument) => boolean,
  ): Promise<VoucherDocument | undefined> {
    const kept = await this.desk.voucher(this.unit, number, true);
    if (this.unit.isFresh || (kept !== undefined && expected(kept))) return kept;
    this.unit.refresh();
    return this.desk.voucher(this.unit, number);
  }

  /**
   * What a button asks of the desk, done at most once (idempotency): under the command id that was minted with its
   * card, and for the version that the card showed. `part` tells the commands of one press apart. Each gives what
   * was done, or the refusal; {@link outcome} says it.
   */
  order({ version, commandId: minted }: Pick<Press, 'version' | 'commandId'>, part?: string) {
    const { desk, unit, actor } = this;
    const base = minted ?? newCommandId();
    const commandId = part === undefined ? base : `${base}/${part}`;
    // The digest that tells a repeated command from another one is of these properties in this order.
    return {
      commandId,
      voucher: (id: string, asked: Wanted<VoucherOrder>) =>
        desk.orderVoucher(unit, actor, { id, version, commandId, ...asked }),
      claim: (id: string, asked: Wanted<ClaimOrder>) =>
        desk.orderClaim(unit, actor, { id, version, commandId, ...asked }),
      /** The claim gets the command's id. */
      claimDraft: (asked: Wanted<ClaimDraftOrder>) =>
        desk.draftClaim(unit, actor, { id: commandId, commandId, ...asked }),
      company: (asked: Wanted<CompanyOrder>) =>
        desk.orderCompany(unit, actor, { version, commandId, ...asked }),
    };
  }

  /** What became of a command, for above the inputs: `done` when it was, else why it was refused. */
  async outcome(of: Outcome<object>, done: Key): Promise<Banner> {
    return of.done ? this.did(of, this.say(done)) : this.refused(of.refusal);
  }

  /** What was done; or that all was so already, when none of these changed anything. */
  did(of: Outcome<object> | readonly Outcome<object>[], done: string): Banner {
    const all = Array.isArray(of) ? (of as readonly Outcome<object>[]) : [of as Outcome<object>];
    return all.every((one) => one.done && one.unchanged === true)
      ? { text: this.say('unchanged'), style: 'accent' }
      : this.good(done);
  }

  /** A name for a card: the person's own, or that it is somebody who left or whom the bot does not know. */
  async nameOf(personId: string): Promise<string> {
    if (personId === this.actor.id) return this.say('person.you');
    const code = formerCode(personId);
    if (code !== undefined) return this.say('person.former', { code });
    return (await this.desk.person(this.unit, personId))?.name ?? this.say('person.someone');
  }

  /** Nobody is turned away on a kept copy: throws {@link DeniedOnKeptCopy} unless all was read fresh. */
  deny(): void {
    if (!this.unit.isFresh) throw new DeniedOnKeptCopy();
  }

  /**
   * A refusal in the person's words, for above the inputs; of an input it is said with the label that its card has.
   * `country`: what was typed as one; the nearest names are said when there is none of that name.
   */
  refused(refusal: Refusal, of?: { readonly country?: string }): Promise<Banner>;
  refused(refusal: Refusal | undefined, of?: { readonly country?: string }): Promise<Banner | undefined>;
  async refused(
    refusal: Refusal | undefined,
    { country }: { readonly country?: string } = {},
  ): Promise<Banner | undefined> {
    if (refusal === undefined) return undefined;
    const { refused: reason } = refusal;
    if (reason.why === 'permission') this.deny();
    const standing = await this.standing();
    const name = reason.why === 'stale' && reason.by !== undefined ? await this.nameOf(reason.by) : undefined;
    const isUnknown = reason.why === 'input' && reason.problem === 'unknown';
    const near = isUnknown && country !== undefined ? this.#nearCountries(country) : '';
    const say = (label?: string): string =>
      refusalSentence(this.actor.language, reason, { standing, nameOf: () => name, label }) + near;
    const field = fieldOf(reason);
    return {
      text: say(),
      style: reason.why === 'stale' ? 'warning' : 'attention',
      at: field === undefined ? undefined : { field, say },
    };
  }

  /** "Did you mean …": the countries whose names are nearest to what was typed. */
  #nearCountries(country: string): string {
    const read = readCountry(country);
    if (!('near' in read)) return '';
    const { language } = this.actor;
    const names = read.near.map((code) => countryName(language, code));
    return ` ${this.say('problem.didYouMean', { near: choiceOf(language, names) })}`;
  }

  /** Somebody was faster: who, and what each differing field holds now; what was typed stays below. */
  async overtaken(
    refusal: Refusal | undefined,
    now: Readonly<Record<string, string>>,
    typed: Readonly<Record<string, string>>,
  ): Promise<Banner | undefined> {
    if (refusal === undefined) return undefined;
    const banner = await this.refused(refusal, { country: typed['country'] ?? '' });
    const fields = Object.keys(now)
      .filter((field) => typed[field] !== undefined && typed[field] !== now[field])
      .map((field) => `${fieldName(this.actor.language, field)}: ${inWords(now[field] ?? '')}`);
    return refusal.refused.why !== 'stale' || fields.length === 0
      ? banner
      : { ...banner, text: `${banner.text} ${this.say('refused.now', { fields: fields.join('; ') })}` };
  }

  good(text: string): Banner {
    return { text, style: 'good' };
  }
}

/** What the desk is asked, without what every button brings. */
type Wanted<O> = Omit<O, 'id' | 'version' | 'commandId'>;

/** The input that a refusal is about, by its id on every card that has it. */
function fieldOf(reason: Reason): string | undefined {
  if (reason.why === 'input') return reason.field;
  if (reason.why === 'reasonNeeded') return 'reason';
  return reason.why === 'nothingChosen' ? 'vouchers' : undefined;
}

/** A value as people read it: competencies by name, nothing as a dash. */
function inWords(value: string): string {
  const names: Readonly<Record<string, string>> = COMPETENCIES;
  return value === ''
    ? '–'
    : value
        .split(',')
        .map((one) => names[one] ?? one)
        .join(', ');
}

/** A new id for a command; minted when its card is made. */
export function newCommandId(): string {
  return crypto.randomUUID();
}
