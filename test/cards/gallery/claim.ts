import { claimChooseCard } from '../../../cards/claim/choose.ts';
import { claimCard } from '../../../cards/claim/claim.ts';
import { claimsCard } from '../../../cards/claim/claims.ts';
import { denialCard } from '../../../cards/claim/denial.ts';
import { claimUndoCard } from '../../../cards/claim/undo.ts';
import { moneyCard } from '../../../cards/claim/money.ts';
import { registerCard } from '../../../cards/claim/register.ts';
import { refusalCard } from '../../../cards/voucher/refusal.ts';
import { claimAnswers } from '../../../domain/claim/decide.ts';
import { DENIAL_REASONS } from '../../../domain/claim/model.ts';
import { OFFERING_IDS } from '../../../domain/programme/catalogue.ts';
import type { LastDays, Waiting } from '../../../domain/claim/money.ts';
import type { ClaimDocument } from '../../../domain/store/documents.ts';
import { ACCEPTS } from './answers.ts';
import { d, TODAY } from './days.ts';
import { MANY, Scene } from './scene.ts';

/** Claims: choosing their vouchers, one, lists, and the registration that they need. */
export function showClaims(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const vouchers = scene.many('redeemed', MANY);
  const chosen = vouchers.map(({ state }) => state.facts.number);
  const subject = scene.outside('number', 0);
  const common = { actor, standing, commandId: 'synthetic-command', accepts: [] };
  const values = {
    on: TODAY,
    paidOn: TODAY,
    reference: scene.outside('reference', 0),
    amount: scene.outside('amount', 0),
    currency: 'EUR',
    denial: 'eligibility',
    reason: scene.outside('reason', 0),
  };
  for (const accepts of ACCEPTS) {
    const twenty = {
      vouchers,
      standing,
      chosen,
      more: 21,
      subject,
      commandId: 'synthetic-command',
      accepts,
      values,
    };
    scene.show(
      claimChooseCard,
      `twenty, accepts ${accepts.length}`,
      claimChooseCard(actor, { ...twenty, banner: scene.banner() }),
    );
    const one = { ...twenty, vouchers: vouchers.slice(0, 1), chosen: [], more: 0, subject: '', values: {} };
    scene.show(claimChooseCard, `one, accepts ${accepts.length}`, claimChooseCard(actor, one));
  }
  const claims: [string, ClaimDocument][] = [
    ...(['draft', 'submitted', 'approved', 'paid', 'denied', 'discarded'] as const).map(
      (status): [string, ClaimDocument] => [status, scene.claim(status)],
    ),
    ...DENIAL_REASONS.map((reason): [string, ClaimDocument] => [
      `denied: ${reason}`,
      scene.claim('denied', 1, reason),
    ]),
  ];
  for (const [of, doc] of claims) {
    scene.show(
      claimCard,
      `${of}, filled`,
      claimCard({ ...common, doc, vouchers, values, accepts: ['G14'], banner: scene.banner() }),
    );
    scene.show(
      claimCard,
      `${of}, blank`,
      claimCard({ ...common, doc, vouchers: vouchers.slice(0, 1), values: {} }),
    );
    const bare = { ...doc, texts: {} };
    scene.show(
      claimCard,
      `${of}, no texts`,
      claimCard({ ...common, doc: bare, vouchers: [scene.voucher('redeemed', 0, 'number')], values: {} }),
    );
  }
  for (const status of ['submitted', 'approved'] as const) {
    const form = { ...common, doc: scene.claim(status), vouchers };
    scene.show(denialCard, status, denialCard({ ...form, values: {} }));
    scene.show(denialCard, `${status}, filled`, denialCard({ ...form, values, banner: scene.banner() }));
  }
  for (const status of ['submitted', 'approved', 'paid', 'denied'] as const) {
    const form = { ...common, doc: scene.claim(status, 1), vouchers: vouchers.slice(0, 1) };
    scene.show(claimUndoCard, status, claimUndoCard({ ...form, values: {} }));
    scene.show(
      claimUndoCard,
      `${status}, filled`,
      claimUndoCard({ ...form, values, banner: scene.banner() }),
    );
  }
  for (const [of, doc] of claims) {
    const docs = Array.from({ length: 5 }, () => doc);
    const settled = docs.slice(0, 3);
    for (const unclaimed of [0, 1, 22]) {
      scene.show(
        claimsCard,
        `five, ${of}, ${unclaimed} unclaimed`,
        claimsCard(actor, { docs, settled, standing, unclaimed, next: 'all.8', isFirst: false }),
      );
    }
  }
  for (const unclaimed of [0, 5])
    scene.show(
      claimsCard,
      `none, ${unclaimed} unclaimed`,
      claimsCard(actor, { docs: [], settled: [], standing, unclaimed, isFirst: true }),
    );
  showMoney(scene);
  for (const offering of OFFERING_IDS) {
    const register = { offering, standing, commandId: 'synthetic-command' };
    scene.show(registerCard, offering, registerCard(actor, { ...register, globalAdmins: [] }));
    scene.show(
      registerCard,
      `${offering}, whom to ask`,
      registerCard(actor, { ...register, globalAdmins: scene.names('person', 10), banner: scene.banner() }),
    );
  }
  const refused = claimAnswers(scene.voucher('assigned').state, TODAY, standing);
  scene.show(
    refusalCard,
    'a claim',
    refusalCard({ doc: scene.voucher('redeemed'), standing, actor, unmet: refused }),
  );
}

