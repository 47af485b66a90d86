import type { Actor } from '../../domain/people/person.ts';
import type { FileDocument } from '../../domain/store/documents.ts';
import { fileId } from '../../domain/store/ids.ts';
import { execute, offer, openUrl, plainExecute } from '../kit/actions.ts';
import { badge, type Tone } from '../kit/badge.ts';
import { slot, words, type Element } from '../kit/elements.ts';
import { shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { linesOf } from '../kit/lists.ts';
import { progress } from '../kit/progress.ts';
import { speaker, type Key, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';

const NAME_MAX = 120;

const fill = defineCard<{ readonly head: readonly Element[]; readonly says: readonly Element[] }>((t) => ({
  title: t('file.title'),
  hasHead: true,
  body: [slot('head'), slot('says')],
}));

const ABOUT = {
  list: 'file.list',
  numbers: 'file.list',
  voucher: 'file.voucher',
  mine: 'file.mine',
} as const satisfies Readonly<Record<FileDocument['of'], Key>>;

/** What a file is, as its card calls it. */
function fileName(t: Say, of: FileDocument['of']): string {
  return t(ABOUT[of]);
}

/** A file was asked for: Teams asks next. `what`: what is in it, in words. */
export function askedFileCard(
  { language }: Pick<Actor, 'language'>,
  { of, what }: { readonly of: FileDocument['of']; readonly what: string },
): Card {
  const t = speaker(language);
  return fill(language, {
    head: head({ about: fileName(t, of), under: shortened(what, NAME_MAX) }),
    says: [words(t('file.asks'))],
    actions: [
      ...(of === 'voucher' ? [plainExecute(t('file.mine'), 'calendar.mine')] : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

const BADGES: Readonly<Partial<Record<FileDocument['status'], readonly [Key, Tone]>>> = {
  running: ['file.running', 'accent'],
  there: ['file.running', 'accent'],
  done: ['file.done', 'good'],
  declined: ['file.notMade', 'plain'],
  stopped: ['file.stopped', 'plain'],
  failed: ['file.notMade', 'late'],
};

/** How far a file is, and what became of it. */
export function fileCard({ language }: Pick<Actor, 'language'>, doc: FileDocument): Card {
  const t = speaker(language);
  const { status, of, place } = doc;
  const id = fileId.keyOf(doc.id);
  const [state, tone] = BADGES[status] ?? [];
  return fill(language, {
    head: head({
      about: fileName(t, of),
      badges: state === undefined || tone === undefined ? [] : [badge(t(state), tone)],
    }),
    says: saysOf(t, doc),
    actions:
      status === 'running' || status === 'there'
        ? [
            execute(t('do.refresh'), 'export.look', { id }, 'positive'),
            ...(status === 'running' ? [execute(t('do.stop'), 'export.stop', { id }, 'destructive')] : []),
            offer(t, 'home'),
          ]
        : [
            ...(status === 'done' && place !== undefined
              ? [openUrl(t('do.openFile'), place.contentUrl)]
              : []),
            ...(status === 'declined' || status === 'stopped' || status === 'failed'
              ? [plainExecute(t('do.askAgain'), 'export.again', { id })]
              : []),
            offer(t, 'vouchers'),
            offer(t, 'home'),
          ],
  });
}

function saysOf(t: Say, { status, rows, at, fault, place }: FileDocument): readonly Element[] {
  switch (status) {
    case 'asked':
    case 'offered':
      return [words(t('file.asks'))];
    case 'running':
    case 'there':
      return rows === 0 ? [] : [progress(Math.floor((100 * at) / rows), t('file.of', { at, of: rows }))];
    case 'done':
      return linesOf([t('file.there', { name: shortened(place?.name ?? '', NAME_MAX) })]);
    case 'declined':
      return [words(t('file.declinedText'))];
    case 'stopped':
      return [words(t('file.stoppedText'))];
    case 'failed':
      return [words(t(`file.fault.${fault ?? 'broken'}`))];
    default:
      return status satisfies never;
  }
}

/** An offer that is none any more: it was answered long ago, or nobody made it. */
export function goneFileCard({ language }: Pick<Actor, 'language'>): Card {
  const t = speaker(language);
  return fill(language, {
    head: head({ about: t('file.notMade') }),
    says: [words(t('file.gone'))],
    actions: [offer(t, 'export'), offer(t, 'vouchers'), offer(t, 'home')],
  });
}
