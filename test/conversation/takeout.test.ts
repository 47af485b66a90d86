import { beforeEach, describe, expect, test } from '@jest/globals';
import { readXlsx as sheetsOf } from 'hucre/xlsx';
import ICAL from 'ical.js';
import { FILE_TYPE, type Json } from '../../bot/local/wire.ts';
import { LANGUAGES } from '../../domain/people/person.ts';
import {
  END,
  letIn,
  LOCALES,
  recorded,
  redeemed,
  reserved,
  START,
  submitted,
  t,
  words,
  type Chat,
} from './running-bot.ts';
import { world } from './world.ts';

const { bot, anna, boris, clara } = world({ anew: true });

let number: string;
beforeEach(async () => {
  number = bot.newNumber();
  await reserved(anna, number);
});

/** Waits for the next offer, and gives the id of its message. */
async function offered(chat: Chat): Promise<string> {
  await chat.person.until(() => chat.person.offers().length > 0);
  return chat.person.offers().at(-1)?.id ?? '';
}

/** What the message of an offer shows now. */
async function becomes(chat: Chat, activityId: string, text: string): Promise<void> {
  const shown = (): string =>
    JSON.stringify(chat.person.messages().find(({ id }) => id === activityId)?.activity ?? {});
  await chat.person.until(() => shown().includes(JSON.stringify(text).slice(1, -1)));
}

/** Accepts the offer and waits for the file. */
async function taken(chat: Chat, nth = 1): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  await offered(chat);
  expect(await chat.person.answerOffer(true)).toEqual({ kind: 'accepted' });
  await chat.person.until(() => chat.person.files().length >= nth);
  const file = chat.person.files()[nth - 1];
  if (file === undefined) throw new Error('there is no file');
  return file;
}

async function rowsOf(bytes: Uint8Array): Promise<readonly (readonly unknown[])[][]> {
  return (await sheetsOf(bytes)).sheets.map(({ rows }) => rows as readonly unknown[][]) as never;
}

describe('a list goes into a workbook', () => {
  test('with real days and numbers, its history and its claims, in three sheets', async () => {
    const paid = bot.newNumber();
    await submitted(bot, anna, paid, 'MS-4711');
    await anna.say('export');
    expect(anna.text).toContain(t('file.asks'));
    const { name, bytes } = await taken(anna);
    expect(name).toBe(`${t('file.nameList')} 2027-01-18.xlsx`);
    const [vouchers = [], events = [], claims = []] = await rowsOf(bytes);
    const at = (heading: Parameters<typeof t>[0]): number => vouchers[0]?.indexOf(t(heading)) ?? -1;
    const row = vouchers.find((cells) => cells[0] === number) ?? [];
    expect(row[at('export.start')]).toEqual(new Date(`${START}T00:00:00Z`));
    expect(row[at('export.end')]).toEqual(new Date(`${END}T00:00:00Z`));
    expect(row[at('export.serviceLevel')]).toBe(5);
    expect(row[at('export.consultant')]).toBe('Boris Ivanov (synthetic)');
    expect(row[at('export.status')]).toBe(t('status.reserved'));
    const told = events.filter((cells) => cells[0] === number);
    expect(told).toHaveLength(2);
    // In a file that is handed on nobody is "you".
    expect(told.every((cells) => cells[2] === anna.person.who.name)).toBe(true);
    expect(claims).toHaveLength(2);
    expect(claims[1]?.slice(1, 4)).toEqual([
      'MS-4711',
      t('status.submitted'),
      new Date('2027-01-18T00:00:00Z'),
    ]);
    expect(claims[1]?.at(-1)).toBe(paid);
  });

  test.each(LANGUAGES)('that is read back without a question and changes nothing (%s)', async (language) => {
    const say = words(language);
    const other = bot.newNumber();
    await recorded(anna, other);
    const third = bot.newNumber();
    await redeemed(bot, anna, third);
    anna.person.setLocale(LOCALES[language]);
    await anna.say('export');
    const { name, bytes } = await taken(anna);
    const before = await Promise.all([number, other, third].map((one) => anna.history(one)));
    await anna.drop(name, bytes);
    await anna.person.until(() => anna.text.includes(say('sheet.allAgrees', { count: 0 })));
    expect(anna.inputs).toEqual([]);
    expect(anna.verbs).not.toContain('sheet.begin');
    expect(await Promise.all([number, other, third].map((one) => anna.history(one)))).toEqual(before);
  });

  test('only what its filter lets through', async () => {
    const other = bot.newNumber();
    await recorded(anna, other);
    await anna.say('vouchers');
    await anna.press('vouchers.list', { list: 'assigned' });
    await anna.press('export.open');
    const [vouchers = []] = await rowsOf((await taken(anna)).bytes);
    expect(vouchers.slice(1).map(([first]) => first)).toEqual([other]);
  });

  test('of an empty list there is no file, and it is said so', async () => {
    await anna.forge('export.open', { id: 'void' });
    expect(anna.text).toContain(t('file.nothing'));
    expect(anna.person.offers()).toEqual([]);
  });
});