/** Where the money is: nothing, the usual, everything at once, and more than is counted. */
function showMoney(scene: Scene): void {
  const standing = scene.standing();
  const nothing = { claims: 0, sums: [], without: 0, over: 0, near: 0, unknown: 0 };
  const waiting = (claims: number, currencies: readonly string[], more: Partial<Waiting>): Waiting => ({
    ...nothing,
    claims,
    sums: currencies.map((currency, nth) => ({ currency, hundredths: 1_250_050n + BigInt(nth) })),
    without: claims > 1 ? 1 : 0,
    first: scene.claim('approved').id,
    ...more,
  });
  const none = { ...nothing, count: 0 };
  const empty = {
    drafts: nothing,
    submitted: nothing,
    approved: nothing,
    late: nothing,
    claimable: none,
    paid: [],
    moreOpen: false,
    moreClaimable: false,
  };
  const months = ['2020-06', '2020-05', '2020-04', '2020-02', '2020-01', '2019-11'];
  const paid = (currencies: readonly string[], count: number) =>
    months.slice(0, count).map((month, nth) => ({ month, ...waiting(nth + 1, currencies, {}) }));
  const [past, soon, far] = [d('2020-05-29'), d('2020-06-18'), d('2020-07-30')];
  const claimable: LastDays & { count: number } = {
    count: 5,
    over: 0,
    near: 0,
    unknown: 0,
    next: far,
  };
  const usual = {
    ...empty,
    late: waiting(1, ['EUR'], { over: 1, since: past }),
    claimable,
    submitted: waiting(2, ['EUR'], { unknown: 2 }),
    approved: waiting(1, ['PLN'], { next: far }),
    paid: paid(['EUR'], 3),
  };
  const four = ['EUR', 'GBP', 'PLN', 'USD', ''];
  const all = {
    drafts: waiting(2, ['EUR', 'PLN'], { near: 1, next: soon }),
    submitted: waiting(12, ['EUR', 'PLN', ''], { unknown: 12 }),
    approved: waiting(3, ['EUR', 'PLN'], { next: far }),
    late: waiting(2, ['EUR', 'PLN'], { over: 2, since: past }),
    claimable: { count: 22, over: 2, since: past, near: 3, next: soon, unknown: 4 },
    paid: paid(['EUR', 'PLN'], 6),
    moreOpen: false,
    moreClaimable: false,
  };
  for (const [of, money] of [
    ['nothing', empty],
    ['only to claim', { ...empty, claimable }],
    ['no last day known', { ...empty, claimable: { ...none, count: 3, unknown: 3 } }],
    ['usual', usual],
    ['everything', all],
    [
      'too much',
      { ...all, paid: paid(four, 6), moreOpen: true, moreClaimable: true, paidSince: d('2020-01-02') },
    ],
  ] as const)
    scene.show(moneyCard, of, moneyCard(scene.actor, { money, standing }));
}
