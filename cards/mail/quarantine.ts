import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { personId, quarantineId } from '../../domain/store/ids.ts';
import type { PersonDocument, QuarantineDocument } from '../../domain/store/documents.ts';
import { execute, offer, plainExecute } from '../kit/actions.ts';
import { choiceInput, choiceValue, words, type Choice } from '../kit/elements.ts';
import { formatInstant, plainLabel, shortened } from '../kit/format.ts';
import { lines, rows, rowsWithActions, type Row, type RowWithActions } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';

/** Characters of an address and of a subject in the list. */
const LONG = 60;
/** People who are offered to hand a mail to. */
const OFFERED = 60;

const fillList = defineCard<{
  readonly mails: readonly RowWithActions[];
  readonly after: readonly string[];
}>((t) => ({
  title: t('quarantine.title'),
  body: [words(t('quarantine.text'), { isSubtle: true }), rowsWithActions('mails'), lines('after')],
}));

/** Mails of the watched mailbox that came to nobody: for admins, the newest first. */
export function quarantineCard(
  actor: Actor,
  {
    mails,
    standing,
    next,
    banner,
  }: {
    readonly mails: readonly QuarantineDocument[];
    readonly standing: Standing;
    /** Where the list goes on. */
    readonly next?: string | undefined;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  return fillList(actor.language, {
    mails: mails.map((mail) => ({
      label: shortened(subjectOf(t, mail), LONG),
      value: [
        shortened(fromOf(t, mail), LONG),
        formatInstant(actor.language, mail.changedAt, standing.company.timeZone),
        stateOf(t, mail),
      ].join(' · '),
      actions: [plainExecute(t('do.open'), 'quarantine.open', { id: quarantineId.keyOf(mail.id) })],
    })),
    after: mails.length === 0 ? [t('quarantine.empty')] : [],
    banner,
    actions: [
      ...(next === undefined ? [] : [plainExecute(t('do.nextPage'), 'quarantine.page', { arg: next })]),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}

const fillOne = defineCard<{
  readonly rows: readonly Row[];
  readonly why: readonly string[];
  readonly people: readonly Choice[];
  readonly person: string;
  readonly canHand: boolean;
}>((t) => ({
  title: t('quarantine.one'),
  body: [
    rows('rows'),
    lines('why', { size: 'Small' }),
    {
      $when: '${canHand}',
      ...choiceInput('person', t('quarantine.person'), '${people}', {
        value: '${person}',
        required: t('required.person'),
      }),
    },
  ],
}));

/** One of them: what is known of it, why it came to nobody, and whom an admin can hand it to. */
export function quarantinedMailCard(
  actor: Actor,
  {
    mail,
    people,
    standing,
    person = '',
    banner,
  }: {
    readonly mail: QuarantineDocument;
    /** Who may record vouchers and can be written to. */
    readonly people: readonly PersonDocument[];
    readonly standing: Standing;
    /** The AAD object id of who is chosen. */
    readonly person?: string | undefined;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const id = quarantineId.keyOf(mail.id);
  const canHand = mail.status === 'held' && people.length > 0;
  return fillOne(actor.language, {
    rows: [
      { label: `${t('quarantine.from')}:`, value: fromOf(t, mail) },
      { label: `${t('quarantine.subject')}:`, value: subjectOf(t, mail) },
      {
        label: `${t('quarantine.came')}:`,
        value: formatInstant(actor.language, mail.changedAt, standing.company.timeZone),
      },
    ],
    why: [
      `${sentence(actor.language, stateOf(t, mail))}.`,
      ...(canHand ? [t(`quarantine.help.${mail.why}`)] : []),
    ],
    people: people.slice(0, OFFERED).map((one) => ({
      title: plainLabel(one.name, 40),
      value: choiceValue(personId.keyOf(one.id)),
    })),
    person: person === '' ? '' : choiceValue(person),
    canHand,
    banner,
    actions: [
      ...(canHand ? [execute(t('do.handOver'), 'quarantine.hand', { id }, 'positive')] : []),
      plainExecute(t('do.dismiss'), 'quarantine.dismiss', { id }),
      plainExecute(t('do.back'), 'quarantine.page', {}),
      offer(t, 'home'),
    ],
  });
}

function subjectOf(t: Say, { subject }: QuarantineDocument): string {
  return subject === '' ? t('quarantine.noSubject') : subject;
}

function fromOf(t: Say, { from }: QuarantineDocument): string {
  return from === '' ? t('quarantine.noSender') : from;
}

/** With a capital letter. */
function sentence(language: Actor['language'], text: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** What keeps it, or what has become of it. */
function stateOf(t: Say, { status, why }: QuarantineDocument): string {
  return status === 'held' ? t(`quarantine.why.${why}`) : t(`quarantine.${status}`);
}
