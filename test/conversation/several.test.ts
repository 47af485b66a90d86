import { describe, expect, test } from '@jest/globals';
import { t, type Chat } from './running-bot.ts';
import { world } from './world.ts';

const { anna, boris, clara } = world({ people: { boris: 'consultant' }, anew: true });

const HEAD = 'Voucher ID;Status;Customer;Engagement;Days;Assigned;Expires;Start;End;Country;Consultant';
const rest = 'Contoso (synthetic);SharePoint;5;2026-10-01';
const free = (number: string, expires = '2027-03-30'): string => `${number};Assigned;${rest};${expires};;;;`;
const held = (number: string): string =>
  `${number};Reserved;${rest};2027-03-30;2026-11-30;2026-12-04;Poland;Boris Ivanov (synthetic)`;
const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, nth) => `SAP-SEV-${String(nth).padStart(4, '0')}`);

async function listed(...rows: readonly string[]): Promise<void> {
  await anna.drop('list.csv', [HEAD, ...rows].join('\n'));
  await anna.press('sheet.begin');
  await anna.settledList();
}

/** The numbers that the card has a box for. */
const boxes = (chat: Chat): readonly string[] => {
  const choices = chat.inputs.find(({ id }) => id === 'vouchers')?.['choices'];
  return Array.isArray(choices) ? choices.map(({ value }: { value: string }) => value) : [];
};

async function toChoose(): Promise<void> {
  await anna.say('vouchers');
  await anna.press('several.open');
}

describe('several of a list', () => {
  test('are chosen over its pages, and voided with one reason: each once, what cannot is said with why', async () => {
    await listed(...numbered(13).map((number) => free(number)));
    await toChoose();
    const first = boxes(anna);
    expect(first).toHaveLength(10);
    await anna.press('several.page', { vouchers: first.slice(0, 2) });
    expect(anna.text).toContain(t('several.chosen', { count: 2 }));
    const second = boxes(anna);
    expect(second).toHaveLength(3);
    await anna.press('several.void', { vouchers: second.slice(0, 1) });
    expect(anna.text).toContain(t('toldMany.vouchers', { count: 3 }));
    expect(anna.verbs).not.toContain('bulk.begin');
    await anna.press('bulk.to', { voidReason: 'mistake', reason: 'Brought in twice' });
    const { activityId, card } = anna.card;
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.void', { count: 3 }));
    anna.card = { activityId, card };
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.void', { count: 3 }));
    for (const number of [...first.slice(0, 2), ...second.slice(0, 1)]) {
      const [last, ...before] = await anna.history(number);
      expect(last).toContain(t('history.voided', { reason: t('void.mistake') }));
      expect(last).toContain('Brought in twice');
      expect(before).toHaveLength(1);
    }
    await anna.say(second[1] ?? '');
    expect(anna.text).toContain(t('status.assigned'));
  });

  test('only those that expired are closed, and the others say why not', async () => {
    await listed(free('SAP-SEV-0001', '2026-11-01'), free('SAP-SEV-0002'));
    await toChoose();
    await anna.press('several.void', { vouchers: ['SAP-SEV-0001', 'SAP-SEV-0002'] });
    await anna.press('bulk.to', { voidReason: 'ranOut' });
    expect(anna.titles).toContain(t('bulkDo.void', { count: 1 }));
    expect(anna.text).toContain(`SAP-SEV-0002: ${t('refused.notRunOut')}`);
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.void', { count: 1 }));
    expect(anna.text).toContain(t('bulk.notDone', { count: 1 }));
  });

  test('all that the filter lets through are chosen, and handed over as far as they can be', async () => {
    await clara.install();
    const { name } = clara.person.who;
    await anna.say(`Consultant;Assessments\n${name};Collaboration and Content`);
    await anna.press('import.done');
    await listed(...numbered(12).map((number) => held(number)), free('SAP-SEV-0900'));
    await anna.say('reserved vouchers');
    await anna.press('several.open');
    await anna.press('several.all');
    expect(anna.text).toContain(t('several.chosen', { count: 12 }));
    await anna.press('several.none');
    expect(anna.text).toContain(t('several.chosen', { count: 0 }));
    await anna.press('several.handOver');
    expect(anna.text).toContain(t('refused.nothingChosen'));
    await anna.press('several.all');
    await anna.press('several.handOver');
    const choices = anna.inputs.find(({ id }) => id === 'consultantId')?.['choices'] as {
      title: string;
      value: string;
    }[];
    const to = choices.find(({ title }) => title.startsWith(name))?.value ?? '';
    await anna.press('bulk.to', { consultantId: to });
    await anna.press('bulk.begin');
    expect(anna.text).toContain(t('bulkDid.handOver', { count: 12 }));
    const [last] = await anna.history('SAP-SEV-0011');
    expect(last).toContain(t('history.handedOver', { name }));
  });

  test('of a longer list as many as one go takes, which is said', async () => {
    await listed(...numbered(510).map((number) => free(number)));
    await toChoose();
    await anna.press('several.all');
    expect(anna.text).toContain(t('several.chosen', { count: 500 }));
    expect(anna.text).toContain(t('several.most', { max: 500 }));
  });

  test('go into a file', async () => {
    await listed(free('SAP-SEV-0001'), free('SAP-SEV-0002'), free('SAP-SEV-0003'));
    await toChoose();
    await anna.press('several.takeOut', { vouchers: ['SAP-SEV-0001', 'SAP-SEV-0003'] });
    expect(anna.text).toContain(t('file.chosen', { count: 2 }));
  });

  test('numbers that nobody offered change nothing, and what is left out is left out', async () => {
    await listed(free('SAP-SEV-0001'), free('SAP-SEV-0002'));
    await toChoose();
    await anna.tamper('several.void', { vouchers: 'no-such-voucher,%E0%A4%A' });
    expect(anna.verbs).toContain('several.void');
    await anna.tamper('several.void', { vouchers: 'no-such-voucher' });
    expect(anna.text).toContain(t('refused.nothingChosen'));
    await anna.tamper('several.void', { vouchers: 'x'.repeat(20_000) });
    expect(anna.verbs).toContain('several.void');
  });

  test('are nothing for who may not put all of them away', async () => {
    await listed(free('SAP-SEV-0001'), free('SAP-SEV-0002'));
    await boris.say('vouchers');
    expect(boris.verbs).not.toContain('several.open');
    await boris.forge('several.void', { id: 'open', vouchers: 'SAP-SEV-0001' });
    expect(boris.text).toContain(t('refused.permission', { needs: t('permission.admin') }));
  });
});
