import type { Standing } from '../../domain/desk/standing.ts';
import type { Actor } from '../../domain/people/person.ts';
import { personId, quarantineId } from '../../domain/store/ids.ts';
import type { PersonDocument, QuarantineDocument } from '../../domain/store/documents.ts';
import { execute, offer, plainExecute } from '../kit/actions.ts';
import { choiceInput, choiceValue, slot, words, type Choice, type Element } from '../kit/elements.ts';
import { empty } from '../kit/empty.ts';
import { formatInstant, plainLabel, shortened } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { pressableRow } from '../kit/list-row.ts';
import { factTable, lines } from '../kit/lists.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, type Banner, type Card } from '../kit/template.ts';
import { why } from '../kit/why.ts';

/** Characters of an address and of a subject in the list. */
const LONG = 60;
/** People who are offered to hand a mail to. */
const OFFERED = 60;

const fillList = defineCard<{ readonly mails: readonly Element[]; readonly rules: readonly Element[] }>(
  (t) => ({ title: t('quarantine.title'), body: [slot('mails'), slot('rules')] }),
);

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
    mails:
      mails.length === 0
        ? empty('Tray', t('quarantine.empty'), t('quarantine.emptyHint'))
        : mails.map((mail) => mailRow(t, actor.language, mail, standing)),
    rules: why(t, 'quarantine', t('quarantine.short'), [words(t('quarantine.text'), { size: 'Small' })]),
    banner,
    actions: [
      ...(next === undefined ? [] : [plainExecute(t('do.nextPage'), 'quarantine.page', { arg: next })]),
      offer(t, 'people'),
      offer(t, 'home'),
    ],
  });
}

const fillOne = defineCard<{
  readonly head: readonly Element[];
  readonly why: readonly string[];
  readonly people: readonly Choice[];
  readonly person: string;
  readonly canHand: boolean;
}>((t) => ({
  title: t('quarantine.one'),
  hasHead: true,
  body: [
    slot('head'),
    lines('why'),
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
    head: [
      ...head({ about: subjectOf(t, mail) }),
      ...factTable([
        { label: t('quarantine.from'), value: fromOf(t, mail) },
        {
          label: t('quarantine.came'),
          value: formatInstant(actor.language, mail.changedAt, standing.company.timeZone),
        },
      ]),
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

/** A mail as a row that opens it: its subject, who it says it is from, when it came, and what keeps it. */
function mailRow(
  t: Say,
  language: Actor['language'],
  mail: QuarantineDocument,
  { company }: Standing,
): Element {
  const about = shortened(subjectOf(t, mail), LONG);
  const says = [
    shortened(fromOf(t, mail), LONG),
    formatInstant(language, mail.changedAt, company.timeZone),
    stateOf(t, mail),
  ].join(' · ');
  return pressableRow(
    { about, says },
    plainExecute(plainLabel(`${about} · ${says}`, 200), 'quarantine.open', {
      id: quarantineId.keyOf(mail.id),
    }),
  );
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
function stateOf(t: Say, mail: QuarantineDocument): string {
  return mail.status === 'held' ? t(`quarantine.why.${mail.why}`) : t(`quarantine.${mail.status}`);
}