describe('an offer', () => {
  test('that is declined makes nothing, and can be asked for again', async () => {
    await anna.say('export');
    const id = await offered(anna);
    await anna.person.answerOffer(false);
    await becomes(anna, id, t('file.declinedText'));
    expect(anna.person.files()).toEqual([]);
    await anna.person.press('export.again');
    await taken(anna, 1);
  });

  test('is taken once, however often it is accepted', async () => {
    await anna.say('export');
    const id = await offered(anna);
    const place = await Promise.all([
      anna.person.answerOffer(true, id),
      anna.person.redeliver().catch(() => undefined),
    ]);
    expect(place[0]).toEqual({ kind: 'accepted' });
    await anna.person.until(() => anna.person.files().length > 0);
    await anna.person.redeliver();
    await becomes(anna, id, t('file.done'));
    expect(anna.person.files()).toHaveLength(1);
  });

  test('of somebody else, and one that nobody made, are none: the file is not made', async () => {
    await letIn(anna, boris, 'consultant');
    await anna.say('export');
    await offered(anna);
    const key = contextOf(anna);
    for (const context of [
      { file: key },
      { file: 'c0ffee00-0000-4000-8000-00000000dead' },
      { file: 7 },
      undefined,
    ]) {
      await boris.say('home');
      const { activityId } = boris.card;
      await consentAs(boris, context, activityId);
      await boris.person.until(() =>
        boris.person.messages().some((entry) => said(entry).includes(t('file.gone'))),
      );
    }
    expect(anna.person.files()).toEqual([]);
    expect(boris.person.files()).toEqual([]);
  });

  test('is none of who may no longer see what would be in it', async () => {
    await letIn(anna, boris, 'reader');
    await boris.say('export');
    const id = await offered(boris);
    await letIn(anna, boris, 'none');
    await boris.person.answerOffer(true);
    await becomes(boris, id, t('file.fault.notAllowed'));
    expect(boris.person.files()).toEqual([]);
  });

  test('is made by who may look, and by nobody else', async () => {
    await letIn(anna, boris, 'reader');
    await boris.say('export');
    await taken(boris);
    await clara.install();
    await clara.say('export');
    expect(clara.person.offers()).toEqual([]);
  });
});

test('a file that is stopped is not sent, and can be asked for again', async () => {
  await anna.say('export');
  const id = await offered(anna);
  bot.teams.connector.uploads.faults = () => ({ status: 503 });
  await anna.person.answerOffer(true);
  await becomes(anna, id, t('file.running'));
  await anna.person.press('export.stop');
  bot.teams.connector.uploads.faults = undefined;
  await becomes(anna, id, t('file.stoppedText'));
  await anna.person.press('export.again');
  await taken(anna);
  expect(anna.person.files()).toHaveLength(1);
});

describe('a place', () => {
  test('that is gone is told, with what to do', async () => {
    await anna.say('export');
    const id = await offered(anna);
    bot.teams.connector.uploads.faults = () => ({ status: 404 });
    await anna.person.answerOffer(true);
    await becomes(anna, id, t('file.fault.expired'));
    bot.teams.connector.uploads.faults = undefined;
    await anna.person.press('export.again');
    await taken(anna, 1);
  });

  test('that answers badly for a moment gets the file all the same', async () => {
    await anna.say('export');
    await offered(anna);
    let times = 0;
    bot.teams.connector.uploads.faults = () => ((times += 1) === 1 ? { status: 503 } : undefined);
    await taken(anna);
  });

  test('of which nobody says whether it took the file, is looked at first', async () => {
    await anna.say('export');
    const id = await offered(anna);
    let times = 0;
    bot.teams.connector.uploads.faults = () =>
      (times += 1) === 1 ? { status: 504, afterwards: true } : undefined;
    await anna.person.answerOffer(true);
    await becomes(anna, id, t('file.fault.unsure'));
  });

  test('of another host gets nothing', async () => {
    await anna.say('export');
    const id = await offered(anna);
    await consentAs(anna, { file: contextOf(anna) }, id, {
      name: 'x.xlsx',
      uploadUrl: 'https://attacker.example/place',
      contentUrl: 'https://attacker.example/file',
      uniqueId: 'x',
      fileType: 'xlsx',
    });
    await becomes(anna, id, t('file.fault.expired'));
  });
});

