import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { cancel, execute, openUrl } from '../kit/actions.ts';
import { dateInput, words } from '../kit/elements.ts';
import { lines } from '../kit/lists.ts';
import { activeFirst } from '../kit/programme.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

const fill = defineCard<{ readonly on: string; readonly first: readonly string[] }>((t) => ({
  title: t('agreement.title'),
  body: [
    lines('first', { color: 'Warning' }),
    words(t('agreement.text')),
    dateInput('on', t('field.on'), { value: '${on}', required: t('required.on') }),
  ],
}));

/** The provider agreement of edition 2019: the link, and who signed it when (R11). */
export function agreementCard({
  actor,
  standing,
  on,
  commandId,
  banner,
}: {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly on: string;
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}): Card {
  const t = speaker(actor.language);
  const { links } = standing.edition;
  return fill(actor.language, {
    on,
    first: activeFirst(t, actor.language, standing),
    banner,
    actions: [
      execute(t('do.signed'), 'eligibility.sign', { commandId, version: standing.version }, 'positive'),
      ...(links.registration === undefined ? [] : [openUrl(t('link.registration'), links.registration)]),
      execute(t('do.participants'), 'eligibility.participants'),
      cancel(t('do.cancel'), 'eligibility'),
    ],
  });
}
