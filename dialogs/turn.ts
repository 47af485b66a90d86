import type { Banner, Card } from '../cards/kit/elements.ts';
import { fieldName, refusalSentence } from '../cards/kit/sentences.ts';
import { speaker, type Say } from '../cards/kit/say.ts';
import type { CompanyTable } from '../domain/company/tables.ts';
import type { VoucherCandidate } from '../domain/mail/read-mail.ts';
import { COMPETENCIES } from '../domain/programme/catalogue.ts';
import type { Desk, Standing } from '../domain/desk/desk.ts';
import type { VoucherDocument } from '../domain/store/documents.ts';
import { formerCode } from '../domain/people/former.ts';
import type { Actor } from '../domain/people/person.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Table, TableProblem } from '../domain/csv-table.ts';
import type { Unit } from '../domain/desk/unit-of-work.ts';

/** What a person did, as the dialogs see it. */
export type Input =
  | Press
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly content: FileContent }
  | { readonly kind: 'installed' };

/** Why nothing can be read of a file; the cards have words for each. */
export type FileProblem =
  | TableProblem['problem']
  | 'damaged'
  | 'protected'
  | 'notSpreadsheet'
  | 'oldFormat'
  | 'mixedEncodings'
  | 'unknownEncoding'
  | 'binary'
  | 'timeout'
  | 'failed'
  | 'notAllowed';

/** What a dropped file holds: a table, or why none can be read. */
export type FileContent =
  | Table
  | { readonly kind: 'problem'; readonly problem: FileProblem }
  /** Not a table: an e-mail, a picture. */
  | { readonly kind: 'other' };

/** A pressed button: `step.act` is its verb; everything in it came from outside and is only a reference. */
export interface Press {
  readonly kind: 'press';
  readonly step: string;
  readonly act: string;
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly commandId?: string | undefined;
  readonly arg?: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A draft that waits: its step, and what it is about. */
export interface Parked {
  readonly step: string;
  readonly subject: string;
}

/** One turn of one person: what came in, what may be asked of, and the card that goes back. */
export class Turn {
  readonly desk: Desk;
  readonly unit: Unit;
  readonly actor: Actor;
  readonly input: Input;
  readonly say: Say;
  /** The client's IANA zone, a first guess for the company's. */
  readonly timeZone: string | undefined;
  /** The card that answers; the last one shown in the turn. */
  card: Card | undefined;
  /** The document whose own card answers, when one does: it is kept true in the chat. */
  shows: { readonly subject: string; readonly card: Card } | undefined;
  /** The person was told that they may not. */
  isDenied = false;
  /** The step on top shows where it stands, instead of taking what came in. */
  reopens = false;
  /** Vouchers that the pasted text speaks of, when it is a mail. */
  mail: readonly VoucherCandidate[] | undefined;
  /** The pasted or dropped table about the company. */
  table: CompanyTable | undefined;
  /** Drafts that wait below the step of this turn, the newest last. */
  parked: readonly Parked[] = [];

  constructor(of: { desk: Desk; unit: Unit; actor: Actor; input: Input; timeZone?: string | undefined }) {
    this.desk = of.desk;
    this.unit = of.unit;
    this.actor = of.actor;
    this.input = of.input;
    this.timeZone = of.timeZone;
    this.say = speaker(of.actor.language);
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

  /** A name for a card: the person's own, or that it is somebody who left or whom the bot does not know. */
  async nameOf(personId: string): Promise<string> {
    if (personId === this.actor.id) return this.say('person.you');
    const code = formerCode(personId);
    if (code !== undefined) return this.say('person.former', { code });
    return (await this.desk.person(this.unit, personId))?.name ?? this.say('person.someone');
  }

  /**
   * A refusal in the person's words, for above the inputs. `labels`: what the card calls a field that has
   * another name elsewhere.
   */
  async notice(refusal: Refusal, labels: Readonly<Record<string, string>> = {}): Promise<Banner> {
    const { refused: reason } = refusal;
    if (reason.why === 'permission') this.isDenied = true;
    const refused =
      reason.why === 'input' ? { ...reason, field: labels[reason.field] ?? reason.field } : reason;
    const standing = await this.standing();
    const name =
      refused.why === 'stale' && refused.by !== undefined ? await this.nameOf(refused.by) : undefined;
    return {
      text: refusalSentence(this.actor.language, refused, { standing, nameOf: () => name }),
      style: refused.why === 'stale' ? 'warning' : 'attention',
    };
  }

  /** Somebody was faster: who, and what each differing field holds now; what was typed stays below. */
  async overtaken(
    refusal: Refusal,
    now: Readonly<Record<string, string>>,
    typed: Readonly<Record<string, string>>,
  ): Promise<Banner> {
    const notice = await this.notice(refusal);
    const fields = Object.keys(now)
      .filter((field) => typed[field] !== undefined && typed[field] !== now[field])
      .map((field) => `${fieldName(this.actor.language, field)}: ${inWords(now[field] ?? '')}`);
    return refusal.refused.why !== 'stale' || fields.length === 0
      ? notice
      : { ...notice, text: `${notice.text} ${this.say('refused.now', { fields: fields.join('; ') })}` };
  }

  good(text: string): Banner {
    return { text, style: 'good' };
  }
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
