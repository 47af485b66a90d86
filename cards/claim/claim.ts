import { OFFERINGS, type OfferingId } from '../../domain/programme/catalogue.ts';
import { DENIAL_REASONS, MAX_CLAIM_VOUCHERS } from '../../domain/claim/decide.ts';
import { addDays } from '../../domain/day.ts';
import { claimBy, PAYMENT_DAYS } from '../../domain/voucher/deadlines.ts';
import type { Standing } from '../../domain/desk/desk.ts';
import type { ClaimDocument, VoucherDocument } from '../../domain/store/documents.ts';
import type { GuardId } from '../../domain/guards/table.ts';
import { may } from '../../domain/people/permissions.ts';
import type { Actor } from '../../domain/people/person.ts';
import {
  acceptArg,
  actionSet,
  bound,
  cancel,
  choiceInput,
  choiceValue,
  dateInput,
  defineCard,
  execute,
  lines,
  marked,
  openUrl,
  rows,
  textInput,
  words,
  type Card,
  type Choice,
  type Element,
  type Banner,
  type Row,
} from '../kit/elements.ts';
import { countryName, formatDay, namesOf, shortened } from '../kit/format.ts';
import { offer } from '../notice.ts';
import { choiceTitle } from '../voucher/redeem.ts';
import { speaker, type Say } from '../kit/say.ts';
import { dueText, printedNumber } from '../voucher/voucher.ts';

const fillChoose = defineCard<{
  readonly vouchers: readonly Choice[];
  readonly chosen: string;
  readonly reason: string;
  readonly asksReason: boolean;
}>((t) => ({
  title: t('claim.chooseTitle'),
  body: [
    words(t('claim.chooseText', { max: MAX_CLAIM_VOUCHERS })),
    choiceInput('vouchers', t('claim.choose'), '${vouchers}', {
      value: '${chosen}',
      many: true,
      required: t('required.vouchers'),
    }),
    {
      $when: '${asksReason}',
      ...textInput('reason', t('field.reason'), { value: '${reason}', required: t('required.reason') }),
    },
  ],
}));

/** Which redeemed vouchers go into one payment request: those of one country. */
export function claimChooseCard(
  actor: Actor,
  view: {
    readonly vouchers: readonly VoucherDocument[];
    readonly chosen: readonly string[];
    readonly accepts: readonly GuardId[];
    readonly reason: string;
    /** The voucher that the step was opened for, '' for none. */
    readonly subject: string;
    readonly commandId: string;
    readonly banner?: Banner | undefined;
  },
): Card {
  const t = speaker(actor.language);
  const country = (doc: VoucherDocument): string =>
    'reservation' in doc.state.stage ? countryName(actor.language, doc.state.stage.reservation.country) : '';
  const sorted = [...view.vouchers].sort((a, b) => country(a).localeCompare(country(b), actor.language));
  return fillChoose(actor.language, {
    vouchers: sorted.map((doc) => ({
      value: choiceValue(doc.state.facts.number),
      title: `${country(doc)} · ${choiceTitle(doc)}${
        doc.state.stage.status === 'redeemed'
          ? ` · ${t('claim.until', { day: formatDay(actor.language, claimBy(doc.state.stage.redemption.on)) })}`
          : ''
      }`,
    })),
    chosen: view.chosen.map(choiceValue).join(','),
    reason: view.reason,
    asksReason: view.accepts.length > 0,
    banner: view.banner,
    actions: [
      execute(
        t('do.createClaim'),
        'claim.create',
        { id: view.subject, commandId: view.commandId, arg: acceptArg(view.accepts) },
        'positive',
      ),
      cancel(t('do.cancel'), 'claim', view.subject),
    ],
  });
}

export interface ClaimView {
  readonly actor: Actor;
  readonly standing: Standing;
  readonly doc: ClaimDocument;
  readonly vouchers: readonly VoucherDocument[];
  readonly values: Readonly<Record<string, string>>;
  /** Guards that an admin may record as not met on submitting. */
  readonly accepts: readonly GuardId[];
  readonly commandId: string;
  readonly banner?: Banner | undefined;
}

const fillClaim = defineCard<{
  readonly state: string;
  readonly rows: readonly Row[];
  readonly vouchers: readonly Row[];
  readonly how: readonly string[];
  readonly inputs: readonly Element[];
}>((t) => ({
  title: t('claim.title'),
  body: [
    bound('${state}', { weight: 'Bolder', spacing: 'None' }),
    rows('rows'),
    rows('vouchers'),
    lines('how'),
    { type: 'Container', items: '${inputs}' },
  ],
}));

