import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../../bot/local/wire.ts';
import { gallery } from '../cards/gallery.ts';
import type { Inputs } from '../teams/card.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  elementsOf,
  mail,
  recorded,
  redeemed,
  reported,
  reserved,
  t,
  type Chat,
} from './running-bot.ts';
import { TrueStore } from './true-store.ts';
import { world } from './world.ts';

let store: TrueStore;
const { bot, anna } = world({
  how: async () => {
    store = await TrueStore.start();
    return { env: store.env };
  },
});
afterAll(() => store.close());

/** A form: the function that makes its card, how somebody comes to it, and its button. */
interface Form {
  readonly card: string;
  readonly open: (chat: Chat) => Promise<unknown>;
  readonly save: string;
  /** What is chosen where a form opens without what is known; it is what is known. */
  readonly same?: Inputs;
  /** What its button needs beside what the card shows. */
  readonly filled?: Json;
}

const numbers: Record<string, string> = {};
const about = (verb: string, which: string) => async (chat: Chat) => {
  await chat.say(numbers[which] ?? '');
  await chat.press(verb);
};
const from = (word: string, verb: string) => async (chat: Chat) => {
  await chat.say(word);
  await chat.press(verb);
};
/** By a button whose card is not in front of the person. */
const forged =
  (verb: string, data: Json = {}) =>
  async (chat: Chat) => {
    await chat.say('home');
    await chat.forge(verb, data);
  };

/** Opens a form when nothing of an earlier one waits at the top. */
async function begin(open: Form['open']): Promise<void> {
  await anna.say('cancel');
  await open(anna);
}

/** Forms about what is known: saving one as it is changes nothing. */
const KEEP: readonly Form[] = [
  { card: 'companyDetailsCard', open: from('company', 'company.details'), save: 'company.saveDetails' },
  {
    card: 'competencyCard',
    open: from('company', 'company.competency'),
    save: 'company.saveCompetency',
    same: { competency: 'collaboration-and-content', level: 'gold' },
  },
  { card: 'setUpCard', open: (chat) => chat.say('set up'), save: 'setUp.save' },
  {
    card: 'locationCard',
    open: forged('setUp.location'),
    save: 'setUp.addLocation',
    same: { country: 'Poland', locationId: '4711001' },
  },
  {
    card: 'consultantCard',
    open: forged('setUp.consultant'),
    save: 'setUp.addConsultant',
    same: { consultantName: 'Boris Ivanov (synthetic)' },
  },
  {
    card: 'participantsCard',
    open: forged('eligibility.participants'),
    save: 'eligibility.train',
    same: { participant: 'Petra (synthetic)' },
  },
  { card: 'enrolCard', open: (chat) => chat.say('enrol'), save: 'enrol.done', same: { offering: 'SDPS' } },
  { card: 'profileCard', open: forged('profile.edit', { id: 'PL' }), save: 'profile.save' },
  {
    card: 'profileCard',
    open: forged('profile.edit'),
    save: 'profile.save',
    same: { region: 'Poland' },
  },
  {
    card: 'personCard',
    open: async (chat) => {
      await chat.say('people');
      await chat.press('people.open');
    },
    save: 'people.grant',
  },
  {
    card: 'statusCard',
    open: forged('eligibility.status', { id: 'SDPS' }),
    save: 'eligibility.saveStatus',
  },
  {
    card: 'maxDaysCard',
    open: forged('company.maxDays'),
    save: 'company.saveMaxDays',
    same: { engagement: 'sharepoint', maxDays: '5' },
  },
  { card: 'notificationsCard', open: (chat) => chat.say('notifications'), save: 'notifications.save' },
  ...['assigned', 'reserved', 'reported', 'redeemed', 'lost'].map((which) => ({
    card: 'correctCard',
    open: about('correct.open', which),
    save: 'correct.amend',
  })),
  { card: 'rescheduleCard', open: about('reschedule.open', 'reserved'), save: 'reschedule.done' },
];

