import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { OFFERINGS, type OfferingId } from '../../domain/programme/catalogue.ts';
import { cancel, execute, offer, openUrl } from '../kit/actions.ts';
import { bound, dateInput, headline, slot, textInput, type Element } from '../kit/elements.ts';
import { namesOf } from '../kit/format.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';

const fill = defineCard<{
  readonly asksName: boolean;
  readonly offering: string;
  readonly who: string;
  readonly how: readonly Element[];
  readonly on: string;
}>((t) => ({
  title: t('register.title'),
  hasHead: true,
  body: [
    headline('${offering}'),
    bound('${who}'),
    slot('how'),
    dateInput('on', t('field.on'), { value: '${on}', required: t('required.on') }),
    { $when: '${asksName}', ...textInput('registeredBy', t('register.by')) },
  ],
}));

/** SAVB registration: once per offering, by the MPN global administrator, after the first redeemed voucher (X3). */
export function registerCard(
  actor: Actor,
  {
    offering,
    standing,
    commandId,
    globalAdmins,
    banner,
  }: {
    readonly offering: OfferingId;
    readonly standing: Standing;
    readonly commandId: string;
    readonly globalAdmins: readonly string[];
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const own = actor.roles.includes('mpnGlobalAdmin');
  const who = own
    ? t('register.isYours')
    : globalAdmins.length === 0
      ? t('register.nobodyKnown')
      : t('register.ask', { names: namesOf(t, globalAdmins) });
  return fill(actor.language, {
    offering: OFFERINGS[offering],
    asksName: !own,
    who,
    how: why(
      t,
      'how',
      t('register.once'),
      [t('register.text'), t('register.signIn'), t('register.clicks')].map((said) =>
        bound(said, { size: 'Small' }),
      ),
    ),
    on: standing.today,
    banner,
    actions: [
      ...(own || actor.permission === 'admin'
        ? [
            execute(
              t('do.registered'),
              'register.done',
              { id: offering, version: standing.version, commandId },
              'positive',
            ),
          ]
        : []),
      openUrl(t('link.savb'), standing.edition.links.savb),
      cancel(t('do.cancel'), 'register', offering),
      offer(t, 'home'),
    ],
  });
}