describe('a process that ends', () => {
  test('before the offer was accepted, leaves it: the next one makes the file', async () => {
    await anna.say('export');
    await offered(anna);
    await bot.restart();
    await taken(anna);
  });

  test('while it sends the file, leaves it to the next one', async () => {
    await anna.say('export');
    await offered(anna);
    bot.teams.connector.uploads.faults = () => ({ status: 503 });
    await anna.person.answerOffer(true);
    await bot.restart(() => {
      bot.teams.connector.uploads.faults = undefined;
    });
    await anna.person.until(() => anna.person.files().length === 1);
  });

  test('and comes back too late for the place, says that it must be asked for again', async () => {
    await anna.say('export');
    const id = await offered(anna);
    bot.teams.connector.uploads.faults = () => ({ status: 503 });
    await anna.person.answerOffer(true);
    await bot.restart(() => {
      bot.teams.connector.uploads.faults = undefined;
      bot.teams.connector.uploads.expire();
    });
    await becomes(anna, id, t('file.fault.expired'));
  });
});

describe('days go into a calendar', () => {
  const eventsIn = (bytes: Uint8Array) =>
    new ICAL.Component(ICAL.parse(new TextDecoder().decode(bytes)) as never)
      .getAllSubcomponents('vevent')
      .map((one) => new ICAL.Event(one));

  test('of one voucher: its engagement, and the days by which something has to be done', async () => {
    await anna.say(number);
    await anna.press('calendar.open');
    const { name, bytes } = await taken(anna);
    expect(name).toMatch(new RegExp(`^${number} .*\\.ics$`));
    const found = eventsIn(bytes);
    expect(found.map(({ summary }) => summary)).toEqual(
      (['calendar.engagement', 'calendar.report', 'calendar.runsOut'] as const).map((key) =>
        t(key, { about: 'Contoso (synthetic)' }),
      ),
    );
    expect(found[0]?.startDate.toString()).toBe(START);
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(3);
    const before = found.map(({ uid, sequence }) => [uid, sequence]);
    await anna.say(number);
    await anna.press('reschedule.open');
    await anna.press('reschedule.done', { start: '2027-01-18', end: '2027-01-22' });
    await anna.say(number);
    await anna.press('calendar.open');
    const again = eventsIn((await taken(anna, 2)).bytes);
    expect(again.map(({ uid }) => uid)).toEqual(before.map(([uid]) => uid));
    expect(again[0]?.sequence).toBeGreaterThan(Number(before[0]?.[1]));
  });

  test('of all that are somebody’s, in their language', async () => {
    anna.person.setLocale(LOCALES.pl);
    await anna.say('kalendarz');
    const found = eventsIn((await taken(anna)).bytes);
    expect(found.map(({ summary }) => summary)).toContain(
      words('pl')('calendar.engagement', { about: 'Contoso (synthetic)' }),
    );
  });

  test('where there is none it is said so', async () => {
    await letIn(anna, clara, 'reader');
    await clara.say('calendar');
    expect(clara.text).toContain(words('pl')('file.nothing'));
  });
});

const said = (entry: { readonly activity: unknown }): string => JSON.stringify(entry.activity);

/** The key that an offer carries. */
function contextOf(chat: Chat): unknown {
  const content = chat.person.offers().at(-1)?.activity.attachments?.[0]?.content as
    { readonly acceptContext?: Json } | undefined;
  return content?.acceptContext?.['file'];
}

/** Sends what no honest client sends: any answer to any offer. */
async function consentAs(
  chat: Chat,
  context: unknown,
  replyToId: string,
  uploadInfo: Json = bot.teams.connector.uploads.open('x.xlsx', bot.teams.serviceUrl) as unknown as Json,
): Promise<void> {
  const last = bot.teams.connector.sent.findLast(
    ({ activity }) => (activity['from'] as Json)['id'] === chat.person.who.id,
  );
  if (last === undefined) throw new Error('nothing was sent');
  await bot.teams.connector.deliver({
    ...last.activity,
    id: `forged-${crypto.randomUUID()}`,
    type: 'invoke',
    name: 'fileConsent/invoke',
    replyToId,
    value: { type: 'fileUpload', action: 'accept', context, uploadInfo },
  });
}

test('the file is shown as Teams shows one', async () => {
  await anna.say('export');
  await taken(anna);
  const shown = anna.person
    .messages()
    .flatMap(({ activity }) => activity.attachments ?? [])
    .filter(({ contentType }) => contentType === FILE_TYPE);
  expect(shown).toHaveLength(1);
  expect(shown[0]?.contentUrl).toContain('/files/');
});
