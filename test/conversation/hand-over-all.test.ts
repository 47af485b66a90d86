import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { until } from '../bot/store/documents.ts';
import { elementsOf, letIn, LOCALES, t, type Chat, type PersonKey } from './running-bot.ts';
import { TrueStore } from './true-store.ts';
import { world } from './world.ts';

type People = Readonly<Record<PersonKey, Chat>>;

const BORIS = 'Boris Ivanov (synthetic)';
const OLGA = 'Olga Lis (synthetic)';
const HEAD = 'Voucher ID;Status;Customer;Engagement;Days;Assigned;Expires;Start;End;Country;Consultant';

/** Vouchers that are reserved and that somebody delivers. */
async function theirs({ anna }: People, numbers: readonly string[], consultant = BORIS): Promise<void> {
  const rows = numbers.map(
    (number) =>
      `${number};Reserved;Contoso (synthetic);SharePoint;5;2026-10-01;2027-03-30;2026-11-30;2026-12-04;Poland;${consultant}`,
  );
  await anna.drop('list.csv', [HEAD, ...rows].join('\n'));
  await anna.press('sheet.begin');
  await anna.settledList();
}

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, nth) => `SAP-OUT-${String(nth).padStart(4, '0')}`);

/** Two more consultants: Clara qualifies for SharePoint and has a chat, Olga qualifies for nothing. */
async function colleagues({ anna, clara }: People): Promise<string> {
  clara.person.setLocale(LOCALES.en);
  await clara.install();
  const name = clara.person.who.name;
  await anna.say(
    `Consultant;Assessments\n${name};Collaboration and Content\n${OLGA};Project and Portfolio Management`,
  );
  await anna.press('import.done');
  await letIn(anna, clara, 'consultant');
  return name;
}

async function toTheirWork({ anna, boris }: People): Promise<void> {
  await anna.say('people');
  await anna.press(({ verb, data }) => verb === 'people.open' && data['id'] === boris.person.who.aadObjectId);
  await anna.press('handOverAll.open');
}

/** The value of a consultant in the choice of who takes them. */
function choiceOf(chat: Chat, input: string, name: string): string {
  const all = chat.inputs.find(({ id }) => id === input)?.['choices'] as readonly Record<string, string>[];
  const found = all.find(({ title }) => title?.startsWith(name));
  if (found?.['value'] === undefined) throw new Error(`no ${name} among ${JSON.stringify(all)}`);
  return found['value'];
}

async function settled(chat: Chat): Promise<void> {
  for (let looks = 0; chat.verbs.includes('bulk.stop'); looks += 1) {
    if (looks > 600) throw new Error(`it does not end: ${chat.text}`);
    await sleep(50);
    await chat.press('bulk.look');
  }
}

/** Messages that came unasked. */
const alerts = (chat: Chat): readonly string[] =>
  chat.person
    .messages()
    .filter(({ from }) => from === 'bot')
    .map(({ activity }) => JSON.stringify(activity))
    .filter((message) => message.includes('"alert":true'));

describe('somebody leaves', () => {
  const all = world({ people: { boris: 'consultant' }, anew: true });
  const { bot, anna, boris } = all;

  test('to somebody who does not qualify nothing goes: it is said why, and another can take it', async () => {
    const name = await colleagues(all);
    await theirs(all, ['SAP-OUT-0001', 'SAP-OUT-0002']);
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', OLGA) });
    expect(anna.verbs).not.toContain('bulk.begin');
    expect(anna.text).toContain(t('bulk.stay', { count: 2 }));
    expect(anna.text).toMatch(/SAP-OUT-0001: .+/u);
    await anna.press('bulk.to', { restId: choiceOf(anna, 'restId', name) });
    expect(anna.titles).toContain(t('bulkDo.handOver', { count: 2 }));
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 2 }));
    expect(anna.text).toContain(t('sheet.done'));
  });

  test('each can go to somebody else, or stay', async () => {
    const name = await colleagues(all);
    await theirs(all, numbered(7));
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', name) });
    await anna.press('bulk.each');
    await anna.press(t('do.nextPage'), { to0: 'stays' });
    await anna.press(t('do.bulkDone'), { to1: 'stays' });
    expect(anna.titles).toContain(t('bulkDo.handOver', { count: 5 }));
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 5 }));
    await toTheirWork(all);
    expect(anna.text).toMatch(/deliver[\s\S]*\b2\b/u);
  });

  test('what somebody changed meanwhile stays as it is, and the others go', async () => {
    const name = await colleagues(all);
    await theirs(all, ['SAP-OUT-0001', 'SAP-OUT-0002']);
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', name) });
    await boris.say('SAP-OUT-0002');
    await boris.press('reschedule.open');
    await boris.press('reschedule.done', { start: '2027-01-18', end: '2027-01-22' });
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 1 }));
    expect(anna.text).toContain(t('bulk.notDone', { count: 1 }));
    await anna.press('bulk.failed');
    await anna.press(({ verb, data }) => verb === 'voucher.open' && data['id'] === 'SAP-OUT-0002');
    expect(anna.text).toContain(BORIS);
  });

  test('the same press twice, also at once, does it once', async () => {
    const name = await colleagues(all);
    await theirs(all, numbered(40));
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', name) });
    const { activityId, card } = anna.card;
    const data = anna.dataOf('bulk.begin');
    const send = () => bot.teams.connector.press('anna', activityId, { verb: 'bulk.begin', data });
    await Promise.all([send(), send(), send()]);
    anna.card = { activityId, card };
    await anna.press('bulk.begin');
    await settled(anna);
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 40 }));
    const history = await anna.history('SAP-OUT-0000');
    expect(history.filter((line) => line.includes(t('history.handedOver', { name })))).toHaveLength(1);
  });

  test('can be stopped and gone on with', async () => {
    const name = await colleagues(all);
    await theirs(all, numbered(200));
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', name) });
    await anna.press('bulk.begin');
    await anna.press('bulk.stop');
    if (anna.text.includes(t('sheet.stopped'))) {
      await sleep(200);
      await anna.press('bulk.begin');
    }
    await settled(anna);
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 200 }));
  });

  test('goes on after the process ended in the middle', async () => {
    const name = await colleagues(all);
    await theirs(all, numbered(200));
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', name) });
    await anna.press('bulk.begin');
    const look = {
      id: anna.dataOf(anna.verbs.includes('bulk.look') ? 'bulk.look' : 'told.bulk')['id'] ?? '',
    };
    await bot.restart();
    await anna.forge('bulk.look', look);
    await settled(anna);
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 200 }));
    expect(await anna.history('SAP-OUT-0150')).toHaveLength(2);
  });
});

