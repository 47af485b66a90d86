import type { Column } from '../../domain/company/table-columns.ts';
import type { CompanyTable, RowError, RowProblem } from '../../domain/company/tables.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { COMPETENCIES } from '../../domain/programme/catalogue.ts';
import { cancel, execute } from '../kit/actions.ts';
import { badge } from '../kit/badge.ts';
import { folded, literal, slot, words, type Element } from '../kit/elements.ts';
import { choiceOf, countryName, formatDay, listOf, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { plainRow } from '../kit/list-row.ts';
import { lines } from '../kit/lists.ts';
import { levelName } from '../kit/names.ts';
import { openingRow } from '../kit/opening-row.ts';
import { say, speaker, type Key } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly text: readonly string[];
  readonly errors: readonly Element[];
  readonly read: readonly Element[];
}>((t) => ({
  title: t('import.title'),
  hasHead: true,
  body: [slot('head'), lines('text'), slot('errors'), slot('read')],
}));

const TITLES = {
  competencies: 'company.competencies',
  locations: 'company.locations',
  consultants: 'company.consultants',
} as const;

/** Rows and errors of a table that are listed. */
const SHOWN = 10;
/** Errors in sight; the others are behind a row with their number. */
const ERRORS_IN_SIGHT = 3;

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

interface Told {
  readonly head: readonly Element[];
  readonly text: readonly string[];
  readonly errors: readonly Element[];
  readonly read: readonly Element[];
}

function told(language: Language, table: CompanyTable | undefined): Told {
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
            plainRow({
              about: t(`import.${kind}`),
              says: t('import.lacking', { columns: columns(missing) }),
              tone: 'late',
            }),
          );
    const header =
      table === undefined || table.headerLine === undefined
        ? []
        : [t('import.headerOf', { line: table.headerLine, columns: columnList(table.columns) })];
    return {
      head: [],
      text: [...(table === undefined ? [t('import.text')] : []), ...header],
      errors: expected,
      read: folded('columns', t('import.columns'), [words(t('import.expected'))]),
    };
  }
  const { errors } = table;
  const rows = errors.slice(0, SHOWN).map((error) => errorRow(language, error));
  const later = rows.slice(ERRORS_IN_SIGHT);
  const read = rowLines(language, table);
  const unseen = errors.length - rows.length;
  return {
    head: head({
      about: t(TITLES[table.kind]),
      under: t(errors.length === 0 ? 'import.read' : 'import.readWithErrors', {
        kind: t(`import.${table.kind}`),
        count: table.rows.length,
        errors: errors.length,
      }),
      badges: [
        badge(t('import.rows', { count: table.rows.length }), errors.length === 0 ? 'good' : 'plain'),
        ...(errors.length === 0 ? [] : [badge(t('import.errors', { count: errors.length }), 'late')]),
      ],
    }),
    text: [
      ...(table.headerLine === undefined ? [] : [t('import.headerLine', { line: table.headerLine })]),
      ...(table.ignored.length > 0 ? [t('import.ignored', { columns: columnList(table.ignored) })] : []),
    ],
    errors: [
      ...rows.slice(0, ERRORS_IN_SIGHT),
      ...(later.length === 0
        ? []
        : folded('errors', t('import.moreErrors', { count: errors.length - ERRORS_IN_SIGHT }), [
            ...later,
            ...(unseen > 0 ? [literal(t('company.more', { count: unseen }))] : []),
          ])),
    ],
    read: openingRow('read', t('import.whatWasRead'), String(read.length), [
      ...read.slice(0, SHOWN).map(literal),
      ...(read.length > SHOWN ? [literal(t('company.more', { count: read.length - SHOWN }))] : []),
    ]),
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

/** `Line 4, Country, "Polnd"`, and below it `was not recognised. Did you mean …?` */
function errorRow(language: Language, { line, column, value, problem }: RowError): Element {
  const where = [
    say(language, 'import.line', { line }),
    ...(column === undefined ? [] : [shortened(column, 40)]),
    ...(value === '' ? [] : [`"${shortened(value)}"`]),
  ].join(', ');
  return plainRow({ about: where, says: problemText(language, problem), tone: 'late' });
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
