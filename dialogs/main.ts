import { ComponentDialog } from 'botbuilder-dialogs/lib/componentDialog.js';
import { type Dialog, DialogTurnStatus, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { withBanner, type Banner } from '../cards/kit/template.ts';
import type { Meant } from '../cards/sentence.ts';
import { actOf, isStep, isViewVerb, stepOf, type Step, type Verb, type ViewVerb } from '../cards/verbs.ts';
import { isVoucherHeader } from '../domain/sheet/columns.ts';
import { isKnownHeader } from '../domain/company/table-columns.ts';
import { BoundedMap } from '../domain/bounded-map.ts';
import { readCompanyTable, type CompanyTable } from '../domain/company/tables.ts';
import { readTable, type Table } from '../domain/csv-table.ts';
import { readingMail, type MailReading } from '../domain/mail/read-mail.ts';
import { MAY, may } from '../domain/people/permissions.ts';
import { present } from '../domain/present.ts';
import { refuse } from '../domain/refusal.ts';
import { canonicalNumber } from '../domain/voucher/number.ts';
import { numberToRecord } from '../domain/voucher/typed-number.ts';
import { ClaimDialog } from './claim/claim.ts';
import { showClaim, showClaims, showMoney } from './claim/claims.ts';
import { RegisterDialog } from './claim/register.ts';
import { SettleDialog } from './claim/settle.ts';
import { CompanyDialog } from './company/company.ts';
import { EligibilityDialog } from './company/eligibility.ts';
import { EnrolDialog } from './company/enrol.ts';
import { ImportDialog, type ImportDraft } from './company/import.ts';
import { ProfileDialog } from './company/profile.ts';
import { SetUpDialog } from './company/set-up.ts';
import {
  fileDropped,
  notUnderstood,
  showAbout,
  showHelp,
  showHome,
  showNext,
  showUnreadable,
} from './home.ts';
import { showAccessHistory, showClaimHistory, showCompanyHistory, showHistory } from './history.ts';
import { readCountry } from './inputs.ts';
import { coverNote } from './mail/cover-note.ts';
import {
  below,
  hasVouchers,
  isPasted,
  readFiles,
  readText,
  showUnused,
  together,
  unreadOf,
  unusedBanner,
  withoutOwn,
  type ReadMail,
} from './mail/handed.ts';
import { QuarantineDialog } from './mail/quarantine.ts';
import { senderOf, subjectOf, withoutMailbox } from './mail/printed-headers.ts';
import { showUnread, unreadLines, type Unread } from './mail/unread.ts';
import { keptLines } from './mail/lines.ts';
import { mailDraft, numberOf, pickOf, spokenOf, type Came } from './mail/candidate.ts';
import { MAIL_NAMES } from './mail/names.ts';
import { languageAsked } from './notices/language-words.ts';
import { NotificationsDialog, speakFromNowOn } from './notices/notifications.ts';
import { showToldList } from './notices/told-list.ts';
import { showOverview } from './overview.ts';
import { showAnswer, showQuestions } from './questions.ts';
import { AskColleagueDialog } from './people/ask-colleague.ts';
import { HandOverAllDialog } from './people/hand-over-all.ts';
import { ask, PeopleDialog } from './people/people.ts';
import { bound, drafts, isLeft, keepUnread, park } from './drafts.ts';
import { CONTINUE } from './parked.ts';
import { leanContext, type Stack } from './run-dialogs.ts';
import {
  ANSWER,
  answerOf,
  begin,
  takeOut,
  turnOf,
  type Answer,
  type Frame,
  type Seen,
  type Shown,
  type StepDialog,
} from './step.ts';
import { newCommandId, type ArrivedMail, type DroppedFiles, type Press, type Turn } from './turn.ts';
import { showAsked, showChoice } from './sentence/asked.ts';
import { filled } from './sentence/fill.ts';
import { meantOtherwise } from './sentence/layout.ts';
import { isSentence, mayBeName, MAX_SENTENCE } from './sentence/read.ts';
import { readReference, referenceArg, type Reference } from './sentence/reference.ts';
import { understood } from './sentence/understood.ts';
import { fits } from './sentence/vouchers-meant.ts';
import { ABOUT_A_VOUCHER, understand, type AboutVoucher, type Meaning, type View } from './understand.ts';
import type { RecordDraft } from './voucher/recording.ts';
import { showAssign } from './voucher/assign.ts';
import { BulkDialog, showBulkList } from './voucher/bulk.ts';
import { CommentDialog } from './voucher/comment.ts';
import { CorrectDialog } from './voucher/correct.ts';
import { showFilter, showNarrowed } from './voucher/filter.ts';
import { byCustomer, findVouchers, nothingFound, showFound, showFoundPage } from './voucher/find.ts';
import { LoseDialog } from './voucher/lose.ts';
import { RanOutDialog } from './voucher/ran-out.ts';
import { RecordDialog } from './voucher/record.ts';
import { RedeemDialog } from './voucher/redeem.ts';
import { RemindDialog } from './voucher/remind.ts';
import { ReleaseDialog } from './voucher/release.ts';
import { ReportDialog } from './voucher/report.ts';
import { CalendarDialog, ExportDialog } from './takeout/takeout.ts';
import { keptSheet, pastedList, SheetDialog } from './sheet/sheet.ts';
import { SeveralDialog } from './voucher/several.ts';
import { HandOverDialog } from './voucher/hand-over.ts';
import { CompleteDialog } from './voucher/complete.ts';
import { RescheduleDialog } from './voucher/reschedule.ts';
import { ReserveDialog } from './voucher/reserve.ts';
import { showPlan } from './voucher/plan.ts';
import { showLink, showVoucher } from './voucher/voucher.ts';
import { showVouchers } from './voucher/vouchers.ts';

/** Chats of which it is known what is looked at there. */
const CHATS_KNOWN = 5_000;
/** A longer reference, such as all that a digest counted, is not kept. */
const MAX_SEEN_ARG = 1_000;

/** A dialog for each step. */
export type StepDialogs = {
  readonly [S in Step]: Dialog & Pick<StepDialog<S, never>, 'step' | 'needs' | 'looksFirst' | 'leave'>;
};

/** Each step's dialog under its id, which the dialog state keeps. */
export function stepDialogs(): StepDialogs {
  return {
    setUp: new SetUpDialog('setUp'),
    people: new PeopleDialog('people'),
    record: new RecordDialog('record'),
    reserve: new ReserveDialog('reserve'),
    release: new ReleaseDialog('release'),
    lose: new LoseDialog('lose'),
    reschedule: new RescheduleDialog('reschedule'),
    complete: new CompleteDialog('complete'),
    handOver: new HandOverDialog('handOver'),
    bulk: new BulkDialog('bulk'),
    handOverAll: new HandOverAllDialog('handOverAll'),
    several: new SeveralDialog('several'),
    sheet: new SheetDialog('sheet'),
    report: new ReportDialog('report'),
    redeem: new RedeemDialog('redeem'),
    claim: new ClaimDialog('claim'),
    settle: new SettleDialog('settle'),
    register: new RegisterDialog('register'),
    correct: new CorrectDialog('correct'),
    company: new CompanyDialog('company'),
    eligibility: new EligibilityDialog('eligibility'),
    enrol: new EnrolDialog('enrol'),
    profile: new ProfileDialog('profile'),
    import: new ImportDialog('import'),
    export: new ExportDialog('export'),
    calendar: new CalendarDialog('calendar'),
    notifications: new NotificationsDialog('notifications'),
    ranOut: new RanOutDialog('ranOut'),
    quarantine: new QuarantineDialog('quarantine'),
    askColleague: new AskColleagueDialog('askColleague'),
    remind: new RemindDialog('remind'),
    comment: new CommentDialog('comment'),
  };
}

/** What the buttons show that begin no step. */
const SHOWN: Readonly<Record<ViewVerb, (turn: Turn, press: Press) => Promise<Shown>>> = {
  'home.open': (turn) => showHome(turn),
  'home.look': (turn) => showHome(turn, undefined, true),
  'home.next': showNext,
  'help.open': showHelp,
  'about.open': showAbout,
  'assign.open': showAssign,
  'assign.message': showAssign,
  'vouchers.open': showVouchers,
  'vouchers.list': showVouchers,
  'vouchers.page': showVouchers,
  'vouchers.found': showFoundPage,
  'vouchers.choose': showChoice,
  'vouchers.filter': showFilter,
  'vouchers.narrow': showNarrowed,
  'voucher.open': (turn, { id = '' }) => showVoucher(turn, id),
  'voucher.history': showHistory,
  'voucher.shared': (turn, { id = '' }) => showVoucher(turn, id),
  'voucher.link': (turn, { id = '' }) => showLink(turn, id),
  'plan.open': showPlan,
  'claims.open': (turn) => showClaims(turn),
  'claims.page': (turn, press) => showClaims(turn, undefined, press),
  'claims.money': showMoney,
  'told.list': showToldList,
  'told.bulk': showBulkList,
  'questions.open': (turn) => showQuestions(turn),
  'questions.one': showAnswer,
  'overview.open': showOverview,
  'claims.one': (turn, { id = '' }) => showClaim(turn, id),
  'claims.history': showClaimHistory,
  'history.company': showCompanyHistory,
  'history.person': showAccessHistory,
};

/** What typed words show. */
const TYPED: Readonly<Record<Exclude<View, 'cancel' | 'back' | 'later'>, (turn: Turn) => Promise<Shown>>> = {
  home: showHome,
  vouchers: showVouchers,
  claims: (turn) => showClaims(turn),
  money: showMoney,
  newVoucher: showAssign,
  next: showNext,
  help: showHelp,
  about: showAbout,
  admin: showAbout,
  ask,
  questions: showQuestions,
  overview: showOverview,
};

/** What is shown without taking the person away from the form that they are at. */
const ASIDES: ReadonlySet<View> = new Set(['help', 'about', 'admin', 'ask', 'questions']);
const ASIDE_VERBS: ReadonlySet<Verb> = new Set([
  'help.open',
  'about.open',
  'questions.open',
  'questions.one',
]);

/** What a note above a mail asks of a voucher that is recorded already. */
const ABOUT_ONE: ReadonlySet<Verb> = new Set(
  ABOUT_A_VOUCHER.map((asks): Verb => (asks === 'history' ? 'voucher.history' : `${asks}.open`)),
);

/** What a step begins with. */
interface Beginning {
  readonly subject: string;
  readonly press?: Press;
  readonly draft?: object | undefined;
  /** See {@link Frame}. */
  readonly ledTo?: boolean | undefined;
}

/**
 * Chooses the step. The pressed card's verb and id decide, wherever the person was: the same step and id
 * goes on, another one parks the active draft. Help, about, home, cancel and back work anywhere.
 */
export class MainDialog extends ComponentDialog {
  readonly #steps = stepDialogs();
  /**
   * What each chat was shown last. Only this process knows: what is looked at is not worth a write, and who comes to
   * another one is led home.
   */
  readonly #seen = new BoundedMap<string, { readonly seen: Seen; readonly away: boolean }>(CHATS_KNOWN);

  constructor() {
    super('main');
    for (const step of Object.values<Dialog>(this.#steps)) this.addDialog(step);
  }

  protected override onBeginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#route(dc);
  }

  protected override onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#route(dc);
  }

  /** What was looked at before stays known while a form, or help, is shown. */
  #remember(turn: Turn, answer: Answer | undefined): void {
    const chat = chatOf(turn);
    const seen = answer?.seen ?? this.#seen.get(chat)?.seen;
    if (seen !== undefined && (seen.arg ?? '').length <= MAX_SEEN_ARG)
      this.#seen.set(chat, { seen, away: answer?.seen === undefined });
    else this.#seen.delete(chat);
  }

  /**
   * A release with one step more or less is no change to whoever is in a step: ids are stable and drafts are read
   * at the edge. The SDK would raise an event that fails here, for want of a telemetry client in a DialogSet.
   */
  protected override checkForVersionChange(): Promise<void> {
    return Promise.resolve();
  }

  /** As the SDK's own, with a {@link leanContext}. */
  override createChildContext(outer: DialogContext): DialogContext {
    const state = outer.activeDialog?.state as { dialogs?: Stack } | undefined;
    if (state === undefined) throw new Error('the main dialog is not on the stack');
    return leanContext(this.dialogs, outer, (state.dialogs ??= { dialogStack: [] }));
  }

  async #route(dc: DialogContext): Promise<DialogTurnResult> {
    // A dialog that a newer or older release does not know clears the stack; the cards show the domain's state.
    if (dc.stack.some(({ id }) => dc.dialogs.find(id) === undefined)) dc.stack.length = 0;
    const turn = turnOf(dc);
    const answer = await this.#answer(dc, turn);
    dc.context.turnState.set(ANSWER, answer);
    this.#remember(turn, answer);
    bound(dc);
    // Only drafts keep the main dialog on the stack.
    return { status: dc.stack.length === 0 ? DialogTurnStatus.complete : DialogTurnStatus.waiting };
  }

  #answer(dc: DialogContext, turn: Turn): Promise<Answer | undefined> {
    const { input } = turn;
    switch (input.kind) {
      case 'press':
        return this.#press(dc, turn, input);
      case 'text':
        return this.#text(dc, turn, input.text);
      case 'files':
        return this.#files(dc, turn, input);
      case 'mail':
        return this.#mail(dc, turn, input);
      case 'unreadable':
        return Promise.resolve(showUnreadable(park(dc, turn, true), input.what));
      case 'installed':
        return showHome(turn);
      default:
        return input satisfies never;
    }
  }

  async #press(dc: DialogContext, turn: Turn, press: Press): Promise<Answer | undefined> {
    const { verb, id: subject = '' } = press;
    if (turn.actor.permission === undefined) return showStranger(turn, verb);
    if (verb === 'cancel.now' || verb === 'cancel.later') return this.#cancel(dc, turn, press);
    const step = verb === undefined ? undefined : stepOf(verb);
    const said = readReference(press.arg);
    if (
      step !== undefined &&
      said !== undefined &&
      subject !== '' &&
      actOf(press.verb ?? 'home.open') === 'open'
    )
      return this.#said(dc, turn, step, subject, said);
    if (step !== undefined) return this.#step(dc, turn, step, { subject, press });
    const parking = park(dc, turn, verb !== undefined && ASIDE_VERBS.has(verb));
    return verb !== undefined && isViewVerb(verb)
      ? SHOWN[verb](parking, press)
      : unknownButton(parking, subject);
  }

  /** A step about a voucher of which a sentence said something: with its form filled in. */
  async #said(
    dc: DialogContext,
    turn: Turn,
    step: Step,
    subject: string,
    said: Reference,
  ): Promise<Answer | undefined> {
    const doc = await turn.desk.voucher(turn.unit, subject);
    const waiting = drafts(dc).find((one) => one.step === step && one.subject === subject)?.draft;
    const asks = step === 'handOver' ? step : ABOUT_A_VOUCHER.find((one) => one === step);
    const draft = doc === undefined || asks === undefined ? undefined : filled(asks, said, doc, waiting);
    if (draft !== undefined) takeOut(dc, step, subject);
    return this.#step(dc, turn, step, { subject, draft });
  }

  /**
   * The step with this subject: it goes on from its draft when that waits, on top or below, else it begins. One that
   * looks first leaves the draft where it is, unless it is asked for.
   */
  async #step(
    dc: DialogContext,
    turn: Turn,
    step: Step,
    { subject, press, draft, ledTo }: Beginning,
  ): Promise<Answer | undefined> {
    const { needs, looksFirst } = this.#steps[step];
    if (needs !== undefined && !may(turn.actor.permission, needs)) {
      const refusal = refuse({ why: 'permission', needs: MAY[needs] });
      return back(park(dc, turn), subject, await turn.refused(refusal));
    }
    const looks = looksFirst && draft === undefined && (press === undefined || isLook(press));
    const waiting = looks ? undefined : takeOut(dc, step, subject);
    const options = {
      turn: park(dc, turn),
      subject,
      press,
      draft: draft ?? waiting?.draft,
      ledTo,
    };
    return answerOf(await begin(dc, step, options));
  }

  async #text(dc: DialogContext, turn: Turn, text: string): Promise<Answer | undefined> {
    const spoken = languageAsked(text);
    if (spoken === 'which' && turn.actor.permission !== undefined)
      return this.#step(dc, turn, 'notifications', { subject: '' });
    if (spoken !== undefined && spoken !== 'which') return speakFromNowOn(park(dc, turn, true), spoken);
    const said = understand(text);
    if (turn.actor.permission === undefined) return showTypedStranger(turn, said);
    const list = isPasted(text) ? pastedList(text) : undefined;
    if (list !== undefined && may(turn.actor.permission, 'voucher.record'))
      return this.#sheet(dc, turn, list, '');
    // Whatever word it begins with: what was pasted below a word is not lost to it.
    const mail = isPasted(text) ? await turn.inSlices(readingMail(text, MAIL_NAMES)) : undefined;
    const pasted = mail && (await this.#pasted(dc, turn, text, mail));
    if (pasted !== undefined) return pasted;
    const unread = mail?.kind === 'notMail' ? mail : undefined;
    // "Voucher No …" at the head of a paper asks for no voucher.
    const meaning: Meaning =
      unread?.near !== undefined && said.kind === 'voucher' ? { kind: 'words', text } : said;
    switch (meaning.kind) {
      case 'view':
        if (meaning.view === 'cancel' || meaning.view === 'back' || meaning.view === 'later')
          return this.#leaveTyped(dc, turn, meaning.view);
        return TYPED[meaning.view](park(dc, turn, ASIDES.has(meaning.view)));
      case 'step':
        return this.#step(dc, turn, meaning.step, { subject: '' });
      case 'voucher':
        return this.#aboutVoucher(dc, turn, meaning, text, unread && { ...unread, text });
      case 'words':
        return this.#words(dc, turn, meaning.text, text, unread && { ...unread, text });
      default:
        return meaning satisfies never;
    }
  }

  /** A mail, with what the note above it asks for, or a table; undefined when it is neither. */
  #pasted(dc: DialogContext, turn: Turn, text: string, mail: MailReading): Promise<Answer | undefined> {
    return mail.kind === 'candidates'
      ? this.#mails(dc, turn, [{ text, mail, came: { way: 'pasted' } }])
      : this.#table(dc, turn, text);
  }

  /** Mails that were handed over together, as one draft, with what the note beside or above the only one asks for. */
  async #mails(
    dc: DialogContext,
    turn: Turn,
    read: readonly ReadMail[],
    note = '',
  ): Promise<Answer | undefined> {
    const reading = together(read);
    const [first] = reading.candidates;
    const [one] = read;
    if (first === undefined || one === undefined) return undefined;
    const subject = canonicalNumber(first.number.value);
    const noted = note === '' ? one.text : `${note}\n${one.text}`;
    const wants = read.length === 1 ? await turn.inSlices(coverNote(noted, one.mail)) : undefined;
    if (wants !== undefined && reading.candidates.length === 1) {
      const known = await turn.desk.voucher(turn.unit, subject);
      if (known !== undefined && ABOUT_ONE.has(wants)) {
        return this.#press(dc, turn, { kind: 'press', verb: wants, id: subject, inputs: {} });
      }
    }
    const numbers = reading.candidates.map(({ number }) => number.value);
    const lines = await turn.inSlices(keptLines(read.map(({ text }) => text).join('\n\n'), numbers));
    const draft: RecordDraft = {
      ...mailDraft(reading, takeOut(dc, 'record', subject)?.draft, lines),
      ...present({ wants }),
    };
    return this.#step(dc, turn, 'record', { subject, draft });
  }

  /** No command: an answer to the step on top, or what a voucher may be found by. */
  async #words(
    dc: DialogContext,
    turn: Turn,
    line: string,
    text: string,
    unread: Unread | undefined,
  ): Promise<Answer | undefined> {
    const answer = isLeft(dc) ? undefined : answerOf(await dc.continueDialog());
    if (answer !== undefined) return answer;
    const aside = park(dc, turn, true);
    const isSaid = isSentence(line);
    const otherwise = unread === undefined ? meantOtherwise(line) : undefined;
    if (otherwise?.isKnown === true) return this.#text(dc, turn, otherwise.text);
    if (!isSaid || mayBeName(line)) {
      const find = isSaid ? byCustomer : findVouchers;
      const found = await showFound(aside, line, await find(aside, line));
      if (found !== undefined) park(dc, turn);
      const shown = found ?? (isSaid ? undefined : this.#readMail(dc, turn, line));
      if (shown !== undefined) return shown;
    }
    if (otherwise !== undefined) {
      const meant = await understood(turn, otherwise.text, {});
      if (meant.kind === 'go') return this.#press(dc, turn, { kind: 'press', inputs: {}, ...meant.way });
    }
    const mayBeSaid = unread === undefined || (unread.near === undefined && text.length <= MAX_SENTENCE);
    const said = mayBeSaid ? await this.#sentence(dc, turn, text, { unread }) : undefined;
    return (
      said ?? (isSaid ? this.#readMail(dc, turn, line) : undefined) ?? this.#unknown(dc, turn, line, unread)
    );
  }

  /**
   * What a sentence leads to; undefined when it was not understood. Several lines of which one may hold a number that
   * was not read are rather a mail than a sentence, unless they are a comment by its command or hold the number of a
   * voucher that is known.
   */
  async #sentence(
    dc: DialogContext,
    turn: Turn,
    text: string,
    { begins, unread }: { readonly begins?: AboutVoucher; readonly unread: Unread | undefined },
  ): Promise<Answer | undefined> {
    const meant = await understood(turn, text, { at: this.#at(dc, turn), begins });
    const ways = meant.kind === 'go' ? [meant.way] : 'ways' in meant ? meant.ways : [];
    const isSaid = ways.some((way) => begins === 'comment' || isNumbered(way, text));
    if (!isSaid && (hasLinesAndNumbers(text) || (await this.#isMail(turn, unread)))) return undefined;
    switch (meant.kind) {
      case 'go': {
        const { verb, id, arg } = meant.way;
        return this.#press(dc, turn, { kind: 'press', verb, id, arg, inputs: {} });
      }
      case 'leave':
        return this.#leaveTyped(dc, turn, meant.how);
      case 'unknownNumber':
        return this.#readMail(dc, turn, meant.number) ?? nothingFound(park(dc, turn, true), meant.number);
      case 'unrelated':
        return showAsked(park(dc, turn, true), { kind: 'nothing', ways: [] });
      case 'nothing':
        return meant.ways.length === 0 ? undefined : showAsked(park(dc, turn, true), meant);
      case 'ask':
      case 'thanks':
      case 'access':
      case 'noneFits':
        return showAsked(park(dc, turn, true), meant);
      default:
        return meant satisfies never;
    }
  }

  /** The voucher that the person looks at, or whose form they are at. */
  #at(dc: DialogContext, turn: Turn): string | undefined {
    const top = isLeft(dc) ? undefined : drafts(dc).at(-1);
    if (top !== undefined && ABOUT_A_VOUCHER.some((asks) => asks === top.step)) return top.subject;
    const seen = this.#seen.get(chatOf(turn))?.seen;
    return seen?.verb === 'voucher.open' || seen?.verb === 'voucher.history' ? seen.id : undefined;
  }

  /**
   * Nothing answers to it: of a text that is long enough for a mail it is said what it seems to be, and where one of its
   * lines may hold a number, a person can say which; a number can be recorded, anything else was not understood.
   */
  async #unknown(dc: DialogContext, turn: Turn, line: string, unread: Unread | undefined): Promise<Shown> {
    if (unread !== undefined) {
      const subject = await this.#keptLines(dc, turn, unread);
      if (subject !== undefined || unread.near !== undefined || unread.isCut === true)
        return showUnread(turn, unread, { subject });
    }
    return numberToRecord(line) === undefined ? notUnderstood(turn) : nothingFound(turn, line);
  }

  /** A mail in which no voucher was read, by its name. */
  async #unread(dc: DialogContext, turn: Turn, unread: Unread, name = '…'): Promise<Shown> {
    const subject = await this.#keptLines(dc, turn, unread);
    return showUnread(park(dc, turn, true), unread, { subject, name });
  }

  /** Under what the lines of a text are kept of which a person can say that one is the number; undefined: none can be. */
  async #keptLines(dc: DialogContext, turn: Turn, unread: Unread): Promise<string | undefined> {
    const lines = await this.#linesOf(turn, unread);
    if (lines.length === 0) return undefined;
    const subject = newCommandId();
    keepUnread(dc, subject, present({ lines, isCut: unread.isCut }));
    return subject;
  }

  /** The lines of a text of which a person could say that one is the number, if they may record vouchers. */
  #linesOf(turn: Turn, unread: Unread): Promise<string[]> {
    return may(turn.actor.permission, 'voucher.record')
      ? turn.inSlices(unreadLines(unread))
      : Promise.resolve([]);
  }

  /** Whether a text without a voucher is of several lines of which one may be the number. */
  async #isMail(turn: Turn, unread: Unread | undefined): Promise<boolean> {
    if (unread === undefined) return false;
    return (await this.#linesOf(turn, unread)).filter((line) => line !== '').length > 1;
  }

  /** A pasted table with headers that mean the company; any table while one is waited for. */
  async #table(dc: DialogContext, turn: Turn, text: string): Promise<Answer | undefined> {
    if (!text.includes('\n')) return undefined;
    const isAwaited = dc.activeDialog?.id === 'import' && !isLeft(dc);
    const table = readTable(text, isKnownHeader);
    if (table.kind === 'problem') {
      return isAwaited ? fileDropped(park(dc, turn, true), turn.say('import.pasted'), table) : undefined;
    }
    const read = readCompanyTable(table, readCountry);
    return read.kind === 'unknown' && !isAwaited ? undefined : this.#companyTable(dc, turn, read);
  }

  /**
   * Mails, of all files together, or a table; what could not be used is said above. A file is fetched for who may do
   * something with it; of anybody else it costs nothing but the answer.
   */
  async #files(dc: DialogContext, turn: Turn, dropped: DroppedFiles): Promise<Answer | undefined> {
    const { permission } = turn.actor;
    if (permission === undefined) return showStranger(turn, undefined);
    const { files, left, text } = dropped;
    // A table is a list of vouchers, or the company's: which, only its header tells.
    const mayUse = { table: may(permission, 'voucher.record'), mail: may(permission, 'voucher.record') };
    const [only] = files;
    if (files.length === 1 && only?.holds === 'table' && !mayUse.table)
      return this.#step(dc, turn, 'import', { subject: '' });
    if (!mayUse.mail) return this.#step(dc, turn, 'record', { subject: '' });
    const { read, unread, table, unused, note } = await readFiles(turn, dropped, mayUse);
    const banner = unusedBanner(turn, unused, left);
    if (read.length > 0) return below(banner, await this.#mails(dc, turn, read, note));
    if (table !== undefined)
      return below(
        banner,
        isVoucherHeader(table.columns)
          ? await this.#sheet(dc, turn, table, only?.name ?? '')
          : may(permission, 'company.import')
            ? await this.#companyTable(dc, turn, readCompanyTable(table, readCountry))
            : await this.#step(dc, turn, 'import', { subject: '' }),
      );
    if (files.length === 1 && unread !== undefined) return this.#unread(dc, turn, unread, only?.name);
    return text === ''
      ? showUnused(park(dc, turn, true), unused, left)
      : below(banner, await this.#text(dc, turn, text));
  }

  /**
   * A mail that came by another way than the chat is read as a dropped one. Where the person is at a form, what came
   * waits below it: what they type next is meant for the form.
   */
  async #mail(
    dc: DialogContext,
    turn: Turn,
    { mail, way, handedBy }: ArrivedMail,
  ): Promise<Answer | undefined> {
    if (turn.actor.permission === undefined) return showStranger(turn, undefined);
    if (!may(turn.actor.permission, 'voucher.record')) return this.#step(dc, turn, 'record', { subject: '' });
    const top = dc.activeDialog;
    const at = isLeft(dc) ? undefined : (top?.state as Frame<object> | undefined);
    const before = { away: at?.away, left: at?.left };
    const answer = await this.#arrived(dc, turn, mail, present({ way, handedBy }));
    if (top !== undefined && at !== undefined && way === 'mailbox') {
      delete at.away;
      delete at.left;
      Object.assign(at, present(before));
      const place = dc.stack.indexOf(top);
      if (place >= 0) dc.stack.push(...dc.stack.splice(place, 1));
    }
    return answer;
  }

  async #arrived(
    dc: DialogContext,
    turn: Turn,
    mail: ArrivedMail['mail'],
    came: Came,
  ): Promise<Answer | undefined> {
    if ('problem' in mail) {
      const name = turn.say(`mail.way.${came.way}`);
      const content = { kind: 'mailProblem', problem: mail.problem } as const;
      return showUnused(park(dc, turn, true), [{ name, content, isMail: true }], 0);
    }
    const text = came.way === 'mailbox' ? withoutMailbox(mail.text) : mail.text;
    const read = await readText(
      turn,
      text,
      { ...came, ...present({ signedBy: mail.signedBy, signedFrom: mail.signedFrom }) },
      mail.isCut,
    );
    if (!hasVouchers(read)) return this.#unread(dc, turn, unreadOf(read), subjectOf(text));
    const isOwn = came.way === 'mailbox' && came.handedBy === undefined;
    return this.#mails(dc, turn, [isOwn ? withoutOwn(read, senderOf(text)) : read]);
  }

  /** A list of vouchers is kept, and looked at before anything is recorded. */
  async #sheet(dc: DialogContext, turn: Turn, table: Table, name: string): Promise<Answer | undefined> {
    // A part of it would look like all of it.
    if (table.more > 0)
      return fileDropped(park(dc, turn, true), name === '' ? turn.say('import.pasted') : name, {
        kind: 'problem',
        problem: 'tooManyRows',
      });
    return this.#step(dc, turn, 'sheet', { subject: keptSheet(turn, table, name) });
  }

  /** Each table waits for its own confirmation, under a name of its own. */
  #companyTable(dc: DialogContext, turn: Turn, table: CompanyTable): Promise<Answer | undefined> {
    const top = dc.activeDialog;
    // The card that asked for a table has got it.
    if (top?.id === 'import' && !('table' in (top.state as Frame<ImportDraft>).draft)) dc.stack.pop();
    const draft: ImportDraft = { table };
    return this.#step(dc, turn, 'import', { subject: newCommandId(), draft });
  }

  /** What a mail said, or somebody typed, of the voucher that is meant, when that waits to be recorded. */
  #readMail(dc: DialogContext, turn: Turn, typed: string): Promise<Answer | undefined> | undefined {
    for (const { step, subject, draft } of drafts(dc).toReversed()) {
      const number = step === 'record' ? spokenOf(draft, canonicalNumber(typed)) : undefined;
      if (number === undefined) continue;
      const { candidates = [] } = draft as RecordDraft;
      const isByMail = candidates.some((one) => numberOf(one) === number);
      return this.#step(dc, turn, 'record', { subject, ...(isByMail && { press: pickOf(number) }) });
    }
    return undefined;
  }

  async #aboutVoucher(
    dc: DialogContext,
    turn: Turn,
    { asks, about }: Extract<Meaning, { kind: 'voucher' }>,
    text: string,
    unread: Unread | undefined,
  ): Promise<Answer | undefined> {
    const isMail = await this.#isMail(turn, unread);
    if (!isMail && about === '' && (asks === 'redeem' || asks === 'claim'))
      return this.#step(dc, turn, asks, { subject: '' });
    if (about === '' || isSentence(about)) {
      const said = await this.#sentence(dc, turn, text, { begins: asks, unread });
      if (said !== undefined) return said;
    }
    if (!isMail && about === '') return showVouchers(park(dc, turn));
    const found = await findVouchers(turn, about);
    const [only] = found.docs;
    // A word, a year or a part of a number that its lines share with a voucher does not make them that voucher's.
    const isOther = isMail && !found.docs.some(({ state }) => holdsNumber(text, state.facts.number));
    if (isOther) return this.#unknown(dc, park(dc, turn, true), about, unread);
    if (only === undefined)
      return (
        this.#readMail(dc, turn, about) ??
        (await this.#sentence(dc, turn, text, { begins: asks, unread })) ??
        nothingFound(park(dc, turn, true), about)
      );
    const able = found.docs.filter((doc) => fits(asks, doc));
    if (found.docs.length > 1 && (able.length !== 1 || found.isMore)) {
      const arg = referenceArg({ number: about });
      return this.#press(dc, turn, { kind: 'press', verb: 'vouchers.choose', id: asks, arg, inputs: {} });
    }
    const parking = park(dc, turn);
    const subject = (able[0] ?? only).state.facts.number;
    if (asks === 'history') return showHistory(parking, { id: subject });
    return asks === 'plan' ? showPlan(parking, { id: subject }) : this.#step(dc, turn, asks, { subject });
  }

  /**
   * The step of the pressed card ends, wherever the person is; with Later what the bot has seen of it waits. They see
   * what the step was about, never the form of something else.
   */
  async #cancel(dc: DialogContext, turn: Turn, { verb, id = '', arg = '' }: Press): Promise<Answer> {
    const step = isStep(arg) ? arg : undefined;
    const isLater = verb === 'cancel.later';
    const waits =
      isLater &&
      drafts(dc).some((one) => one.step === step && one.subject === id && Object.keys(one.draft).length > 0);
    if (step !== undefined && !waits) takeOut(dc, step, id);
    const said = waits ? 'cancelled.later' : isLater ? 'cancelled.laterEmpty' : 'cancelled';
    return this.#leave(park(dc, turn), step, id, turn.good(turn.say(said)));
  }

  /**
   * "Cancel" ends the step that the person is at and shows what it was about; "later" lets it wait as the button does;
   * "back" leads to it from help. Forms that were left are not walked through: home offers them. Without a form the
   * person stays at what they look at.
   */
  async #leaveTyped(
    dc: DialogContext,
    turn: Turn,
    how: 'cancel' | 'back' | 'later',
  ): Promise<Answer | undefined> {
    const top = drafts(dc).at(-1);
    if (top === undefined || isLeft(dc)) return this.#stay(dc, turn, how);
    const { step, subject, ledTo } = top;
    if (how === 'later')
      return this.#cancel(dc, turn, {
        kind: 'press',
        verb: 'cancel.later',
        id: subject,
        arg: step,
        inputs: {},
      });
    if (how === 'back' && top.away === true) return this.#step(dc, turn, step, { subject, ledTo });
    dc.stack.pop();
    return this.#leave(park(dc, turn), step, subject, turn.good(turn.say('cancelled')));
  }

  /** No form to leave: what the person looks at is shown again, and "back" from help leads to it. */
  async #stay(dc: DialogContext, turn: Turn, how: 'cancel' | 'back' | 'later'): Promise<Answer | undefined> {
    const { seen, away } = this.#seen.get(chatOf(turn)) ?? { seen: undefined, away: false };
    const banner: Banner = { text: turn.say(`cancelled.nothing.${how}`), style: 'accent' };
    if (seen === undefined) return showHome(park(dc, turn), banner);
    const shown = await this.#press(dc, turn, { kind: 'press', ...seen, inputs: {} });
    return shown === undefined || (how === 'back' && away)
      ? shown
      : { ...shown, card: withBanner(shown.card, banner) };
  }

  async #leave(turn: Turn, step: Step | undefined, subject: string, banner: Banner): Promise<Answer> {
    const seen = step === undefined ? undefined : await this.#steps[step].leave(turn, subject, banner);
    return seen ?? back(turn, subject, banner);
  }
}

