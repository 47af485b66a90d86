import type { Standing } from '../../domain/desk/standing.ts';
import { LANGUAGES, type Actor, type Language } from '../../domain/people/person.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import { actionSet, execute, openUrl, plainExecute } from '../kit/actions.ts';
import { bound, choiceInput, slot, textInput, words, type Element } from '../kit/elements.ts';
import { lines } from '../kit/lists.ts';
import { mailLink } from '../kit/mail-link.ts';
import { closingLines, workflowLink } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  pl: 'Polski',
};

/** In which language the customer is written to. */
export function customerLanguageInput(t: Say): Element {
  return choiceInput(
    'language',
    t('assign.language'),
    LANGUAGES.map((value) => ({ title: LANGUAGE_NAMES[value], value })),
    { value: '${language}' },
  );
}

const fill = defineCard<{
  readonly message: string;
  readonly language: string;
  readonly closing: readonly string[];
  readonly isOpen: boolean;
  readonly opens?: string | undefined;
  readonly pasteText: string;
  readonly make: readonly Element[];
  readonly sources: readonly Element[];
}>((t) => ({
  title: t('assign.title'),
  body: [
    bound('${pasteText}'),
    lines('closing', { size: 'Small' }),
    { $when: '${isOpen}', separator: true, ...words(t('assign.text')) },
    {
      $when: '${isOpen}',
      ...customerLanguageInput(t),
    },
    actionSet('make', { $when: '${isOpen}', spacing: 'Small' }),
    {
      $when: '${isOpen}',
      ...textInput('message', t('assign.message'), { value: '${message}', multiline: true, max: 4000 }),
    },
    bound('${opens}', { $when: '${opens != null}', isSubtle: true, size: 'Small' }),
    slot('sources'),
  ],
}));

/** What the customer must do in VLSC, as a message that is ready to send in the customer's language (P11, P12). */
export function assignCard(
  actor: Actor,
  {
    standing,
    customerLanguage,
  }: { readonly standing: Standing; readonly customerLanguage: Actor['language'] },
): Card {
  const t = speaker(actor.language);
  const their = speaker(customerLanguage);
  const { links } = standing.edition;
  const message = [
    their('assign.hello'),
    '',
    their('assign.activate'),
    their('assign.create'),
    their('assign.forward'),
    '',
    `VLSC: ${links.vlsc}`,
    ...(links.vlscGuide === undefined ? [] : [`${their('link.vlscGuide')}: ${links.vlscGuide}`]),
    ...(links.workflow === undefined
      ? []
      : [`${their('link.workflowStep', { step: 4 })}: ${links.workflow}`]),
  ].join('\n');
  const mail = mailLink(t('do.openMail', { language: LANGUAGE_NAMES[customerLanguage] }), {
    subject: their('assign.subject'),
    body: message,
    short: their('assign.short'),
  });
  // A customer is not asked for what nobody can do any more.
  const isOpen = !hasEnded(standing.edition, 'assign', standing.today);
  const pages = [
    ...workflowLink(t, standing.edition, 'assign'),
    ...(links.retirement === undefined ? [] : [openUrl(t('link.retirement'), links.retirement)]),
  ];
  return fill(actor.language, {
    message,
    language: customerLanguage,
    closing: closingLines(t, actor.language, standing, 'assign'),
    isOpen,
    opens: !isOpen || mail.brings === 'whole' ? undefined : t(`mailLink.${mail.brings}`),
    make: [execute(t('do.makeMessage'), 'assign.message')],
    sources: why(
      t,
      'sources',
      t('assign.sourcesShort'),
      [
        ...(isOpen ? [words(t('assign.sources'), { size: 'Small' })] : []),
        ...(pages.length === 0 ? [] : [{ type: 'ActionSet', actions: pages }]),
      ],
      {},
      t('do.details'),
    ),
    pasteText: t(isOpen ? 'assign.then' : 'assign.thenOver'),
    actions: [
      execute(t('do.recordByHand'), 'record.hand', {}, 'positive'),
      ...(isOpen ? [mail.action] : []),
      plainExecute(t('do.home'), 'home.open'),
    ],
  });
}