/** A claim: its vouchers, where it stands, and the one next thing; the claim itself lives in SAVB (R22, P18, P19). */
export function claimCard(view: ClaimView): Card {
  const { actor, standing, doc } = view;
  const { language } = actor;
  const t = speaker(language);
  const { stage } = doc.state;
  const id = doc.id.slice('claim:'.length);
  const ref = { id, version: doc.version, commandId: view.commandId, arg: acceptArg(view.accepts) };
  const does = (
    name: 'submit' | 'approve' | 'pay' | 'deny' | 'discard' | 'undo',
    title: string,
    style?: 'positive' | 'destructive',
  ): Element[] =>
    may(actor.permission, `claim.${name}`) ? [execute(title, `settle.${name}`, ref, style)] : [];
  const savb = openUrl(t('link.savb'), standing.edition.links.savb);
  const undo = doc.state.before === undefined ? [] : does('undo', t('do.undo'));
  const actions: Element[] = (() => {
    switch (stage.status) {
      case 'draft':
        return [
          ...does('submit', t('do.submitted'), 'positive'),
          savb,
          ...does('discard', t('do.discard'), 'destructive'),
        ];
      case 'submitted':
        return [
          ...does('approve', t('do.approved'), 'positive'),
          ...does('deny', t('do.denied'), 'destructive'),
          savb,
          ...undo,
        ];
      case 'approved':
        return [
          ...does('pay', t('do.paid'), 'positive'),
          ...does('deny', t('do.denied'), 'destructive'),
          savb,
          ...undo,
        ];
      case 'paid':
        return [...undo, savb];
      case 'denied':
        return [execute(t('do.claim'), 'claim.open'), ...undo];
      case 'discarded':
        return [execute(t('do.claim'), 'claim.open')];
      default:
        return stage satisfies never;
    }
  })();
  return fillClaim(language, {
    state: `${t(`status.${stage.status}`)} · ${countryName(language, doc.state.country)}`,
    rows: claimRows(t, view),
    vouchers: view.vouchers.map((one) => ({
      label: printedNumber(one),
      value: shortened(one.texts['customer'] ?? ''),
    })),
    how: howTo(t, view),
    inputs: inputs(t, view).map((element) => marked(element, t)),
    banner: view.banner,
    actions: [...actions, offer(t, 'claims'), offer(t, 'home')].slice(0, 6),
  });
}

function claimRows(t: Say, { actor: { language }, standing, doc }: ClaimView): Row[] {
  const { stage, breaches } = doc.state;
  const { texts } = doc;
  const row = (label: string, value: string | undefined): Row[] =>
    value === undefined || value === '' ? [] : [{ label: `${label}:`, value }];
  return [
    ...(stage.status === 'draft'
      ? row(t('voucher.claimBy'), dueText(t, language, claimBy(doc.state.redeemed.first), standing.today))
      : []),
    ...row(t('field.reference'), texts['reference']),
    ...('submittedOn' in stage ? row(t('claim.submittedOn'), formatDay(language, stage.submittedOn)) : []),
    ...('approvedOn' in stage ? row(t('claim.approvedOn'), formatDay(language, stage.approvedOn)) : []),
    ...(stage.status === 'approved'
      ? row(
          t('claim.paymentBy'),
          dueText(t, language, addDays(stage.approvedOn, PAYMENT_DAYS), standing.today),
        )
      : []),
    ...(stage.status === 'paid' ? row(t('claim.paidOn'), formatDay(language, stage.paidOn)) : []),
    ...(stage.status === 'denied'
      ? [
          ...row(t('claim.deniedOn'), formatDay(language, stage.deniedOn)),
          ...row(t('field.reason'), t(`denial.${stage.reason}`)),
        ]
      : []),
    ...row(t('claim.amount'), [texts['amount'], texts['currency']].filter(Boolean).join(' ')),
    ...(breaches.length > 0
      ? row(t('voucher.breaches'), t('voucher.breachesCost', { guards: breaches.join(', ') }))
      : []),
  ];
}

function howTo(t: Say, { doc, standing }: ClaimView): string[] {
  switch (doc.state.stage.status) {
    case 'draft':
      return [
        ...(claimBy(doc.state.redeemed.first) < standing.today ? [t('claim.late')] : []),
        t('claim.signIn'),
        t('claim.inSavb'),
      ];
    case 'submitted':
      return [t('claim.waits')];
    case 'approved':
      return [t('claim.payment')];
    case 'denied':
      return [t('claim.afterDenial')];
    case 'paid':
      return [t('claim.isPaid')];
    case 'discarded':
      return [t('claim.isDiscarded')];
    default:
      return doc.state.stage satisfies never;
  }
}

