import { may } from '../domain/people/permissions.ts';
import type { Actor } from '../domain/people/person.ts';
import type { Edition } from '../domain/programme/edition.ts';
import { adminsSentence } from './help.ts';
import { execute, offer } from './kit/actions.ts';
import { lines } from './kit/lists.ts';
import { speaker } from './kit/say.ts';
import { defineCard, type Card } from './kit/template.ts';

const fill = defineCard<{ readonly lines: readonly string[] }>((t) => ({
  title: t('welcome.title'),
  body: [lines('lines')],
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
    lines: [t('welcome.promise'), t(admin ? facts : 'welcome.waitForAdmin'), ...steps],
    actions: [
      ...(admin ? [execute(t('do.setUpCompany'), 'setUp.open', {}, 'positive')] : []),
      execute(t('do.lookAround'), 'home.look'),
      offer(t, 'newVoucher'),
      offer(t, 'help'),
      offer(t, 'about'),
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
    lines: [
      t('welcome.promise'),
      t('stranger.closed'),
      adminsSentence(t, admins),
      ...(asked ? [t('stranger.asked')] : []),
    ],
    actions: [...(asked ? [] : [offer(t, 'ask')]), offer(t, 'about'), offer(t, 'help')],
  });
}