/** Forms whose button does something: what it needs is marked, and what is wrong is said where it stands. */
const ACTS: readonly Form[] = [
  {
    card: 'mailCard',
    open: (chat) => chat.say(mail('SAP-FORM-0001', { assigned: '03/11/2026' })),
    save: 'record.only',
    filled: { assignedOn: '2026-11-03' },
  },
  {
    card: 'recordCard',
    open: forged('record.hand'),
    save: 'record.facts',
    filled: { number: 'SAP-FORM-0002' },
  },
  {
    card: 'recordStageCard',
    open: async (chat) => {
      await chat.say('new voucher');
      await chat.press('record.hand');
      await chat.press('record.facts', { number: 'SAP-FORM-0003', stage: 'redeemed' });
    },
    save: 'record.stage',
    filled: {
      reservedOn: '2026-11-20',
      start: '2026-11-20',
      end: '2026-11-20',
      reportedOn: '2026-11-20',
      deliverable: 'plan.docx',
      redeemedOn: '2026-11-20',
    },
  },
  {
    card: 'reserveCard',
    open: about('reserve.open', 'noAdmin'),
    save: 'reserve.done',
    filled: { terms: 'true', attested: 'G7,G8', adminEmail: ADMIN_EMAIL },
  },
  { card: 'loseCard', open: about('lose.open', 'assigned'), save: 'lose.done' },
  {
    card: 'releaseCard',
    open: about('release.open', 'reserved'),
    save: 'release.done',
    filled: { reason: 'otherPartner' },
  },
  {
    card: 'reportCard',
    open: about('report.open', 'reserved'),
    save: 'report.done',
    filled: { deliverable: 'plan.docx', receivedBy: 'Paula (synthetic)' },
  },
  { card: 'redeemCard', open: about('redeem.open', 'reported'), save: 'redeem.review' },
  {
    card: 'redeemReviewCard',
    open: async (chat) => {
      await about('redeem.open', 'reported')(chat);
      await chat.press('redeem.review');
    },
    save: 'redeem.yes',
  },
  { card: 'claimChooseCard', open: about('claim.open', 'redeemed'), save: 'claim.create' },
  { card: 'registerCard', open: forged('register.open', { id: 'SDPS' }), save: 'register.done' },
  { card: 'agreementCard', open: forged('eligibility.agreement'), save: 'eligibility.sign' },
  {
    card: 'claimCard',
    open: async (chat) => {
      await chat.say('claims');
      await chat.press('claims.one');
    },
    save: 'settle.submit',
    filled: { reference: 'MRN-1' },
  },
  {
    card: 'enrolCard',
    open: (chat) => chat.say('enrol'),
    save: 'enrol.done',
    filled: { offering: 'DDPS' },
  },
];
/** Their inputs only choose what is shown. */
const VIEWS = ['assignCard', 'vouchersCard'];

const isInput = ({ type }: Json): boolean => /^Input\.(?!Choice$)/.test(String(type));
const idsOf = (card: unknown): string =>
  elementsOf(card)
    .filter((part) => isInput(part) && part['choices'] !== null)
    .map(({ id }) => String(id))
    .sort()
    .join(',');

/** For each card with inputs in the gallery all that it can have. */
const known = new Map<string, Set<string>>();
for (const { made, card } of gallery({ outside: (place) => place, permissions: ['admin'] })) {
  const ids = idsOf(card);
  if (ids !== '') known.set(made, new Set([...(known.get(made) ?? []), ...ids.split(',')]));
}

