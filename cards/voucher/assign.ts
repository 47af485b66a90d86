import type { Standing } from '../../domain/desk/desk.ts';
import type { Actor } from '../../domain/people/person.ts';
import { execute, plainExecute } from '../kit/actions.ts';
import { choiceInput, textInput, words } from '../kit/elements.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';

const fill = defineCard<{ readonly message: string; readonly language: string }>((t) => ({
  title: t('assign.title'),
  body: [
    words(t('assign.text')),
    choiceInput(
      'language',
      t('assign.language'),
      [
        { title: 'English', value: 'en' },
        { title: 'Русский', value: 'ru' },
        { title: 'Polski', value: 'pl' },
      ],
      { value: '${language}', expanded: true },
    ),
    textInput('message', t('assign.message'), { value: '${message}', multiline: true, max: 4000 }),
    words(t('assign.then'), { separator: true }),
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
    ...(links.workflow === undefined ? [] : [`${their('link.workflow4')}: ${links.workflow}`]),
  ].join('\n');
  return fill(actor.language, {
    message,
    language: customerLanguage,
    actions: [
      execute(t('do.makeMessage'), 'assign.message'),
      execute(t('do.recordByHand'), 'record.hand', {}, 'positive'),
      plainExecute(t('do.home'), 'home.open'),
    ],
  });
}
