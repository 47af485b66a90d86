import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Json } from '../../../bot/local/wire.ts';
import { startTeams, type Teams, type TestPerson } from '../../teams/person.ts';
import { call, cardAnswer, cardMessage, cardSaying, startFakeBot, type FakeBot } from './fake-bot.ts';

let bot: FakeBot;
let teams: Teams;
let anna: TestPerson;

beforeEach(async () => {
  bot = await startFakeBot();
  teams = await startTeams(bot.url);
  anna = teams.person('anna');
  await anna.install();
  bot.onActivity = (activity) => (activity.type === 'invoke' ? cardAnswer(cardSaying('Done')) : undefined);
});

afterEach(async () => {
  await teams.close();
  await bot.close();
});

async function show(card: Json): Promise<void> {
  const path = `/v3/conversations/${encodeURIComponent(teams.connector.conversationId('anna'))}/activities`;
  await call(teams.serviceUrl, 'POST', path, cardMessage(card));
}

function sentData(): Json {
  return (bot.received.at(-1)!.value as { action: { data: Json } }).action.data;
}

const execute = (verb: string, more: Json = {}): Json => ({
  type: 'Action.Execute',
  title: `Do ${verb}`,
  verb,
  data: { verb },
  ...more,
});

const form: Json = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: 'Reserve' },
    { type: 'TextBlock', text: 'hidden', isVisible: false },
    { type: 'RichTextBlock', inlines: ['Forwarded by ', { type: 'TextRun', text: 'pm@customer.example' }] },
    { type: 'FactSet', facts: [{ title: 'Voucher', value: '0042' }] },
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', items: [{ type: 'TextBlock', text: 'Row' }] },
        {
          type: 'Column',
          items: [{ type: 'ActionSet', actions: [execute('claim', { associatedInputs: 'none' })] }],
        },
      ],
    },
    {
      type: 'Input.Text',
      id: 'mail',
      label: 'Voucher admin',
      placeholder: 'name@company.example',
      isRequired: true,
      regex: '^[^@]+@[^@]+$',
      errorMessage: 'Give an address',
    },
    { type: 'Input.Text', id: 'note', label: 'Note', maxLength: 5 },
    { type: 'Input.Date', id: 'from', label: 'From', value: '2027-01-11', min: '2027-01-01' },
    { type: 'Input.Number', id: 'days', label: 'Days', value: 5, min: 1, max: 15 },
    {
      type: 'Input.ChoiceSet',
      id: 'who',
      label: 'Consultants',
      isMultiSelect: true,
      choices: [
        { title: 'First', value: 'a' },
        { title: 'Second', value: 'b' },
      ],
    },
    { type: 'Input.Toggle', id: 'terms', title: 'Terms accepted', isRequired: true, errorMessage: 'Accept' },
  ],
  actions: [
    execute('reserve'),
    { type: 'Action.OpenUrl', title: 'Open VVR', url: 'https://partner.example/' },
    {
      type: 'Action.ShowCard',
      title: 'Release',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'why', label: 'Why' }],
        actions: [execute('release')],
      },
    },
  ],
};

test('a card is read in the order in which it is drawn', async () => {
  await show(form);
  expect(anna.texts().join(' | ')).toBe(
    'Reserve | Forwarded by  | pm@customer.example | Voucher | 0042 | Row | Do claim | ' +
      'Voucher admin | name@company.example | Note | From | Days | ' +
      'Consultants | First | Second | Terms accepted | Do reserve | Open VVR | Release | Why | Do release',
  );
  expect(anna.actions().map(({ title, inputs }) => [title, inputs.map(({ id }) => id)])).toEqual([
    ['Do claim', []],
    ['Do reserve', ['mail', 'note', 'from', 'days', 'who', 'terms']],
    ['Open VVR', []],
    ['Release', []],
    ['Do release', ['mail', 'note', 'from', 'days', 'who', 'terms', 'why']],
  ]);
});

test('inputs travel merged into the data: given, from the card, and empty ones not at all', async () => {
  await show(form);
  await anna.press('reserve', { mail: 'a@b.example', who: ['First', 'b'], terms: true });
  expect(sentData()).toEqual({
    verb: 'reserve',
    mail: 'a@b.example',
    from: '2027-01-11',
    days: '5',
    who: 'a,b',
    terms: 'true',
  });
});