/** Whether a way leads to a voucher that is known by its number, and the text holds that. */
function isNumbered({ verb, id }: Meant, text: string): boolean {
  const isAboutOne = verb === 'voucher.open' || ABOUT_ONE.has(verb);
  return isAboutOne && id !== undefined && holdsNumber(text, id);
}

function holdsNumber(text: string, number: string): boolean {
  return canonicalNumber(text).includes(number);
}

/** Several lines with a number among them: a paper rather than what somebody asks for. */
function hasLinesAndNumbers(text: string): boolean {
  return /\S\s*\n\s*\S/u.test(text) && /\p{N}{3}/u.test(text);
}

/** Nobody let them in: the little that everybody may see, and a way to ask. */
function showStranger(turn: Turn, verb: Verb | undefined): Promise<Shown> {
  turn.deny();
  if (verb === 'people.ask') return ask(turn);
  if (verb === 'about.open') return showAbout(turn);
  return verb === 'help.open' ? showHelp(turn) : showHome(turn);
}

function showTypedStranger(turn: Turn, meaning: Meaning): Promise<Shown> {
  turn.deny();
  const view = meaning.kind === 'view' ? meaning.view : 'home';
  const open = view === 'about' || view === 'help' || view === 'ask' || view === 'admin';
  return open ? TYPED[view](turn) : showHome(turn);
}

/** A verb that no card of ours has: changes nothing, shows where things stand. */
function unknownButton(turn: Turn, subject: string): Promise<Shown> {
  return back(turn, subject, { text: turn.say('refused.unknownButton'), style: 'warning' });
}

/** Whether a press asks to see what a step is about, and neither for an act of it nor for its draft. */
function isLook({ verb, arg }: Press): boolean {
  const act = verb === undefined ? undefined : actOf(verb);
  return (act === 'open' || act === 'list') && arg !== CONTINUE;
}

/** The voucher that something was about, else home. */
async function back(turn: Turn, subject: string, banner?: Banner): Promise<Shown> {
  const known = subject === '' ? undefined : await turn.desk.voucher(turn.unit, subject);
  return known === undefined ? showHome(turn, banner) : showVoucher(turn, subject, banner);
}

/** Whose turn it is: each has one chat with the bot. */
function chatOf({ unit, actor }: Turn): string {
  return `${unit.tenantId} ${actor.id}`;
}
