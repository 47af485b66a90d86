import { unfitEnrolments } from '../../domain/company/eligibility.ts';
import { renewMembershipFirst } from '../../domain/company/renewal.ts';
import type { Day } from '../../domain/day.ts';
import type { Standing } from '../../domain/desk/standing.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import type { OfferingId } from '../../domain/programme/catalogue.ts';
import { execute, openUrl, plainExecute } from '../kit/actions.ts';
import { choiceInput, dateInput, type Choice, type Values } from '../kit/elements.ts';
import { formatDay } from '../kit/format.ts';
import { lines } from '../kit/lists.ts';
import { activeFirst, closingLines, of2019, workflowLink } from '../kit/programme.ts';
import { speaker } from '../kit/say.ts';
import { defineCard, requiredMark, type Banner, type Card } from '../kit/template.ts';
import { offeringChoices } from './company-form.ts';

const fill = defineCard<{
  readonly how: readonly string[];
  readonly warnings: readonly string[];
  readonly state: readonly string[];
  readonly offerings: readonly Choice[];
  readonly values: Values;
  /** Whether clients check the form: another button sends it unfinished while the policies are to be read. */
  readonly isChecked: boolean;
  readonly mark: string;
}>((t) => ({
  title: t('enrol.title'),
  body: [
    lines('how'),
    lines('warnings', { color: 'Warning' }),
    lines('state'),
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
  ],
}));

interface EnrolView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly offering: OfferingId | undefined;
  readonly state: readonly string[];
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
    how: [
      ...closingLines(t, actor.language, standing, 'redeem'),
      ...(readsPolicies
        ? [`${isRead ? '✔ ' : ''}${t('enrol.policies')}`, t('enrol.path2020')]
        : [t('enrol.path2019')]),
      of2019(t, edition, t('enrol.result'), 'RU'),
    ],
    warnings: [
      ...activeFirst(t, actor.language, standing),
      ...(company.membershipEnd !== undefined && renewMembershipFirst(company, standing.today)
        ? [t('enrol.membershipEnds', { until: formatDay(actor.language, company.membershipEnd) })]
        : []),
      ...unfitEnrolments(company, edition, standing.today).map((id) => t('enrol.noneFits', { offering: id })),
    ],
    state: view.state,
    offerings: offeringChoices,
    values,
    isChecked,
    mark: isChecked ? requiredMark(t) : '',
    banner: view.banner,
    actions: [
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
      ...(readsPolicies && links.policies !== undefined ? [openUrl(t('link.policies'), links.policies)] : []),
      ...workflowLink(t, edition, 'enrolment'),
      openUrl(t('link.partnerCenter'), links.partnerCenter),
      // Step 3 follows; before the policies are read there is no room for it.
      ...(readsPolicies && !isRead ? [] : [plainExecute(t('do.profile'), 'profile.open')]),
      plainExecute(t('do.home'), 'home.open'),
    ],
  });
}