test('an action without associated inputs passes while required ones are empty', async () => {
  await show(form);
  await anna.press('Do claim');
  expect(sentData()).toEqual({ verb: 'claim' });
});

test('an action of a card that unfolds takes its inputs too', async () => {
  await show(form);
  await anna.press('release', { mail: 'a@b.example', terms: true, why: 'ill' });
  expect(sentData()).toMatchObject({ why: 'ill', mail: 'a@b.example' });
});

test.each<[string, Record<string, string | number | boolean>, string]>([
  ['a missing one', { terms: true }, 'mail (Voucher admin): required: “Give an address”'],
  ['one that was emptied', { mail: '', terms: true }, 'required'],
  ['a toggle that must be on', { mail: 'a@b.example' }, 'terms (no label): required: “Accept”'],
  ['another pattern', { mail: 'nobody', terms: true }, 'does not match'],
  ['too many characters', { mail: 'a@b.example', terms: true, note: '123456' }, 'at most 5 characters'],
  ['a day too early', { mail: 'a@b.example', terms: true, from: '2026-12-31' }, 'not within'],
  ['no day at all', { mail: 'a@b.example', terms: true, from: 'soon' }, 'not a value of Input.Date'],
  ['a number too high', { mail: 'a@b.example', terms: true, days: 16 }, 'not within'],
  ['a choice that is not there', { mail: 'a@b.example', terms: true, who: 'c' }, 'First = a, Second = b'],
  ['an input that is not there', { email: 'a@b.example' }, 'it has mail, note, from, days, who, terms'],
])('a client does not send %s', async (_what, inputs, message) => {
  await show(form);
  const before = bot.received.length;
  await expect(anna.press('reserve', inputs)).rejects.toThrow(message);
  expect(bot.received).toHaveLength(before);
});

test('the newest card that has the button is pressed, or the one that is given', async () => {
  await show(cardSaying('Old', ['open']));
  await show(cardSaying('New', ['open']));
  await show(cardSaying('Newest', ['other']));
  const [old, fresh] = anna.cards();
  await anna.press('open');
  expect(bot.received.at(-1)?.replyToId).toBe(fresh?.activityId);
  await anna.press('open', {}, old);
  expect(bot.received.at(-1)?.replyToId).toBe(old?.activityId);
});

test('a press that cannot be made says what there is', async () => {
  await expect(anna.press('reserve')).rejects.toThrow('no cards');
  await show(form);
  await expect(anna.press('redeem')).rejects.toThrow('Reserve: [Do claim] Action.Execute claim');
  await expect(anna.press('Open VVR')).rejects.toThrow('asks nothing of the bot');
  const twice = (id: string): Json => execute('claim', { data: { verb: 'claim', id } });
  await show({ ...cardSaying('Two'), actions: [twice('one'), twice('two')] });
  await expect(anna.press('claim')).rejects.toThrow('could be several');
  await anna.press(({ data }) => data['id'] === 'two');
  expect(sentData()).toEqual({ verb: 'claim', id: 'two' });
  await show({ ...cardSaying('Off'), actions: [execute('late', { isEnabled: false })] });
  await expect(anna.press('late')).rejects.toThrow('cannot be pressed');
});

test('a button can be pressed through its fallback', async () => {
  await show(cardSaying('Assigned', ['reserve']));
  await anna.submit('RESERVE');
  expect(bot.received.at(-1)).toMatchObject({ type: 'message', value: { verb: 'reserve' } });
  await show(form);
  await expect(anna.submit('Do reserve', {}, anna.latestCard())).rejects.toThrow('sees no “Do reserve”');
});

test('pasted text keeps its looks beside its words', async () => {
  await anna.paste('Voucher 0042', '<b>Voucher</b> 0042');
  expect(bot.received.at(-1)).toMatchObject({
    text: 'Voucher 0042',
    attachments: [{ contentType: 'text/html', content: '<b>Voucher</b> 0042' }],
  });
});

test('a person who is not there is named with those who are', () => {
  expect(() => teams.person('eve')).toThrow('nobody called eve; there are anna, boris');
  expect(() => anna.latestCard()).toThrow('anna sees no card');
});