beforeAll(async () => {
  for (const which of ['redeemed', 'claimed']) {
    numbers[which] = bot.newNumber();
    await redeemed(bot, anna, numbers[which]);
    bot.itIs('2026-11-20');
  }
  numbers['reported'] = bot.newNumber();
  await reported(bot, anna, numbers['reported']);
  numbers['reserved'] = bot.newNumber();
  bot.itIs('2026-11-20');
  await reserved(anna, numbers['reserved']);
  for (const which of ['assigned', 'lost', 'noAdmin']) {
    numbers[which] = bot.newNumber();
    if (which === 'noAdmin') {
      await anna.say(mail(numbers[which]));
      await anna.press('record.only');
    } else await recorded(anna, numbers[which]);
  }
  await anna.say(numbers['lost'] ?? '');
  await anna.press('lose.open');
  await anna.press('lose.done');
  await forged('eligibility.participants')(anna);
  await anna.press('eligibility.train', { name: 'Petra (synthetic)', trainedOn: '2026-11-19' });
  await anna.say('enrol');
  await anna.press('enrol.policies');
  await anna.press('enrol.done', { offering: 'SDPS' });
  await forged('company.competency')(anna);
  await anna.press('company.saveCompetency', {
    competency: 'collaboration-and-content',
    level: 'gold',
    anniversary: '2027-05-01',
  });
  await forged('eligibility.status', { id: 'SDPS' })(anna);
  await anna.press('eligibility.saveStatus', { status: 'active', moved: 'yes' });
  await forged('company.maxDays')(anna);
  await anna.press('company.saveMaxDays', { engagement: 'sharepoint', maxDays: '5' });
  await forged('profile.edit')(anna);
  await anna.press('profile.save', {
    region: 'PL',
    description: 'We plan (synthetic)',
    website: 'https://fabrikam.example',
    logo: true,
    locations: ['4711001'],
  });
  bot.itIs(AFTER);
  await anna.say('claim');
  await anna.press('claim.create', { vouchers: [numbers['claimed'] ?? ''] });
  await anna.press('register.done');
  await anna.press('claim.create', { vouchers: [numbers['claimed'] ?? ''] });
  bot.itIs('2026-11-20');
});

test('every card with inputs is opened here', () => {
  const opened = new Set([...KEEP, ...ACTS].map(({ card }) => card));
  expect([...known.keys()].filter((card) => !opened.has(card)).sort()).toEqual([...VIEWS].sort());
});

describe.each(KEEP.map((form) => [form.card, form] as const))('%s', (_card, { card, open, save, same }) => {
  test('saved as it is leaves every document as it was, and says so', async () => {
    await begin(open);
    expect(
      idsOf(anna.card.card)
        .split(',')
        .filter((id) => known.get(card)?.has(id) !== true),
    ).toEqual([]);
    const before = await store.state();
    await anna.press(save, same);
    expect(JSON.parse(await store.state())).toEqual(JSON.parse(before));
    expect(anna.text).toContain(t('unchanged'));
  });
});

/** The label of an input without its mark; whether an error stands right above it, and is seen. */
function labelOf(input: Json): string {
  return String(input['label']).replace(` (${t('required.word')})`, '');
}

