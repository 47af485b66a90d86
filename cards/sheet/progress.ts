import type { Actor } from '../../domain/people/person.ts';
import type { SheetDocument } from '../../domain/store/documents.ts';
import { sheetId } from '../../domain/store/ids.ts';
import { execute } from '../kit/actions.ts';
import { badge } from '../kit/badge.ts';
import { folded, type Element } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { factTable, linesOf, type Row } from '../kit/lists.ts';
import { progress } from '../kit/progress.ts';
import { speaker, type Say } from '../kit/say.ts';
import type { Banner, Card } from '../kit/template.ts';
import { fillList, IN_SIGHT, NAMED } from './list-card.ts';

/** How much is said of each, in characters. */
const NUMBER_MAX = 40;
const WHY_MAX = 120;

/** How far a list is, and what became of it. */
export function sheetProgressCard(
  { language }: Pick<Actor, 'language'>,
  doc: SheetDocument,
  banner?: Banner,
): Card {
  const t = speaker(language);
  const key = sheetId.keyOf(doc.id);
  const isRunning = doc.status === 'running';
  return fillList(language, {
    head: head({
      about: aboutOf(t, doc),
      under: doc.name === '' ? t('sheet.pasted') : doc.name,
      badges:
        doc.status === 'stopped'
          ? [badge(t('sheet.stopped'), 'plain')]
          : doc.status === 'done'
            ? [badge(t('sheet.done'), 'good')]
            : [],
    }),
    says: [
      ...(doc.status === 'done'
        ? []
        : [
            progress(
              doc.rows === 0 ? 100 : Math.floor((100 * doc.at) / doc.rows),
              t('sheet.of', { at: doc.at, of: doc.rows }),
            ),
          ]),
      ...results(t, doc),
    ],
    banner,
    actions: isRunning
      ? [
          execute(t('do.refresh'), 'sheet.look', { id: key }, 'positive'),
          execute(t('do.stop'), 'sheet.stop', { id: key }, 'destructive'),
          execute(t('do.home'), 'home.open'),
        ]
      : [
          ...(doc.status === 'stopped'
            ? [execute(t('do.goOn'), 'sheet.begin', { id: key }, 'positive')]
            : []),
          execute(t('do.vouchers'), 'vouchers.open'),
          execute(t('do.home'), 'home.open'),
        ],
  });
}

/** What was done of it in a sentence: of a list that brought nothing new, what it changed. */
function aboutOf(t: Say, { status, recorded, taken = 0, ignored = 0, left = 0 }: SheetDocument): string {
  if (recorded === 0 && taken + ignored + left > 0) return t('sheet.takenOver', { count: taken });
  return t(status === 'running' ? 'sheet.running' : 'sheet.recorded', { count: recorded });
}

function results(
  t: Say,
  { known, failed, refused, taken, ignored, left }: SheetDocument,
): readonly Element[] {
  const rows: Row[] = [];
  for (const [count = 0, label] of [
    [taken, t('sheet.taken')],
    [ignored, t('sheet.ignoredBefore')],
    [left, t('sheet.left')],
  ] as const)
    if (count > 0) rows.push({ label, value: String(count) });
  if (known > 0) rows.push({ label: t('sheet.known'), value: String(known) });
  if (failed > 0) rows.push({ label: t('sheet.failed'), value: String(failed) });
  const lines = refused.slice(0, NAMED).map(({ line, number, why }) => {
    const says = [shortened(number, NUMBER_MAX), shortened(why, WHY_MAX)];
    return t('sheet.line', { line, says: says.filter((part) => part !== '').join(': ') });
  });
  const more = failed - lines.length;
  const rest = [...lines.slice(IN_SIGHT), ...(more > 0 ? [t('notify.more', { count: more })] : [])];
  return [
    ...factTable(rows),
    ...linesOf(lines.slice(0, IN_SIGHT)),
    ...(rest.length === 0 ? [] : folded('refused', t('do.theRest'), linesOf(rest))),
  ];
}
