import type { Comparison } from '../../domain/desk/reconcile.ts';
import { RECORDED_STATES } from '../../domain/sheet/counts.ts';
import type { SheetCounts } from '../../domain/sheet/counts.ts';
import type { SheetRow } from '../../domain/sheet/rows.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute, named, plainExecute } from '../kit/actions.ts';
import { badge } from '../kit/badge.ts';
import { beside } from '../kit/beside.ts';
import { folded, literal, type Element } from '../kit/elements.ts';
import { namesOf, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { factTable, linesOf, type Row } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import type { Banner, Card } from '../kit/template.ts';
import { groupElements, GROUPS_SHOWN, type GroupsView } from './differences.ts';
import { fillList, IN_SIGHT, NAMED } from './list-card.ts';
import { troubleLine } from './troubles.ts';

/** How much of a heading is shown, in characters. */
const HEADING_MAX = 60;

/**
 * What a list would record, before anything is: how many of each state, what is left out, and which rows are not taken; and
 * of the vouchers that are here what agrees, what differs and what is done about it, and what only we know.
 */
export function sheetPreviewCard(
  actor: Actor,
  view: {
    readonly key: string;
    /** The file's; '' of what was pasted. */
    readonly name: string;
    /** Of the vouchers, those that are not here yet. */
    readonly counts: SheetCounts;
    readonly compared: Pick<Comparison, 'known' | 'agree' | 'ignored' | 'more' | 'onlyHere'>;
    readonly groups: GroupsView;
    /** Names of admins, for who may not decide. */
    readonly admins: readonly string[];
    /** Rows that are not taken, the first ones. */
    readonly troubles: readonly Extract<SheetRow, { kind: 'trouble' }>[];
    /** Headings whose columns say nothing here. */
    readonly ignored: readonly string[];
    readonly banner?: Banner | undefined;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  const { key, name, counts, banner, compared, groups } = view;
  const { vouchers } = counts;
  const decides = groups.mayDecide && groups.groups.length > 0;
  const pages = Math.ceil(groups.groups.length / GROUPS_SHOWN);
  return fillList(language, {
    head: head({
      about:
        vouchers === 0 && compared.known > 0
          ? t(groups.groups.length === 0 ? 'sheet.allAgrees' : 'sheet.differ', {
              count: compared.known - compared.agree,
            })
          : t('sheet.vouchers', { count: vouchers }),
      under: name === '' ? t('sheet.pasted') : name,
      badges: counts.troubles === 0 ? [] : [badge(t('sheet.notTaken', { count: counts.troubles }), 'late')],
    }),
    says: says(t, actor, view),
    banner,
    actions: [
      ...(vouchers === 0 && !decides
        ? []
        : [
            execute(
              decides
                ? t(vouchers === 0 ? 'do.takeOver' : 'do.recordAndTakeOver')
                : t('do.recordAll', { count: vouchers }),
              'sheet.begin',
              { id: key },
              'positive',
            ),
          ]),
      ...(pages < 2
        ? []
        : [
            execute(t('do.moreDifferences', { at: groups.page + 1, of: pages }), 'sheet.groups', {
              id: key,
              arg: String((groups.page + 1) % pages),
            }),
          ]),
      execute(t('do.columns'), 'sheet.ask', { id: key }),
      cancel(t('do.cancel'), 'sheet', key),
    ],
  });
}

function says(
  t: Say,
  actor: Pick<Actor, 'language'>,
  { key, counts, troubles, ignored, compared, groups, admins }: Parameters<typeof sheetPreviewCard>[1],
): readonly Element[] {
  const rows: Row[] = RECORDED_STATES.filter((state) => counts.states[state] > 0).map((state) => ({
    label: t(`status.${state}`),
    value: String(counts.states[state]),
  }));
  if (counts.over > 0) rows.push({ label: t('sheet.over'), value: String(counts.over) });
  if (counts.again > 0) rows.push({ label: t('sheet.again'), value: String(counts.again) });
  if (compared.agree > 0) rows.push({ label: t('sheet.agree'), value: String(compared.agree) });
  if (compared.ignored > 0) rows.push({ label: t('sheet.ignoredBefore'), value: String(compared.ignored) });
  const lines = troubles.slice(0, NAMED).map((row) => troubleLine(t, row));
  const more = counts.troubles - lines.length;
  const rest = [...lines.slice(IN_SIGHT), ...(more > 0 ? [t('notify.more', { count: more })] : [])];
  return [
    ...factTable(rows),
    ...(compared.onlyHere === 0
      ? []
      : [
          beside(
            [literal(t('sheet.onlyHereCount', { count: compared.onlyHere }))],
            named(
              plainExecute(t('do.show'), 'sheet.onlyHere', { id: key, arg: '0' }),
              t('sheet.onlyHereCount', { count: compared.onlyHere }),
            ),
          ),
        ]),
    ...groupElements(t, actor, groups),
    ...(compared.more === 0 ? [] : linesOf([t('sheet.differencesMore', { count: compared.more })])),
    ...(groups.mayDecide || groups.groups.length === 0
      ? []
      : linesOf([t('sheet.askAdmin', { names: namesOf(t, admins) })])),
    ...linesOf(lines.slice(0, IN_SIGHT)),
    ...(rest.length === 0 ? [] : folded('troubles', t('do.theRest'), linesOf(rest))),
    ...(ignored.length === 0
      ? []
      : folded(
          'ignored',
          t('sheet.ignored'),
          linesOf(ignored.slice(0, NAMED).map((heading) => shortened(heading, HEADING_MAX))),
        )),
  ];
}