/** The error that stands right above the input, where all that it is in is open. */
function errorAbove(card: unknown, id: string): string | undefined {
  const within = (parts: readonly Json[]): string | undefined => {
    for (const [at, part] of parts.entries()) {
      if (part['id'] === id) {
        const above = parts[at - 1];
        return above?.['type'] === 'RichTextBlock'
          ? elementsOf(above['inlines'])
              .map(({ text }) => String(text))
              .join('')
          : undefined;
      }
      const inner = part['items'] ?? part['columns'];
      const found =
        part['isVisible'] === false || !Array.isArray(inner) ? undefined : within(inner as Json[]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return within((card as Json)['body'] as Json[]);
}

/** What no input takes, by its type. */
const WRONG: Readonly<Record<string, string>> = {
  'Input.Date': '2026-13-45',
  'Input.Number': '5.5',
  'Input.Text': 'x'.repeat(5_000),
};

describe.each([...KEEP, ...ACTS].map((form) => [form.card, form] as const))(
  '%s with an error',
  (_card, { card, open, save, same = {}, filled = {} }) => {
    test('names the input as it does, above it; what it cannot do without is marked', async () => {
      const given = { ...same, ...filled };
      await begin(open);
      expect(
        idsOf(anna.card.card)
          .split(',')
          .filter((id) => known.get(card)?.has(id) !== true),
      ).toEqual([]);
      const values = Object.fromEntries(
        anna.inputs.flatMap(({ id, value }) => (value === undefined ? [] : [[String(id), value]])),
      ) as Json;
      const faults: string[] = [];
      for (const input of anna.inputs) {
        const id = String(input['id']);
        for (const wrong of ['', WRONG[String(input['type'])]]) {
          if (wrong === undefined) continue;
          // Only a refusal leaves all as it is; what is accepted has tests of its own.
          if (wrong === '' && input['isRequired'] !== true) continue;
          await anna.tamper(save, { ...values, ...given, [id]: wrong });
          const now = anna.inputs.find((one) => one['id'] === id);
          if (now === undefined) continue;
          const said = errorAbove(anna.card.card, id);
          if (said?.startsWith(`${labelOf(now)}: `) !== true) {
            faults.push(`${id} = ${JSON.stringify(wrong.slice(0, 20))}: ${said ?? anna.text.slice(0, 120)}`);
          }
        }
      }
      expect(faults).toEqual([]);
    });
  },
);

test('enrolling again says since when, and moves the day only when that is confirmed', async () => {
  await begin((chat) => chat.say('enrol'));
  const before = await store.state();
  await anna.press('enrol.done', { offering: 'SDPS', on: '2026-11-10' });
  expect(anna.text).toContain(
    t('enrol.again', { offering: 'SDPS', since: '20 Nov 2026', on: '10 Nov 2026' }),
  );
  expect(JSON.parse(await store.state())).toEqual(JSON.parse(before));
  // Another day than the one that was shown is asked for anew.
  await anna.press('enrol.done', { on: '2026-11-11' });
  expect(anna.text).toContain(
    t('enrol.again', { offering: 'SDPS', since: '20 Nov 2026', on: '11 Nov 2026' }),
  );
  await anna.press(t('do.enrolAgain', { on: '11 Nov 2026' }));
  expect(anna.text).toContain(t('enrol.done'));
});

test.each(['5', '5.0', '5,0', ' 5 ', '5,00', 5])('a number of days sent as %p is read', async (sent) => {
  await begin(from('company', 'company.details'));
  await anna.tamper('company.saveDetails', { reportingBuffer: sent });
  expect(anna.text).toContain(t('unchanged'));
});

test('a button that is pressed without anything asks for what is marked, and for nothing else', async () => {
  const unmarked: string[] = [];
  for (const { card, open, save } of [...KEEP, ...ACTS]) {
    await begin(open);
    const action = anna.actions.find(({ verb }) => verb === save);
    const empty = Object.fromEntries(anna.inputs.map(({ id }) => [String(id), '']));
    // One after another is filled in, as the errors ask for them.
    for (let round = 0; round < 12; round += 1) {
      await anna.forge(save, { ...action?.data, ...empty });
      const missing = anna.inputs.find(
        (input) =>
          errorAbove(anna.card.card, String(input['id']))?.endsWith(t('problem.missing', { field: '' })) ===
          true,
      );
      if (missing === undefined) break;
      if (missing['isRequired'] !== true) unmarked.push(`${card}: ${String(missing['id'])}`);
      empty[String(missing['id'])] = FILL[String(missing['id'])] ?? 'anything';
      if (FILL[String(missing['id'])] === undefined) break;
    }
  }
  expect([...new Set(unmarked)]).toEqual(CONDITIONAL);
});

/** The name of who is new, not of who is chosen; a status with its offering; the reason when an expiry is moved. */
const CONDITIONAL = ['participantsCard: name', 'statusCard: status', 'correctCard: reason'];

/** What is filled in to be asked for the next. */
const FILL: Readonly<Record<string, string>> = {
  start: '2027-01-11',
  end: '2027-01-15',
  companyName: 'Fabrikam Planning (synthetic)',
};