describe('who may not', () => {
  const all = world({ people: { boris: 'consultant' }, anew: true });
  const { anna, boris } = all;

  test('a consultant hands nobody’s work over, whatever button they forge', async () => {
    await colleagues(all);
    await theirs(all, ['SAP-OUT-0001']);
    await boris.say('help');
    await boris.forge('handOverAll.open', { id: boris.person.who.aadObjectId });
    expect(boris.text).toContain(t('refused.permission', { needs: t('permission.admin') }));
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    const { id } = anna.dataOf('bulk.to');
    await boris.forge('bulk.begin', { id: id ?? '' });
    expect(boris.text).toContain(t('refused.permission', { needs: t('permission.admin') }));
    await letIn(anna, boris, 'admin');
    await boris.forge('bulk.begin', { id: id ?? '' });
    expect(boris.text).toContain(t('bulk.gone'));
    expect(JSON.stringify(elementsOf(boris.card.card))).not.toContain('SAP-OUT-0001');
  });

  test('what nobody offered is refused: a stranger’s name, a place beyond the list, more inputs', async () => {
    await colleagues(all);
    await theirs(all, ['SAP-OUT-0001']);
    await toTheirWork(all);
    await anna.press('handOverAll.choose');
    await anna.tamper('bulk.to', { consultantId: 'nobody' });
    expect(anna.verbs).not.toContain('bulk.begin');
    await anna.tamper('bulk.to', { consultantId: choiceOf(anna, 'consultantId', OLGA), more: 'x' });
    expect(anna.verbs).not.toContain('bulk.begin');
    const { id } = anna.dataOf('bulk.to');
    await anna.forge('bulk.said', { id: id ?? '', arg: '999.999', to0: 'stays' });
    await anna.forge('bulk.begin', { id: id ?? '' });
    expect(anna.text).toContain(t('refused.nothingChosen'));
    await anna.forge('handOverAll.open', { id: 'nobody' });
    expect(anna.text).toContain(t('handOverAll.nobody'));
  });
});

describe('what was handed over', () => {
  let store: TrueStore;
  const all = world({
    people: { boris: 'consultant' },
    anew: true,
    how: async () => {
      store = await TrueStore.start();
      return { env: { ...store.env, NOTIFY_PER_SECOND: '10' } };
    },
  });
  const { bot, anna, boris, clara } = all;
  afterEach(() => store.close());

  /** Waits until nothing is on its way any more. */
  async function quiet(): Promise<void> {
    const now = Date.parse(bot.teams.connector.clock ?? '');
    await until(async () =>
      (await store.every('notice')).every(({ to, due }) => to !== undefined && due > now),
    );
  }

  test('with 250 vouchers: looked at, confirmed once, and both are told once, with a list to open', async () => {
    const name = await colleagues(all);
    await theirs(all, numbered(250));
    await toTheirWork(all);
    expect(anna.text).toContain(t('handOverAll.delivers'));
    expect(anna.text).toContain('250');
    expect(anna.text).toContain(t('handOverAll.claims'));
    await anna.press('handOverAll.choose');
    await quiet();
    const [before, beforeClara] = [alerts(boris).length, alerts(clara).length];
    await anna.press('bulk.to', { consultantId: choiceOf(anna, 'consultantId', name) });
    expect(anna.titles).toContain(t('bulkDo.handOver', { count: 250 }));
    await anna.press('bulk.begin');
    await settled(anna);
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 250 }));
    await boris.person.until(() => alerts(boris).length > before);
    await clara.person.until(() => alerts(clara).length > beforeClara);
    await quiet();
    expect(alerts(boris).slice(before)).toHaveLength(1);
    const [told, ...others] = alerts(clara).slice(beforeClara);
    expect(others).toEqual([]);
    expect(told).toContain('Anna Nowak (synthetic)');
    expect(told).toContain(name);
    clara.card = clara.person.cards().findLast(({ card }) => JSON.stringify(card).includes('told.bulk'));
    await clara.press('told.bulk');
    expect(clara.text).toContain(t('bulk.yours', { count: 250 }));
    await anna.say('SAP-OUT-0249');
    expect(anna.text).toContain(name);
    const [last] = await anna.history('SAP-OUT-0249');
    expect(last).toContain(t('history.handedOver', { name }));
    await toTheirWork(all);
    expect(anna.verbs).not.toContain('handOverAll.choose');
  });
});
