import { importCard } from '../../cards/company/import.ts';
import type { CompanyTable } from '../../domain/company/tables.ts';
import type { CompanyOrder, Texts } from '../../domain/desk/desk.ts';
import { StepDialog, type Frame, type Reply } from '../step.ts';
import { newCommandId, type Press, type Turn } from '../turn.ts';

type Known = Exclude<CompanyTable, { kind: 'unknown' }>;

interface Draft {
  /** A table without errors, waiting for the one confirmation. */
  table?: Known;
}

/** Competencies, locations or consultants in bulk: preview, then all or nothing. */
export class ImportDialog extends StepDialog<Draft> {
  readonly acts = ['done'];
  override readonly needs = 'company.import' as const;

  constructor() {
    super('import');
  }

  protected blank(): Draft {
    return {};
  }

  protected async open(turn: Turn, frame: Frame<Draft>): Promise<Reply> {
    const { table } = turn;
    if (table !== undefined) {
      frame.draft = table.kind !== 'unknown' && table.errors.length === 0 ? { table } : {};
    }
    const { version } = await turn.standing();
    const confirm = frame.draft.table === undefined ? undefined : { commandId: newCommandId(), version };
    return { card: importCard(turn.actor, { table: table ?? frame.draft.table, confirm }), waits: true };
  }

  protected async press(turn: Turn, frame: Frame<Draft>, press: Press): Promise<Reply> {
    const { table } = frame.draft;
    if (table === undefined) {
      const banner = { text: turn.say('import.gone'), style: 'warning' as const };
      return { card: importCard(turn.actor, { table: undefined, banner }), waits: true };
    }
    const outcome = await turn.desk.orderCompany(turn.unit, turn.actor, {
      version: press.version,
      commandId: press.commandId ?? newCommandId(),
      ...(await orderOf(turn, table)),
    });
    if (outcome.done) return { goTo: 'company', subject: '' };
    const { version } = await turn.standing();
    const card = importCard(turn.actor, {
      table,
      confirm: { commandId: newCommandId(), version },
      banner: await turn.notice(outcome.refusal),
    });
    return { card, waits: true };
  }
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
      const { company, texts } = await turn.standing();
      const known = new Map(company.consultants.map(({ id }) => [texts[`consultant:${id}`], id]));
      const named: Record<string, string> = {};
      const consultants = table.rows.map(({ name, assessments }) => {
        const id = known.get(name) ?? newCommandId();
        named[`consultant:${id}`] = name;
        return { id, assessments };
      });
      return { command: { type: 'import', ...nothing, consultants }, texts: named satisfies Texts };
    }
    default:
      return table satisfies never;
  }
}
