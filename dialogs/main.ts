import {
  ComponentDialog,
  DialogTurnStatus,
  type DialogContext,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import type { Banner } from '../cards/kit/elements.ts';
import { readCompanyTable } from '../domain/company/tables.ts';
import { readTable } from '../domain/csv-table.ts';
import { readMail } from '../domain/mail/read-mail.ts';
import { MAY, may } from '../domain/people/permissions.ts';
import { refuse } from '../domain/refusal.ts';
import { showAssign } from './voucher/assign.ts';
import { ClaimDialog } from './claim/claim.ts';
import { showClaim, showClaims } from './claim/claims.ts';
import { RegisterDialog } from './claim/register.ts';
import { SettleDialog } from './claim/settle.ts';
import { CompanyDialog } from './company/company.ts';
import { EligibilityDialog, EnrolDialog } from './company/eligibility.ts';
import { ImportDialog } from './company/import.ts';
import { readCountry } from './inputs.ts';
import { fileDropped, notUnderstood, showAbout, showHelp, showHome, showNext } from './home.ts';
import { ask, PeopleDialog } from './people/people.ts';
import { NotificationsDialog } from './notices/notifications.ts';
import { MAIL_NAMES, RecordDialog } from './voucher/record.ts';
import { ProfileDialog } from './company/profile.ts';
import { RedeemDialog } from './voucher/redeem.ts';
import { ReserveDialog } from './voucher/reserve.ts';
import { SetUpDialog } from './company/set-up.ts';
import { bringUp, reopen, turnOf, type Reply, type StepDialog } from './step.ts';
import { CorrectDialog } from './voucher/correct.ts';
import { LoseDialog } from './voucher/lose.ts';
import { ReleaseDialog } from './voucher/release.ts';
import { ReportDialog } from './voucher/report.ts';
import { RescheduleDialog } from './voucher/reschedule.ts';
import type { Input, Press, Turn } from './turn.ts';
import { understand, type Meaning, type View } from './understand.ts';
import { canonicalNumber } from '../domain/voucher/number.ts';
import { findVouchers, nothingFound, showFound, showVouchers } from './voucher/vouchers.ts';
import { showHistory, showVoucher } from './voucher/voucher.ts';

/** Drafts that wait at most; the oldest goes first. */
const MAX_PARKED = 5;

interface Waiting {
  subject: string;
  /** Something else was shown since: going back leads to this step. */
  away?: boolean;
}

/**
 * Chooses the step. The pressed card's verb and id decide, wherever the person was: the same step and id
 * goes on, another one parks the active draft. Help, about, home, cancel and back work anywhere.
 */
export class MainDialog extends ComponentDialog {
  constructor() {
    super('main');
    for (const step of [
      new SetUpDialog(),
      new PeopleDialog(),
      new RecordDialog(),
      new ReserveDialog(),
      new ReleaseDialog(),
      new LoseDialog(),
      new RescheduleDialog(),
      new ReportDialog(),
      new RedeemDialog(),
      new ClaimDialog(),
      new SettleDialog(),
      new RegisterDialog(),
      new CorrectDialog(),
      new CompanyDialog(),
      new EligibilityDialog(),
      new EnrolDialog(),
      new ProfileDialog(),
      new ImportDialog(),
      new NotificationsDialog(),
    ]) {
      this.addDialog(step);
    }
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
    const turn = turnOf(dc);
    const { input } = turn;
    switch (input.kind) {
      case 'press':
        await this.#press(dc, turn, input);
        break;
      case 'text':
        await this.#text(dc, turn, input.text);
        break;
      case 'file':
        await this.#file(dc, turn, input);
        break;
      case 'installed':
        show(turn, await showHome(turn));
        break;
      default:
        input satisfies never;
    }
    // Only drafts keep the main dialog on the stack.
    return { status: dc.stack.length === 0 ? DialogTurnStatus.complete : DialogTurnStatus.waiting };
  }

  async #press(dc: DialogContext, turn: Turn, press: Press): Promise<void> {
    if (turn.actor.permission === undefined) return this.#stranger(turn, press);
    if (press.step === 'cancel') return this.#cancel(dc, turn, { step: press.arg, subject: press.id ?? '' });
    const subject = press.id ?? '';
    if (dc.dialogs.find(press.step) !== undefined) return this.#step(dc, turn, press.step, subject, press);
    park(dc, turn);
    show(turn, await this.#view(turn, press));
  }

  #view(turn: Turn, press: Press): Promise<Reply> {
    const id = press.id ?? '';
    switch (press.step) {
      case 'home':
        return press.act === 'next' ? showNext(turn) : showHome(turn, undefined, press.act === 'look');
      case 'help':
        return showHelp(turn);
      case 'about':
        return showAbout(turn);
      case 'assign':
        return showAssign(turn, press);
      case 'vouchers':
        return showVouchers(turn, press);
      case 'voucher':
        return press.act === 'history' ? showHistory(turn, id) : showVoucher(turn, id);
      case 'claims':
        return press.act === 'one' ? showClaim(turn, id) : showClaims(turn);
      default:
        return unknownButton(turn, id);
    }
  }

  /** The step with this subject: on top already, waiting below, or begun now. */
  async #step(dc: DialogContext, turn: Turn, step: string, subject: string, press?: Press): Promise<void> {
    const dialog = dc.dialogs.find(step) as StepDialog<object>;
    if (press !== undefined && press.act !== 'open' && !dialog.acts.includes(press.act)) {
      park(dc, turn);
      return show(turn, await unknownButton(turn, subject));
    }
    const { needs } = dialog;
    if (needs !== undefined && !may(turn.actor.permission, needs)) {
      const who = MAY[needs];
      const refusal = refuse({ why: 'permission', needs: who === 'everyone' ? [] : who });
      park(dc, turn);
      return show(turn, await back(turn, subject, await turn.notice(refusal)));
    }
    const waits = bringUp(dc, step, subject);
    const waiting = waits ? dc.stack.pop() : undefined;
    if (dc.stack.length >= MAX_PARKED) dc.stack.shift();
    park(dc, turn);
    if (waiting === undefined) {
      await dc.beginDialog(
        step,
        press === undefined || press.act === 'open' ? { subject } : { subject, press },
      );
      return;
    }
    dc.stack.push(waiting);
    await (press === undefined ? reopen(dc) : dc.continueDialog());
  }

  async #text(dc: DialogContext, turn: Turn, text: string): Promise<void> {
    const meaning = understand(text);
    if (turn.actor.permission === undefined) return this.#strangerText(turn, meaning);
    if (meaning.kind === 'view') return this.#typedView(dc, turn, meaning.view);
    if (meaning.kind === 'step') return this.#typedStep(dc, turn, meaning);
    const mail = readMail(text, MAIL_NAMES);
    if (mail.kind === 'candidates') {
      turn.mail = mail.candidates;
      const [first] = mail.candidates;
      return this.#mail(dc, turn, canonicalNumber(first?.number.value ?? ''));
    }
    if (await this.#table(dc, turn, text)) return;
    if (dc.activeDialog !== undefined) {
      await dc.continueDialog();
      if (turn.card !== undefined) return;
    }
    park(dc, turn);
    show(turn, (await showFound(turn, meaning.text)) ?? notUnderstood(turn));
  }

  /** A pasted table with headers that mean the company; any table while one is waited for. */
  async #table(dc: DialogContext, turn: Turn, text: string): Promise<boolean> {
    if (!text.includes('\n')) return false;
    const table = readTable(text);
    if (table.kind === 'problem') {
      if (dc.activeDialog?.id !== 'import') return false;
      park(dc, turn);
      show(turn, fileDropped(turn, turn.say('import.pasted'), table));
      return true;
    }
    const read = readCompanyTable(table, readCountry);
    if (read.kind === 'unknown' && dc.activeDialog?.id !== 'import') return false;
    turn.table = read;
    await this.#reopened(dc, turn, 'import', '');
    return true;
  }

  async #file(dc: DialogContext, turn: Turn, input: Extract<Input, { kind: 'file' }>): Promise<void> {
    const { content } = input;
    if (content.kind !== 'table' || turn.actor.permission === undefined) {
      park(dc, turn);
      return show(turn, fileDropped(turn, input.name, content));
    }
    turn.table = readCompanyTable(content, readCountry);
    await this.#reopened(dc, turn, 'import', '');
  }

  /** The step from its beginning, whatever its draft was. */
  async #reopened(dc: DialogContext, turn: Turn, step: string, subject: string): Promise<void> {
    const at = dc.stack.findIndex(({ id, state }) => id === step && (state as Waiting).subject === subject);
    if (at >= 0) dc.stack.splice(at, 1);
    await this.#step(dc, turn, step, subject);
  }

  /** A mail is only ever shown; the same mail again goes on where its card was. */
  async #mail(dc: DialogContext, turn: Turn, subject: string): Promise<void> {
    await this.#reopened(dc, turn, 'record', subject);
  }

  async #typedView(dc: DialogContext, turn: Turn, view: View): Promise<void> {
    if (view === 'cancel' || view === 'back') return this.#cancel(dc, turn);
    if (isStep(view)) return this.#step(dc, turn, view, '');
    park(dc, turn);
    show(turn, await shown(turn, view));
  }

  async #typedStep(
    dc: DialogContext,
    turn: Turn,
    { step, about }: Extract<Meaning, { kind: 'step' }>,
  ): Promise<void> {
    if (about === '') {
      if (step === 'redeem' || step === 'claim') return this.#step(dc, turn, step, '');
      park(dc, turn);
      show(turn, await showVouchers(turn));
      return;
    }
    const docs = await findVouchers(turn, about);
    const [only] = docs;
    park(dc, turn);
    if (only === undefined) show(turn, nothingFound(turn, about));
    else if (docs.length > 1) show(turn, (await showFound(turn, about)) ?? notUnderstood(turn));
    else if (step === 'history') show(turn, await showHistory(turn, only.state.facts.number));
    else await this.#step(dc, turn, step, only.state.facts.number);
  }

  /**
   * Back where it was, nothing lost: the step that something else was shown above, the draft below, else the
   * voucher that the step was about, else home. A pressed card names what it is about, wherever the person is.
   */
  async #cancel(
    dc: DialogContext,
    turn: Turn,
    pressed?: { readonly step: string | undefined; readonly subject: string },
  ): Promise<void> {
    const on = dc.stack.at(-1)?.state as Waiting | undefined;
    if (pressed === undefined && on?.away === true) {
      await reopen(dc);
      return;
    }
    const at = dc.stack.findLastIndex(
      ({ id, state }) => id === pressed?.step && (state as Waiting).subject === pressed.subject,
    );
    if (pressed !== undefined && (at < 0 || at !== dc.stack.length - 1)) {
      if (at >= 0) dc.stack.splice(at, 1);
      park(dc, turn);
      return show(turn, await back(turn, pressed.subject, turn.good(turn.say('cancelled'))));
    }
    const top = dc.stack.pop();
    const below = dc.stack.at(-1);
    const subject = (top?.state as Waiting | undefined)?.subject ?? '';
    if (top !== undefined && below !== undefined) {
      return this.#step(dc, turn, below.id, (below.state as Waiting).subject);
    }
    show(turn, await back(turn, subject, top === undefined ? undefined : turn.good(turn.say('cancelled'))));
  }

  async #stranger(turn: Turn, press: Press): Promise<void> {
    turn.isDenied = true;
    if (press.step === 'people' && press.act === 'ask') {
      return show(turn, await ask(turn));
    }
    show(
      turn,
      press.step === 'about'
        ? await showAbout(turn)
        : press.step === 'help'
          ? await showHelp(turn)
          : await showHome(turn),
    );
  }

  async #strangerText(turn: Turn, meaning: Meaning): Promise<void> {
    turn.isDenied = true;
    const view = meaning.kind === 'view' ? meaning.view : 'home';
    const open = view === 'about' || view === 'help' || view === 'ask' || view === 'admin';
    show(turn, open ? await shown(turn, view) : await showHome(turn));
  }
}

