import type { Standing } from '../../domain/desk/standing.ts';
import type { GuardAnswer } from '../../domain/guards/answers.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { VoucherDocument } from '../../domain/store/documents.ts';
import { execute, openUrl } from '../kit/actions.ts';
import { bound, type Element } from '../kit/elements.ts';
import { guardName, guardSentence, sourcesOf } from '../kit/guards.ts';
import { lines } from '../kit/lists.ts';
import { printedNumber } from '../kit/names.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';

const fill = defineCard<{
  readonly number: string;
  readonly reasons: readonly string[];
  readonly sources: readonly string[];
}>((t) => ({
  title: t('refusal.title'),
  body: [
    bound('${number}', { weight: 'Bolder' }),
    lines('reasons'),
    lines('sources', { size: 'Small', isSubtle: true }),
  ],
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
  return fill(language, {
    number: printedNumber(doc),
    reasons: [
      ...unmet.map((answer) => guardSentence(language, answer)),
      ...(anyway === undefined ? [t('refusal.adminCan')] : []),
    ],
    sources: unmet.map(({ guard }) =>
      t('refusal.source', {
        guard,
        name: guardName(t, guard, standing.edition),
        source: sourcesOf(t, guard, standing.edition),
        edition: standing.edition.id,
      }),
    ),
    actions: [
      openUrl(t('link.requirements'), standing.edition.links.requirements),
      ...(anyway === undefined ? [] : [anyway]),
      execute(t('do.correct'), 'correct.open', { id: doc.state.facts.number, version: doc.version }),
      execute(t('do.openVoucher'), 'voucher.open', { id: doc.state.facts.number }),
      execute(t('do.home'), 'home.open'),
    ],
  });
}