function inputs(t: Say, { doc, values, standing, actor, accepts }: ClaimView): Element[] {
  const value = (name: string): string => values[name] ?? '';
  const on = dateInput('on', t('field.on'), {
    value: values['on'] ?? standing.today,
    required: t('required.on'),
  });
  const reason = may(actor.permission, 'claim.undo')
    ? [textInput('reason', t('claim.undoWhy'), { value: value('reason') })]
    : [];
  const denial = choiceInput(
    'denial',
    t('claim.denialWhy'),
    DENIAL_REASONS.map((id) => ({ value: id, title: t(`denial.${id}`) })),
    { value: value('denial'), placeholder: t('choose') },
  );
  const amount = [
    textInput('amount', t('field.amount'), { value: values['amount'] ?? doc.texts['amount'] ?? '', max: 20 }),
    textInput('currency', t('field.currency'), {
      value: values['currency'] ?? doc.texts['currency'] ?? '',
      max: 3,
    }),
  ];
  switch (doc.state.stage.status) {
    case 'draft':
      return [
        textInput('reference', t('field.reference'), {
          value: values['reference'] ?? doc.texts['reference'] ?? '',
          max: 60,
        }),
        on,
        ...amount,
        ...(accepts.length > 0 ? [textInput('reason', t('field.reason'), { value: value('reason') })] : []),
      ];
    case 'submitted':
      return [on, denial, ...reason];
    case 'approved':
      return [on, ...amount, denial, ...reason];
    case 'paid':
      return reason;
    case 'denied':
      return reason;
    case 'discarded':
      return [];
    default:
      return doc.state.stage satisfies never;
  }
}

interface ListedClaim extends Row {
  readonly actions: readonly Element[];
}

const listed = (list: string): Element => ({
  $data: `\${${list}}`,
  type: 'Container',
  items: [
    {
      type: 'RichTextBlock',
      inlines: [
        { type: 'TextRun', text: '${label} ', weight: 'Bolder' },
        { type: 'TextRun', text: '${value}' },
      ],
    },
    actionSet('actions', { spacing: 'Small' }),
  ],
});

const fillList = defineCard<{
  readonly claims: readonly ListedClaim[];
  readonly settled: readonly ListedClaim[];
  readonly summary: string;
}>((t) => ({
  title: t('claims.title'),
  body: [
    bound('${summary}'),
    listed('claims'),
    words(t('claims.closed'), { $when: '${count(settled) > 0}', weight: 'Bolder', separator: true }),
    listed('settled'),
  ],
}));

/** Claims in flight with their dates, and those settled lately: where is my money. */
export function claimsCard(
  actor: Actor,
  {
    docs,
    settled,
    standing,
    unclaimed,
  }: {
    readonly docs: readonly ClaimDocument[];
    readonly settled: readonly ClaimDocument[];
    readonly standing: Standing;
    readonly unclaimed: number;
  },
): Card {
  const { language } = actor;
  const t = speaker(language);
  return fillList(language, {
    summary:
      docs.length === 0 ? t('claims.none', { count: unclaimed }) : t('claims.summary', { count: unclaimed }),
    claims: docs.map((doc) => listedClaim(t, language, doc, standing)),
    settled: settled.map((doc) => listedClaim(t, language, doc, standing)),
    actions: [
      ...(unclaimed > 0 && may(actor.permission, 'claim.draft')
        ? [execute(t('do.claim'), 'claim.open', {}, 'positive')]
        : []),
      offer(t, 'vouchers'),
      offer(t, 'home'),
    ],
  });
}

function listedClaim(
  t: Say,
  language: Actor['language'],
  doc: ClaimDocument,
  standing: Standing,
): ListedClaim {
  const { stage, redeemed } = doc.state;
  const date = ((): string | undefined => {
    switch (stage.status) {
      case 'draft':
        return t('claim.until', { day: formatDay(language, claimBy(redeemed.first)) });
      case 'submitted':
        return `${t('claim.submittedOn')} ${formatDay(language, stage.submittedOn)}`;
      case 'approved':
        return `${t('claim.paymentBy')} ${dueText(t, language, addDays(stage.approvedOn, PAYMENT_DAYS), standing.today)}`;
      case 'paid':
        return formatDay(language, stage.paidOn);
      case 'denied':
        return `${formatDay(language, stage.deniedOn)} · ${t(`denial.${stage.reason}`)}`;
      case 'discarded':
        return undefined;
      default:
        return stage satisfies never;
    }
  })();
  const parts = [
    t('claim.of', { count: doc.state.voucherIds.length }),
    countryName(language, doc.state.country),
    doc.texts['reference'],
    date,
  ];
  return {
    label: t(`status.${stage.status}`),
    value: parts.filter(Boolean).join(' · '),
    actions: [execute(t('do.openClaim'), 'claims.one', { id: doc.id.slice('claim:'.length) })],
  };
}

const fillRegister = defineCard<{
  readonly asksName: boolean;
  readonly offering: string;
  readonly how: readonly string[];
  readonly on: string;
}>((t) => ({
  title: t('register.title'),
  body: [
    bound('${offering}', { weight: 'Bolder' }),
    words(t('register.text')),
    lines('how'),
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
    ? t('register.signIn')
    : globalAdmins.length === 0
      ? t('register.nobodyKnown')
      : t('register.ask', { names: namesOf(globalAdmins) });
  return fillRegister(actor.language, {
    offering: `${offering} · ${OFFERINGS[offering]}`,
    asksName: !own,
    how: [who, t('register.clicks')],
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
