import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { execute, openUrl, seldom } from '../kit/actions.ts';
import { checklist } from '../kit/checklist.ts';
import { bound, slot, type Element } from '../kit/elements.ts';
import { guardName, guardSentence, sourcesOf } from '../kit/guards.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';
import { voucherBadges, voucherHead } from './voucher-head.ts';

const fill = defineCard<{
  readonly head: readonly Element[];
  readonly reasons: readonly Element[];
}>((t) => ({
  title: t('refusal.title'),
  hasHead: true,
  body: [slot('head'), slot('reasons')],
}));

/** No, and why: what is missing, what would make it possible, and from where the rule comes. */
export function refusalCard({
  doc,
  standing,
  actor,
  unmet,
  anyway,
}: {
  readonly doc: VoucherDocument;
  readonly standing: Standing;
  readonly actor: Actor;
  readonly unmet: readonly GuardAnswer[];
  /** The button that records the fact all the same, for who may. */
  readonly anyway?: Element | undefined;
}): Card {
  const { language } = actor;
  const t = speaker(language);
  const sources = unmet.map(({ guard }) =>
    t('refusal.source', {
      guard,
      name: guardName(t, guard, standing.edition),
      source: sourcesOf(t, guard, standing.edition),
      edition: standing.edition.id,
    }),
  );
  return fill(language, {
    head: voucherHead(t, language, doc, voucherBadges(t, doc, standing)),
    reasons: [
      ...checklist(unmet.map((answer) => ({ is: 'not', text: guardSentence(language, answer) }) as const)),
      ...why(
        t,
        'sources',
        anyway === undefined ? t('refusal.adminCan') : t('refusal.youCan'),
        sources.map((text) => bound(text, { size: 'Small', spacing: 'Small' })),
      ),
    ],
    actions: [
      execute(t('do.correct'), 'correct.open', { id: doc.state.facts.number, version: doc.version }),
      execute(t('do.openVoucher'), 'voucher.open', { id: doc.state.facts.number }),
      openUrl(t('link.requirements'), standing.edition.links.requirements),
      ...(anyway === undefined ? [] : [anyway]),
      seldom(execute(t('do.home'), 'home.open')),
    ],
  });
}
