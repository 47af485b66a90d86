import type { Column } from '../../domain/company/table-columns.ts';
import type { CompanyTable, RowError, RowProblem } from '../../domain/company/tables.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { COMPETENCIES } from '../../domain/programme/catalogue.ts';
import { cancel, execute } from '../kit/actions.ts';
import { bound, words } from '../kit/elements.ts';
import { choiceOf, countryName, formatDay, listOf, shortened } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { levelName } from '../kit/names.ts';
import { say, speaker, type Key } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fill = defineCard<{
  readonly summary: string;
  readonly read: readonly string[];
  readonly errors: readonly string[];
}>((t) => ({
  title: t('import.title'),
  body: [
    words(t('import.text')),
    bound('${summary}', { weight: 'Bolder' }),
    lines('read'),
    lines('errors', { color: 'Attention' }),
  ],
}));

const SHOWN = 10;

/** Columns of a table, by what it is about. */
const COLUMN_KEYS: Readonly<Record<Column, Key>> = {
  competency: 'field.competency',
  level: 'field.level',
  anniversary: 'field.anniversary',
  locationId: 'field.locationId',
  country: 'field.country',
  locationName: 'import.locationName',
  consultant: 'field.consultant',
  assessments: 'import.assessments',
};

/** A pasted table: what it needs, then what was read row by row, then one confirmation; all or nothing. */
export function importCard(
  actor: Actor,
  {
    table,
    subject,
    confirm,
    banner,
  }: {
    readonly table: CompanyTable | undefined;
    /** What its draft is found by, '' for none. */
    readonly subject: string;
    /** Minted when everything that was read can be imported. */
    readonly confirm?: { readonly commandId: string; readonly version: number } | undefined;
    readonly banner?: Banner | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  return fill(language, {
    ...told(language, table),
    banner,
    actions: [
      ...(confirm === undefined
        ? []
        : [execute(t('do.importAll'), 'import.done', { id: subject, ...confirm }, 'positive')]),
      execute(t('do.company'), 'company.open'),
      cancel(t('do.cancel'), 'import', subject),
    ],
  });
}

function told(
  language: Language,
  table: CompanyTable | undefined,
): { readonly summary: string; readonly read: readonly string[]; readonly errors: readonly string[] } {
  const t = speaker(language);
  if (table === undefined || table.kind === 'unknown') {
    const columns = (names: readonly Column[]): string =>
      listOf(
        language,
        names.map((name) => t(COLUMN_KEYS[name])),
      );
    const expected =
      table === undefined
        ? []
        : table.known.map(({ kind, missing }) =>
            t('import.lacks', { kind: t(`import.${kind}`), columns: columns(missing) }),
          );
    const header =
      table === undefined || table.headerLine === undefined
        ? []
        : [
            t('import.headerOf', {
              line: table.headerLine,
              columns: columnList(table.columns),
            }),
          ];
    return { summary: t('import.columns'), read: [t('import.expected'), ...header], errors: expected };
  }
  const errors = table.errors.slice(0, SHOWN).map((error) => errorLine(language, error));
  const more = table.errors.length - errors.length;
  return {
    summary: t(table.errors.length === 0 ? 'import.read' : 'import.readWithErrors', {
      kind: t(`import.${table.kind}`),
      count: table.rows.length,
      errors: table.errors.length,
    }),
    read: [
      ...(table.headerLine === undefined ? [] : [t('import.headerLine', { line: table.headerLine })]),
      ...rowLines(language, table).slice(0, SHOWN),
      ...(table.rows.length > SHOWN ? [t('company.more', { count: table.rows.length - SHOWN })] : []),
      ...(table.ignored.length > 0 ? [t('import.ignored', { columns: columnList(table.ignored) })] : []),
    ],
    errors: [...errors, ...(more > 0 ? [t('company.more', { count: more })] : [])],
  };
}

/** Headers as printed: a few of them. */
function columnList(headers: readonly string[]): string {
  return headers
    .filter((name) => name !== '')
    .slice(0, 5)
    .map((name) => shortened(name, 40))
    .join(', ');
}

function rowLines(language: Language, table: Exclude<CompanyTable, { kind: 'unknown' }>): readonly string[] {
  switch (table.kind) {
    case 'competencies':
      return table.rows.map(({ competency, level, anniversary }) =>
        [
          `${COMPETENCIES[competency]} ${levelName(level)}`,
          ...(anniversary === undefined ? [] : [formatDay(language, anniversary)]),
        ].join(' · '),
      );
    case 'locations':
      return table.rows.map(({ id, country, name }) =>
        [id, countryName(language, country), ...(name === undefined ? [] : [name])].join(' · '),
      );
    case 'consultants':
      return table.rows.map(({ name, assessments }) =>
        [name, ...assessments.map((id) => COMPETENCIES[id])].join(' · '),
      );
    default:
      return table satisfies never;
  }
}

/** `Line 4, Country, "Polnd": I do not know it. Did you mean …?` */
function errorLine(language: Language, { line, column, value, problem }: RowError): string {
  const where = [
    say(language, 'import.line', { line }),
    ...(column === undefined ? [] : [shortened(column, 40)]),
    ...(value === '' ? [] : [`"${shortened(value)}"`]),
  ].join(', ');
  return `${where}: ${problemText(language, problem)}`;
}

function problemText(language: Language, problem: RowProblem): string {
  const t = speaker(language);
  const meant = (names: readonly string[]): string =>
    names.length === 0 ? '' : ` ${t('problem.didYouMean', { near: choiceOf(language, names) })}`;
  switch (problem.code) {
    case 'formula':
    case 'extraCell':
    case 'missing':
    case 'unknownDay':
    case 'duplicateColumn':
      return t(`import.${problem.code}`);
    case 'tooLong':
    case 'tooMany':
      return t(`import.${problem.code}`, { max: problem.max });
    case 'unknownCompetency':
      return t('import.unknown') + meant(problem.near.map((id) => COMPETENCIES[id]));
    case 'unknownLevel':
      return t('import.unknown') + meant(problem.near.map(levelName));
    case 'unknownCountry':
      return t('import.unknown') + meant(problem.near.map((code) => countryName(language, code)));
    case 'ambiguousDay':
      return t('import.ambiguousDay', {
        days: choiceOf(
          language,
          problem.options.map((day) => formatDay(language, day)),
        ),
      });
    case 'duplicate':
      return t('import.duplicate', { line: problem.firstLine });
    case 'moreRows':
      return t('import.moreRows', { max: problem.max, count: problem.count });
    default:
      return problem satisfies never;
  }
}
