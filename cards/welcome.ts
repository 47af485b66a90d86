import { may } from '../domain/people/permissions.ts';
import type { Actor } from '../domain/people/person.ts';
import type { Edition } from '../domain/programme/edition.ts';
import { adminsSentence } from './help.ts';
import { execute, offer, seldom } from './kit/actions.ts';
import { folded, headline } from './kit/elements.ts';
import { lines } from './kit/lists.ts';
import { speaker } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';

const fill = defineCard<{
  readonly promise: string;
  readonly lines: readonly string[];
  readonly steps: readonly string[];
  readonly hasSteps: boolean;
}>((t) => ({
  title: t('welcome.title'),
  hasHead: true,
  body: [
    headline('${promise}'),
    lines('lines'),
    ...folded('steps', t('home.steps'), [lines('steps', { size: 'Small' })], '${hasSteps}'),
  ],
}));

/** The first minute: nothing is set up yet. */
export function welcomeCard(
  actor: Actor,
  { steps, edition }: { readonly steps: readonly string[]; readonly edition: Edition },
): Card {
  const t = speaker(actor.language);
  const admin = may(actor.permission, 'company.setUp');
  const facts = edition.isTableKnown ? 'welcome.facts' : 'welcome.factsNoTable';
  return fill(actor.language, {
    promise: t('welcome.promise'),
    lines: [t(admin ? facts : 'welcome.waitForAdmin')],
    steps,
    hasSteps: steps.length > 0,
    actions: [
      ...(admin ? [execute(t('do.setUpCompany'), 'setUp.open', {}, 'positive')] : []),
      execute(t('do.lookAround'), 'home.look'),
      seldom(offer(t, 'newVoucher')),
      seldom(offer(t, 'help')),
      seldom(offer(t, 'about')),
    ],
  });
}

/** For a person of an allowed tenant whom nobody let in yet. */
export function strangerCard(
  actor: Actor,
  { admins, asked }: { readonly admins: readonly string[]; readonly asked: boolean },
): Card {
  const t = speaker(actor.language);
  return fill(actor.language, {
    promise: t('welcome.promise'),
    steps: [],
    hasSteps: false,
    lines: [t('stranger.closed'), adminsSentence(t, admins), ...(asked ? [t('stranger.asked')] : [])],
    actions: [...(asked ? [] : [offer(t, 'ask')]), offer(t, 'about'), offer(t, 'help')],
  });
}
