import { importCard } from '../../cards/company/import.ts';
import type { Banner } from '../../cards/kit/template.ts';
import type { CompanyTable } from '../../domain/company/tables.ts';
import type { CompanyOrder } from '../../domain/desk/desk.ts';
import { consultantCalled } from '../../domain/people/same-person.ts';
import type { Texts } from '../../domain/store/documents.ts';
import { StepDialog, type Answer, type Frame, type Reply, type Handles } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';
import { showCompany } from './company.ts';

type Known = Exclude<CompanyTable, { kind: 'unknown' }>;

/** A table that was given is shown; one without errors is kept, and waits for the one confirmation. */
export interface ImportDraft {
  table?: CompanyTable;
}

/** Competencies, locations or consultants in bulk: preview, then all or nothing. */
export class ImportDialog extends StepDialog<'import', ImportDraft> {
  override readonly needs = 'company.import';

  protected readonly handles: Handles<'import', ImportDraft> = {
    done: (turn, frame, press) => this.#confirmed(turn, frame, press),
  };

  protected async open(turn: Turn, frame: Frame<ImportDraft>): Promise<Reply> {
    const { table } = frame.draft;
    const { version } = await turn.standing();
    const isReady = table !== undefined && isWhole(table);
    if (!isReady) frame.draft = {};
    const confirm = isReady ? { commandId: newCommandId(), version } : undefined;
    return { card: importCard(turn.actor, { table, confirm, subject: frame.subject }), waits: true };
  }

  override leave(turn: Turn, _subject: string, banner: Banner): Promise<Answer> {
    return showCompany(turn, banner);
  }

  async #confirmed(turn: Turn, frame: Frame<ImportDraft>, press: Press): Promise<Reply> {
    const { table } = frame.draft;
    if (table === undefined || !isWhole(table)) {
      // Pressed once more: the first press took the table with it.
      if (press.commandId !== undefined && (await turn.desk.isDone(turn.unit, press.commandId))) {
        return showCompany(turn, turn.good(turn.say('import.done')));
      }
      const banner = { text: turn.say('import.gone'), style: 'warning' as const };
      return {
        card: importCard(turn.actor, { table: undefined, banner, subject: frame.subject }),
        waits: true,
      };
    }
    const outcome = await turn.order(press).company(await orderOf(turn, table));
    if (outcome.done) return showCompany(turn, turn.did(outcome, turn.say('import.done')));
    const { version } = await turn.standing();
    const card = importCard(turn.actor, {
      table,
      subject: frame.subject,
      confirm: { commandId: newCommandId(), version },
      banner: await turn.refused(outcome.refusal),
    });
    return { card, waits: true };
  }
}

function isWhole(table: CompanyTable): table is Known {
  return table.kind !== 'unknown' && table.errors.length === 0;
}

/** What the table changes: a consultant of a known name is the known one. */
async function orderOf(turn: Turn, table: Known): Promise<Pick<CompanyOrder, 'command' | 'texts'>> {
  const nothing = { locations: [], competencies: {}, anniversaries: {}, consultants: [] };
  switch (table.kind) {
    case 'competencies':
      return {
        command: {
          type: 'import',
          ...nothing,
          competencies: Object.fromEntries(table.rows.map(({ competency, level }) => [competency, level])),
          anniversaries: Object.fromEntries(
            table.rows.flatMap(({ competency, anniversary }) =>
              anniversary === undefined ? [] : [[competency, anniversary]],
            ),
          ),
        },
      };
    case 'locations':
      return {
        command: {
          type: 'import',
          ...nothing,
          locations: table.rows.map(({ id, country }) => ({ id, country })),
        },
        texts: Object.fromEntries(table.rows.map(({ id, name }) => [`location:${id}`, name ?? ''])),
      };
    case 'consultants': {
      const standing = await turn.standing();
      const named: Record<string, string> = {};
      const consultants = table.rows.map(({ name, assessments }) => {
        const id = consultantCalled(name, standing) ?? newCommandId();
        named[`consultant:${id}`] = name;
        return { id, assessments };
      });
      return { command: { type: 'import', ...nothing, consultants }, texts: named satisfies Texts };
    }
    default:
      return table satisfies never;
  }
}
