import {
  ComponentDialog,
  type Dialog,
  DialogTurnStatus,
  type DialogContext,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import type { Banner } from '../cards/kit/template.ts';
import { isStep, isViewVerb, stepOf, type Step, type Verb, type ViewVerb } from '../cards/verbs.ts';
import { readCompanyTable, type CompanyTable } from '../domain/company/tables.ts';
import { readTable } from '../domain/csv-table.ts';
import { readMail } from '../domain/mail/read-mail.ts';
import { MAY, may } from '../domain/people/permissions.ts';
import { refuse } from '../domain/refusal.ts';
import { canonicalNumber } from '../domain/voucher/number.ts';
import { ClaimDialog } from './claim/claim.ts';
import { showClaim, showClaims } from './claim/claims.ts';
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
import { readCountry } from './inputs.ts';
import { mailDraft } from './mail/candidate.ts';
import { MAIL_NAMES } from './mail/names.ts';
import { NotificationsDialog } from './notices/notifications.ts';
import { ask, PeopleDialog } from './people/people.ts';
import {
  ANSWER,
  answerOf,
  begin,
  takeOut,
  turnOf,
  type Answer,
  type Frame,
  type Shown,
  type StepDialog,
} from './step.ts';
import type { Input, Parked, Press, Turn } from './turn.ts';
import { understand, type Meaning, type View } from './understand.ts';
import { showAssign } from './voucher/assign.ts';
import { CorrectDialog } from './voucher/correct.ts';
import { LoseDialog } from './voucher/lose.ts';
import { RecordDialog } from './voucher/record.ts';
import { RedeemDialog } from './voucher/redeem.ts';
import { ReleaseDialog } from './voucher/release.ts';
import { ReportDialog } from './voucher/report.ts';
import { RescheduleDialog } from './voucher/reschedule.ts';
import { ReserveDialog } from './voucher/reserve.ts';
import { showHistory, showVoucher } from './voucher/voucher.ts';
import { findVouchers, nothingFound, showFound, showVouchers } from './voucher/vouchers.ts';

/** Drafts that wait at most; the oldest goes first. */
const MAX_PARKED = 5;

/** A dialog for each step. */
export type StepDialogs = { readonly [S in Step]: Dialog & Pick<StepDialog<S, never>, 'step' | 'needs'> };

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
    notifications: new NotificationsDialog('notifications'),
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
  'voucher.open': (turn, { id = '' }) => showVoucher(turn, id),
  'voucher.history': (turn, { id = '' }) => showHistory(turn, id),
  'claims.open': showClaims,
  'claims.one': (turn, { id = '' }) => showClaim(turn, id),
};

/** What typed words show. */
const TYPED: Readonly<Record<Exclude<View, 'cancel' | 'back'>, (turn: Turn) => Promise<Shown>>> = {
  home: showHome,
  vouchers: showVouchers,
  claims: showClaims,
  newVoucher: showAssign,
  next: showNext,
  help: showHelp,
  about: showAbout,
  admin: showAbout,
  ask,
};

/** What a step begins with. */
interface Beginning {
  readonly subject: string;
  readonly press?: Press;
  readonly draft?: object | undefined;
}

/**
 * Chooses the step. The pressed card's verb and id decide, wherever the person was: the same step and id
 * goes on, another one parks the active draft. Help, about, home, cancel and back work anywhere.
 */
export class MainDialog extends ComponentDialog {
  readonly #steps = stepDialogs();

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

