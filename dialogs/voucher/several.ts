import { z } from 'zod';
import type { Banner } from '../../cards/kit/template.ts';
import { readFilter } from '../../cards/voucher/list-filter.ts';
import { severalCard } from '../../cards/voucher/several.ts';
import { LISTS, PAGE_SIZE } from '../../cards/voucher/vouchers.ts';
import { isFew, openPage, orFirst } from '../../domain/desk/open-work.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import { MAX_BULK, type BulkDocument, type VoucherDocument } from '../../domain/store/documents.ts';
import type { Query } from '../../domain/store/ports.ts';
import { idsInput, readInputs } from '../inputs.ts';
import { StepDialog, type Answer, type Frame, type Handles, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { vouchersOf } from '../takeout/listed.ts';
import { chosenForBulk } from './bulk.ts';
import { filteredPage } from './filtered.ts';
import { showVouchers, statusPage } from './vouchers.ts';

interface SeveralDraft {
  /** Numbers, of all pages. */
  chosen?: string[];
  /** Those of the page that was shown last, and where it begins. */
  shown?: string[];
  from?: string | undefined;
  /** All of the list were chosen. */
  isAll?: boolean;
}

const inputsSchema = z.strictObject({ vouchers: idsInput });

/**
 * Several vouchers of a list are chosen, over its pages or all that it lets through, and then changed together. The
 * subject is the list's reference, as its own buttons carry it.
 */
export class SeveralDialog extends StepDialog<'several', SeveralDraft> {
  override readonly needs = 'voucher.void';

  protected readonly handles: Handles<'several', SeveralDraft> = {
    page: (turn, frame, press) => this.#took(turn, frame, press, () => this.#show(turn, frame, press.arg)),
    all: (turn, frame, press) => this.#took(turn, frame, press, () => this.#all(turn, frame)),
    none: (turn, frame) => {
      frame.draft = { ...frame.draft, chosen: [], isAll: false };
      return this.#show(turn, frame, frame.draft.from);
    },
    handOver: (turn, frame, press) =>
      this.#took(turn, frame, press, () => this.#go(turn, frame, { type: 'handOver' })),
    void: (turn, frame, press) =>
      this.#took(turn, frame, press, () => this.#go(turn, frame, { type: 'void' })),
    takeOut: (turn, frame, press) => this.#took(turn, frame, press, () => this.#takeOut(turn, frame)),
  };

  protected open(turn: Turn, frame: Frame<SeveralDraft>): Promise<Reply> {
    return this.#show(turn, frame, frame.draft.from);
  }

  override leave(turn: Turn, subject: string, _banner: Banner): Promise<Answer> {
    return showVouchers(turn, { kind: 'press', verb: 'vouchers.page', id: subject, inputs: {} });
  }

  async #show(
    turn: Turn,
    frame: Frame<SeveralDraft>,
    from: string | undefined,
    refusal?: Refusal,
  ): Promise<Reply> {
    const { docs, next } = await orFirst((page) => pageOfList(turn, frame.subject, page), from);
    const { chosen = [], isAll = false } = frame.draft;
    frame.draft = { ...frame.draft, from, shown: docs.map(({ state }) => state.facts.number) };
    const card = severalCard(turn.actor, {
      list: frame.subject,
      docs,
      chosen,
      isAll,
      next,
      isFirst: from === undefined,
      banner: await turn.refused(refusal),
    });
    return { card, waits: true };
  }

  /** What is chosen on a page takes the place of what was chosen there; an older page only adds to it. */
  async #took(
    turn: Turn,
    frame: Frame<SeveralDraft>,
    press: Press,
    then: () => Promise<Reply>,
  ): Promise<Reply> {
    const inputs = readInputs(inputsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#show(turn, frame, frame.draft.from, inputs);
    const { chosen = [], shown = [] } = frame.draft;
    const isShown = new Set(shown);
    const isOlder = inputs.vouchers.some((number) => !isShown.has(number));
    const kept = isOlder ? chosen : chosen.filter((number) => !isShown.has(number));
    const all = [...new Set([...kept, ...inputs.vouchers])].slice(0, MAX_BULK);
    frame.draft = {
      ...frame.draft,
      chosen: all,
      isAll: frame.draft.isAll === true && all.length >= chosen.length,
    };
    return then();
  }

  /** All that the list lets through, as many as one go takes. */
  async #all(turn: Turn, frame: Frame<SeveralDraft>): Promise<Reply> {
    const chosen = new Set(frame.draft.chosen);
    for await (const docs of vouchersOf(turn, { of: 'list', ref: frame.subject })) {
      for (const { state } of docs) chosen.add(state.facts.number);
      if (chosen.size >= MAX_BULK) break;
    }
    frame.draft = { ...frame.draft, chosen: [...chosen].slice(0, MAX_BULK), isAll: true };
    return this.#show(turn, frame, frame.draft.from);
  }

  async #go(turn: Turn, frame: Frame<SeveralDraft>, does: BulkDocument['does']): Promise<Reply> {
    const docs = await chosenVouchers(turn, frame.draft);
    return docs.length === 0
      ? this.#show(turn, frame, frame.draft.from, refuse({ why: 'nothingChosen' }))
      : chosenForBulk(turn, does, docs);
  }

  async #takeOut(turn: Turn, frame: Frame<SeveralDraft>): Promise<Reply> {
    const { chosen: numbers = [] } = frame.draft;
    return numbers.length === 0
      ? this.#show(turn, frame, frame.draft.from, refuse({ why: 'nothingChosen' }))
      : { goTo: 'export', subject: newCommandId(), draft: { numbers } };
  }
}

/** The vouchers that are chosen and there. */
async function chosenVouchers(
  { desk, unit }: Turn,
  { chosen = [] }: SeveralDraft,
): Promise<readonly VoucherDocument[]> {
  const docs = await Promise.all(chosen.map((number) => desk.voucher(unit, number)));
  return docs.filter((doc) => doc !== undefined);
}

/** A page of a list by its reference: a filter, a state, else everything that is open. */
async function pageOfList(
  turn: Turn,
  ref: string,
  next: string | undefined,
): Promise<{ readonly docs: readonly VoucherDocument[]; readonly next?: string | undefined }> {
  const standing = await turn.standing();
  const filter = readFilter(ref);
  if (filter !== undefined) return filteredPage(turn, filter, standing, { next });
  const list = LISTS.find((one) => one === ref) ?? 'open';
  if (list !== 'open') return statusPage(turn, list, standing, next);
  const few = isFew(await turn.desk.tally(turn.unit));
  const find = (query: Query<'voucher'>) => turn.desk.find(turn.unit, query);
  return openPage(find, 'voucher', standing, { few, limit: PAGE_SIZE, next });
}