/** Words that begin a step. */
const STEP_VIEWS = [
  'people',
  'setUp',
  'company',
  'eligibility',
  'enrol',
  'profile',
  'notifications',
] as const;
type StepView = (typeof STEP_VIEWS)[number];

function isStep(view: View): view is StepView {
  return (STEP_VIEWS as readonly View[]).includes(view);
}

function shown(turn: Turn, view: Exclude<View, 'cancel' | 'back' | StepView>): Promise<Reply> {
  switch (view) {
    case 'home':
      return showHome(turn);
    case 'vouchers':
      return showVouchers(turn);
    case 'claims':
      return showClaims(turn);
    case 'newVoucher':
      return showAssign(turn);
    case 'next':
      return showNext(turn);
    case 'help':
      return showHelp(turn);
    case 'about':
    case 'admin':
      return showAbout(turn);
    case 'ask':
      return ask(turn);
    default:
      return view satisfies never;
  }
}

/** A verb that no card of ours has: changes nothing, shows where things stand. */
function unknownButton(turn: Turn, subject: string): Promise<Reply> {
  return back(turn, subject, { text: turn.say('refused.unknownButton'), style: 'warning' });
}

/** The voucher that something was about, else home. */
async function back(turn: Turn, subject: string, banner?: Banner): Promise<Reply> {
  const known = subject === '' ? undefined : await turn.desk.voucher(turn.unit, subject);
  return known === undefined ? showHome(turn, banner) : showVoucher(turn, subject, banner);
}

function show(turn: Turn, reply: Reply): void {
  if ('card' in reply) turn.card = reply.card;
}

/** Tells the turn which drafts wait, so that its card can offer to go back to the newest. */
function park(dc: DialogContext, turn: Turn): void {
  const top = dc.stack.at(-1)?.state as Waiting | undefined;
  if (top !== undefined) top.away = true;
  turn.parked = dc.stack.map(({ id, state }) => ({ step: id, subject: (state as Waiting).subject }));
}
