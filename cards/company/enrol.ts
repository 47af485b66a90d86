import { unfitEnrolments } from '../../domain/company/eligibility.ts';
import { renewMembershipFirst } from '../../domain/company/renewal.ts';
import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { OfferingId } from '../../domain/programme/catalogue.ts';
import { execute, fitting, openUrl, plainExecute } from '../kit/actions.ts';
import { checklist, type Check } from '../kit/checklist.ts';
import {
  choiceInput,
  dateInput,
  folded,
  slot,
  type Choice,
  type Element,
  type Values,
} from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { offeringName } from '../kit/names.ts';
import { openingRow } from '../kit/opening-row.ts';
import { activeFirst, closingNote, of2019, workflowLink } from '../kit/programme.ts';
import { speaker, type Say } from '../kit/say.ts';
import { defineCard, requiredMark, type Banner, type Card } from '../kit/template.ts';
import { offeringChoices } from './company-form.ts';
import { renewalLines, renewalRows, type Coming } from './renewal-rows.ts';

const fill = defineCard<{
  readonly warnings: readonly string[];
  readonly closing: readonly Element[];
  readonly policies: readonly Element[];
  readonly enrolled: readonly Element[];
  readonly yearly: readonly string[];
  readonly how: readonly string[];
  readonly offerings: readonly Choice[];
  readonly values: Values;
  /** Whether clients check the form: another button sends it unfinished while the policies are to be read. */
  readonly isChecked: boolean;
  readonly mark: string;
}>((t) => ({
  title: t('enrol.title'),
  body: [
    lines('warnings', { color: 'Warning' }),
    slot('closing'),
    slot('policies'),
    ...[
      choiceInput('offering', t('field.offering'), '${offerings}', {
        value: '${values.offering}',
        required: t('required.offering'),
      }),
      dateInput('on', t('enrol.on'), { value: '${values.on}', required: t('required.on') }),
    ].map((input) => ({
      ...input,
      label: `${input['label'] as string}\${mark}`,
      isRequired: '${isChecked}',
    })),
    slot('enrolled'),
    ...folded('how', t('enrol.how'), [lines('how'), lines('yearly', { size: 'Small' })]),
  ],
}));

interface EnrolView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly offering: OfferingId | undefined;
  /** What is enrolled already. */
  readonly enrolled: readonly Check[];
  /** What the sources say of every year. */
  readonly yearly: readonly string[];
  /** What has to be renewed, the nearest first. */
  readonly renewals: readonly Coming[];
  readonly values: Values;
  readonly commandId: string;
  /** The offering has an enrolment of another day: what the button brings back that moves it, and to which day. */
  readonly again?: { readonly arg: string; readonly on: Day } | undefined;
  readonly banner?: Banner | undefined;
}

/** Enrolment: policies, agreement, offering, in the order of the edition (R12, P8). */
export function enrolCard(view: EnrolView): Card {
  const { actor, standing, values, commandId } = view;
  const t = speaker(actor.language);
  const { edition, company } = standing;
  const { links } = edition;
  const ref = { id: view.offering ?? '', commandId, version: standing.version };
  const readsPolicies = edition.agreement === 'enrolment';
  const isRead = company.policiesReadOn !== undefined;
  const isChecked = !readsPolicies || isRead;
  return fill(actor.language, {
    closing: closingNote(t, actor.language, standing, ['redeem']),
    policies: readsPolicies
      ? checklist([
          { is: isRead ? 'done' : 'now', text: t('enrol.policies') },
          { is: isRead ? 'now' : 'open', text: t('enrol.sign') },
        ])
      : [],
    enrolled: enrolledPart(t, view),
    yearly: view.yearly,
    how: [
      t(readsPolicies ? 'enrol.path2020' : 'enrol.path2019'),
      of2019(t, edition, t('enrol.result'), 'RU'),
    ],
    warnings: [
      ...activeFirst(t, actor.language, standing),
      ...(company.membershipEnd !== undefined && renewMembershipFirst(company, standing.today)
        ? [t('enrol.membershipEnds', { until: formatDay(actor.language, company.membershipEnd) })]
        : []),
      ...unfitEnrolments(company, edition, standing.today).map((id) =>
        t('enrol.noneFits', { offering: offeringName(id) }),
      ),
    ],
    offerings: offeringChoices,
    values,
    isChecked,
    mark: isChecked ? requiredMark(t) : '',
    banner: view.banner,
    actions: fitting([
      ...(may(actor.permission, 'company.enrol')
        ? [
            ...(readsPolicies && !isRead ? [execute(t('do.policiesRead'), 'enrol.policies', ref)] : []),
            view.again === undefined
              ? execute(t('do.enrolled'), 'enrol.done', ref, 'positive')
              : execute(
                  t('do.enrolAgain', { on: formatDay(actor.language, view.again.on) }),
                  'enrol.done',
                  { ...ref, arg: view.again.arg },
                  'positive',
                ),
          ]
        : []),
      ...(readsPolicies && !isRead && links.policies !== undefined
        ? [openUrl(t('link.policies'), links.policies)]
        : [plainExecute(t('do.profile'), 'profile.open')]),
      plainExecute(t('do.home'), 'home.open'),
      openUrl(t('link.partnerCenter'), links.partnerCenter),
      ...(readsPolicies && isRead && links.policies !== undefined
        ? [openUrl(t('link.policies'), links.policies)]
        : []),
      ...workflowLink(t, edition, 'enrolment'),
    ]),
  });
}

/** Renewals that have a row with a badge, the nearest ones. */
const RENEWALS = 3;

/** What is enrolled already and what runs out, each by its count. */
function enrolledPart(t: Say, { actor, standing, enrolled, renewals }: EnrolView): readonly Element[] {
  const { language } = actor;
  return [
    ...(enrolled.length === 0
      ? []
      : openingRow('enrolled', t('company.offerings'), String(enrolled.length), checklist(enrolled))),
    ...(renewals.length === 0
      ? []
      : openingRow('renewals', t('company.renewals'), String(renewals.length), [
          ...renewalRows(t, language, renewals.slice(0, RENEWALS), standing.today),
          ...renewalLines(t, language, renewals.slice(RENEWALS)),
        ])),
  ];
}
