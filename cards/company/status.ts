import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { ELIGIBILITY_STATUSES } from '../../domain/programme/edition.ts';
import { cancel, execute, openUrl } from '../kit/actions.ts';
import { choiceInput, dateInput, folded, words, type Values } from '../kit/elements.ts';
import { lines } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { offeringChoices } from './company-form.ts';

const fill = defineCard<{ readonly where: readonly string[]; readonly values: Values }>((t) => ({
  title: t('status.title'),
  body: [
    words(t('status.text')),
    choiceInput('offering', t('field.offering'), offeringChoices, {
      value: '${values.offering}',
      placeholder: t('choose'),
    }),
    choiceInput(
      'status',
      t('field.status'),
      ELIGIBILITY_STATUSES.map((value) => ({ value, title: t(`eligibility.${value}`) })),
      { value: '${values.status}', placeholder: t('choose') },
    ),
    dateInput('on', t('status.on'), { value: '${values.on}' }),
    choiceInput(
      'moved',
      t('status.moved'),
      [
        { title: t('status.movedYes'), value: 'yes' },
        { title: t('status.movedNo'), value: 'no' },
      ],
      { value: '${values.moved}', placeholder: t('choose') },
    ),
    ...folded('where', t('eligibility.where'), [lines('where', { size: 'Small' })]),
  ],
}));

/** "Eligibility status" as somebody reads it in Partner Center, and whether the account was moved there (R6, R24). */
export function statusCard({
  actor,
  standing,
  values,
  subject,
  commandId,
  banner,
}: {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly values: Values;
  /** The offering that it was opened for, '' for none. */
  readonly subject: string;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    where: [t('eligibility.path2019'), t('eligibility.account2019')],
    values,
    banner,
    actions: [
      execute(
        t('do.save'),
        'eligibility.saveStatus',
        { id: subject, commandId, version: standing.version },
        'positive',
      ),
      openUrl(t('link.partnerCenter'), standing.edition.links.partnerCenter),
      cancel(t('do.cancel'), 'eligibility', subject),
    ],
  });
}