  async #route(dc: DialogContext): Promise<DialogTurnResult> {
    // A dialog that a newer or older release does not know clears the stack; the cards show the domain's state.
    if (dc.stack.some(({ id }) => dc.dialogs.find(id) === undefined)) dc.stack.length = 0;
    dc.context.turnState.set(ANSWER, await this.#answer(dc, turnOf(dc)));
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
      case 'file':
        return this.#file(dc, turn, input);
      case 'unreadable':
        return Promise.resolve(showUnreadable(park(dc, turn), input.what));
      case 'installed':
        return showHome(turn);
      default:
        return input satisfies never;
    }
  }

  async #press(dc: DialogContext, turn: Turn, press: Press): Promise<Answer | undefined> {
    const { verb, id: subject = '' } = press;
    if (turn.actor.permission === undefined) return showStranger(turn, verb);
    if (verb === 'cancel.now') return this.#cancel(dc, turn, { step: press.arg, subject });
    const step = verb === undefined ? undefined : stepOf(verb);
    if (step !== undefined) return this.#step(dc, turn, step, { subject, press });
    const parking = park(dc, turn);
    return verb !== undefined && isViewVerb(verb)
      ? SHOWN[verb](parking, press)
      : unknownButton(parking, subject);
  }

  /** The step with this subject: it goes on from its draft when that waits, on top or below, else it begins. */
  async #step(
    dc: DialogContext,
    turn: Turn,
    step: Step,
    { subject, press, draft }: Beginning,
  ): Promise<Answer | undefined> {
    const { needs } = this.#steps[step];
    if (needs !== undefined && !may(turn.actor.permission, needs)) {
      const refusal = refuse({ why: 'permission', needs: MAY[needs] });
      return back(park(dc, turn), subject, await turn.refused(refusal));
    }
    const waiting = takeOut(dc, step, subject);
    if (dc.stack.length >= MAX_PARKED) dc.stack.shift();
    const options = { turn: park(dc, turn), subject, press, draft: draft ?? waiting?.draft };
    return answerOf(await begin(dc, step, options));
  }

  async #text(dc: DialogContext, turn: Turn, text: string): Promise<Answer | undefined> {
    const meaning = understand(text);
    if (turn.actor.permission === undefined) return showTypedStranger(turn, meaning);
    switch (meaning.kind) {
      case 'view':
        if (meaning.view === 'cancel' || meaning.view === 'back') return this.#cancel(dc, turn);
        return TYPED[meaning.view](park(dc, turn));
      case 'step':
        return this.#step(dc, turn, meaning.step, { subject: '' });
      case 'voucher':
        return this.#aboutVoucher(dc, turn, meaning);
      case 'words':
        return this.#words(dc, turn, text, meaning.text);
      default:
        return meaning satisfies never;
    }
  }

  /** No command: a pasted mail or table, an answer to the step on top, or what a voucher may be found by. */
  async #words(dc: DialogContext, turn: Turn, text: string, line: string): Promise<Answer | undefined> {
    const mail = readMail(text, MAIL_NAMES);
    if (mail.kind === 'candidates') {
      const [first] = mail.candidates;
      const subject = canonicalNumber(first?.number.value ?? '');
      return this.#anew(dc, turn, 'record', { subject, draft: mailDraft(mail.candidates) });
    }
    const answer =
      (await this.#table(dc, turn, text)) ??
      (dc.activeDialog === undefined ? undefined : answerOf(await dc.continueDialog()));
    if (answer !== undefined) return answer;
    const parking = park(dc, turn);
    return (await showFound(parking, line)) ?? notUnderstood(parking);
  }

  /** A pasted table with headers that mean the company; any table while one is waited for. */
  async #table(dc: DialogContext, turn: Turn, text: string): Promise<Answer | undefined> {
    if (!text.includes('\n')) return undefined;
    const isAwaited = dc.activeDialog?.id === 'import';
    const table = readTable(text);
    if (table.kind === 'problem') {
      return isAwaited ? fileDropped(park(dc, turn), turn.say('import.pasted'), table) : undefined;
    }
    const read = readCompanyTable(table, readCountry);
    return read.kind === 'unknown' && !isAwaited ? undefined : this.#companyTable(dc, turn, read);
  }

  async #file(
    dc: DialogContext,
    turn: Turn,
    { name, content }: Extract<Input, { kind: 'file' }>,
  ): Promise<Answer | undefined> {
    return content.kind !== 'table' || turn.actor.permission === undefined
      ? fileDropped(park(dc, turn), name, content)
      : this.#companyTable(dc, turn, readCompanyTable(content, readCountry));
  }

  #companyTable(dc: DialogContext, turn: Turn, table: CompanyTable): Promise<Answer | undefined> {
    return this.#anew(dc, turn, 'import', { subject: '', draft: { table } satisfies ImportDraft });
  }

  /** The step from its beginning, whatever its draft was. */
  #anew(dc: DialogContext, turn: Turn, step: Step, beginning: Beginning): Promise<Answer | undefined> {
    takeOut(dc, step, beginning.subject);
    return this.#step(dc, turn, step, beginning);
  }

  async #aboutVoucher(
    dc: DialogContext,
    turn: Turn,
    { asks, about }: Extract<Meaning, { kind: 'voucher' }>,
  ): Promise<Answer | undefined> {
    if (about === '') {
      if (asks === 'redeem' || asks === 'claim') return this.#step(dc, turn, asks, { subject: '' });
      return showVouchers(park(dc, turn));
    }
    const docs = await findVouchers(turn, about);
    const [only] = docs;
    const parking = park(dc, turn);
    if (only === undefined) return nothingFound(turn, about);
    if (docs.length > 1) return (await showFound(parking, about)) ?? notUnderstood(turn);
    const subject = only.state.facts.number;
    return asks === 'history' ? showHistory(parking, subject) : this.#step(dc, turn, asks, { subject });
  }

  /**
   * Back where it was, nothing lost: the step that something else was shown above, the draft below, else the
   * voucher that the step was about, else home. A pressed card names what it is about, wherever the person is.
   */
  async #cancel(
    dc: DialogContext,
    turn: Turn,
    pressed?: { readonly step: string | undefined; readonly subject: string },
  ): Promise<Answer | undefined> {
    const top = drafts(dc).at(-1);
    if (pressed === undefined && top?.away === true) {
      dc.stack.pop();
      return answerOf(await begin(dc, top.step, { turn, subject: top.subject, draft: top.draft }));
    }
    const cancelled = turn.good(turn.say('cancelled'));
    if (pressed !== undefined && (top?.step !== pressed.step || top?.subject !== pressed.subject)) {
      if (pressed.step !== undefined) takeOut(dc, pressed.step, pressed.subject);
      return back(park(dc, turn), pressed.subject, cancelled);
    }
    dc.stack.pop();
    const below = drafts(dc).at(-1);
    if (below !== undefined) return this.#step(dc, turn, below.step, { subject: below.subject });
    return top === undefined ? back(turn, '') : back(turn, top.subject, cancelled);
  }
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

/** The voucher that something was about, else home. */
async function back(turn: Turn, subject: string, banner?: Banner): Promise<Shown> {
  const known = subject === '' ? undefined : await turn.desk.voucher(turn.unit, subject);
  return known === undefined ? showHome(turn, banner) : showVoucher(turn, subject, banner);
}

/** The drafts on the stack, the newest last. */
function drafts(dc: DialogContext): readonly (Frame<object> & Parked)[] {
  return dc.stack.flatMap(({ id, state }) => (isStep(id) ? [{ ...(state as Frame<object>), step: id }] : []));
}

/** The turn with the drafts that wait now: something else than the newest is going to be shown. */
function park(dc: DialogContext, turn: Turn): Turn {
  const top = dc.stack.at(-1)?.state as Frame<object> | undefined;
  if (top !== undefined) top.away = true;
  return turn.withParked(drafts(dc).map(({ step, subject }) => ({ step, subject })));
}
