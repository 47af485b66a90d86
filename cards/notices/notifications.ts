import type { Standing } from '../../domain/desk/standing.ts';
import type { PersonDocument } from '../../domain/store/documents.ts';
import { NOTICE_GROUPS } from '../../domain/notices/notice.ts';
import { LANGUAGES, type Actor } from '../../domain/people/person.ts';
import { execute, offer } from '../kit/actions.ts';
import { choiceInput, words } from '../kit/elements.ts';
import { languageName } from '../kit/format.ts';
import { rows, type Row } from '../kit/lists.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';

/** No language was chosen: that of their Teams. */
export const AS_TEAMS = 'teams';

/** How often somebody wants to be told. */
export const OFTEN = ['atOnce', 'daily'] as const;

const fill = defineCard<{
  readonly rows: readonly Row[];
  readonly groups: string;
  readonly often: string;
  readonly language: string;
}>((t) => ({
  title: t('notifications.title'),
  body: [
    choiceInput(
      'groups',
      t('notifications.want'),
      NOTICE_GROUPS.map((group) => ({ title: t(`group.${group}`), value: group })),
      { value: '${groups}', many: true },
    ),
    choiceInput(
      'often',
      t('notifications.often'),
      [
        { title: t('notifications.atOnce'), value: 'atOnce' },
        { title: t('notifications.daily'), value: 'daily' },
      ],
      { value: '${often}', expanded: true },
    ),
    choiceInput(
      'language',
      t('notifications.language'),
      [
        { title: t('language.ofTeams'), value: AS_TEAMS },
        ...LANGUAGES.map((one) => ({ title: languageName(one), value: one })),
      ],
      { value: '${language}' },
    ),
    ...why(t, 'hours', t('notifications.hours'), [
      words(t('notifications.lastDay'), { size: 'Small' }),
      words(t('notifications.ours'), { size: 'Small' }),
      rows('rows'),
      words(t('notifications.settings'), { size: 'Small' }),
    ]),
  ],
}));

/** What a person wants to hear and how often, and by which language and clock. */
export function notificationsCard(
  { language }: Pick<Actor, 'language'>,
  {
    person,
    standing,
    banner,
  }: {
    readonly person: PersonDocument | undefined;
    readonly standing: Standing;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(language);
  const own = person?.timeZone;
  return fill(language, {
    groups: NOTICE_GROUPS.filter((group) => person?.muted?.includes(group) !== true).join(','),
    often: person?.digest === true ? 'daily' : 'atOnce',
    language: person?.speaks ?? AS_TEAMS,
    rows: [
      {
        label: t('notifications.zone'),
        value: own ?? t('notifications.company', { zone: standing.company.timeZone }),
      },
    ],
    banner,
    actions: [execute(t('do.save'), 'notifications.save', {}, 'positive'), offer(t, 'home')],
  });
}
