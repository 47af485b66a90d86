import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readXlsx } from '../../bot/files/xlsx.ts';
import { isVoucherHeader } from '../../domain/sheet/columns.ts';
import type { Args, Key } from '../../cards/kit/say.ts';
import type { Language } from '../../domain/people/person.ts';
import { textRows, workbook } from '../bot/files/workbook.ts';
import type { Chat, Effort } from './chat.ts';

/** Vouchers that are in flight when a company begins. */
const COUNT = 300;
/** Those that are reserved then, by the sheet, with days in the weeks of the chart. */
const HELD = 41;
/** How long all of them may take, in milliseconds. */
const LIST_MS = 60_000;

/** A sheet as people keep one beside VVR, in their language; all of it is synthetic. */
const SHEETS: Readonly<
  Record<
    Language,
    { readonly head: readonly string[]; readonly states: readonly string[]; readonly country: string }
  >
> = {
  en: {
    head: [
      'Voucher ID',
      'State',
      'Customer',
      'Service',
      'Days',
      'Created',
      'Valid until',
      'Start',
      'End',
      'Country',
      'Consultant',
      'Remarks',
    ],
    states: ['Assigned', 'Reserved', 'Report sent', 'Redeemed', 'Cancelled'],
    country: 'Poland',
  },
  ru: {
    head: [
      '№ ваучера',
      'Состояние',
      'Заказчик',
      'Услуга',
      'Дней',
      'Создан',
      'Действителен до',
      'Начало',
      'Окончание',
      'Страна',
      'Консультант',
      'Примечания',
    ],
    states: ['Назначен', 'Зарезервирован', 'Отчёт отправлен', 'Погашен', 'Аннулирован'],
    country: 'Польша',
  },
  pl: {
    head: [
      'Nr vouchera',
      'Stan',
      'Klient',
      'Usługa',
      'Dni',
      'Utworzony',
      'Ważny do',
      'Początek',
      'Koniec',
      'Kraj',
      'Konsultant',
      'Uwagi',
    ],
    states: ['Przypisany', 'Zarezerwowany', 'Raport wysłany', 'Zrealizowany', 'Anulowany'],
    country: 'Polska',
  },
};

/** The sample company's consultant, and the colleague who takes over from him. */
const BORIS = 'Boris Ivanov (synthetic)';
const OLGA = 'Olga Lis (synthetic)';

/** What a row says of a voucher; a state by its place among the sheet's. */
interface Told {
  readonly nth: number;
  readonly state: number;
  readonly expires: string;
}

/** The sheet as a company begins with it. */
const FIRST: readonly Told[] = Array.from({ length: COUNT }, (_, nth) => ({
  nth,
  state: nth % 10 === 9 ? 4 : nth % 4,
  expires: '13.03.2027',
}));

/** The same sheet some weeks later: one of each kind of difference. */
const LATER: readonly Told[] = [
  ...FIRST.filter(({ nth }) => nth !== 8).map((row) => {
    if (row.nth === 4) return { ...row, state: 1 };
    if (row.nth === 1) return { ...row, expires: '12.04.2027' };
    if (row.nth === 3) return { ...row, state: 1 };
    return row.nth === 5 ? { ...row, state: 4 } : row;
  }),
  { nth: COUNT, state: 0, expires: '13.03.2027' },
];

/** A day of an engagement's week: one of the coming weeks while it is only reserved, else one that is over. */
function day(state: number, nth: number, after: number): string {
  const monday = Date.UTC(2026, ...(state === 1 ? ([10, 23 + 7 * (nth % 8)] as const) : ([9, 5] as const)));
  const [year, month, date] = new Date(monday + after * 86_400_000).toISOString().slice(0, 10).split('-');
  return `${date}.${month}.${year}`;
}

function sheet(language: Language, told: readonly Told[], broken = true): Uint8Array {
  const { head, states, country } = SHEETS[language];
  const rows = told.map(({ nth, state, expires }) => {
    // Every third engagement has no dates, as such sheets do.
    const isDated = state > 0 && nth % 3 !== 0;
    return [
      `SAP-9K2M-${String(1000 + nth)}`,
      states[state] ?? '',
      `Customer ${nth % 40} (synthetic)`,
      nth % 2 === 0 ? 'SharePoint Deployment Planning' : 'Exchange',
      '5',
      '14.09.2026',
      expires,
      isDated ? day(state, nth, 0) : '',
      isDated ? day(state, nth, 4) : '',
      isDated ? country : '',
      state === 1 ? BORIS : '',
      'synthetic',
    ];
  });
  const noVoucher = ['see mail', states[0] ?? '', ...head.slice(2).map(() => '')];
  return workbook({ rows: textRows([head, ...rows, ...(broken ? [noVoucher] : [])]) });
}

/**
 * A company begins with what is there: three hundred vouchers of a sheet, looked at, confirmed once, and what is missing
 * entered; then a day with them: compared with the sheet as it is later, filtered, shown in charts, handed over, taken out.
 */
export async function atTheDesk(
  chat: Chat,
  t: (key: Key, args?: Args) => string,
  language: Language,
): Promise<Record<string, Effort>> {
  const costs: Record<string, Effort> = {};
  await chat.sees(t('welcome.promise'));
  await chat.itIs('2026-11-20');
  await chat.page.getByRole('button', { name: 'Sample company' }).click();
  await chat.sees(t('setUp.doneTitle'));
  await chat.says(`Consultant;Assessments\n${OLGA};Collaboration and Content, Messaging`);
  await chat.press(t('do.importAll'));
  chat.stepEnds();
  const file = { name: 'vouchers.xlsx', bytes: sheet(language, FIRST) };
  await chat.dropFiles([file]);
  await chat.sends();
  await chat.sees(t('sheet.vouchers', { count: COUNT - COUNT / 10 }));
  await chat.shoot('sheet');
  await chat.press(t('do.columns'));
  await chat.sees(t('sheet.askTitle'));
  await chat.shoot('columns');
  await chat.press(t('do.goOn'));
  await chat.press(t('do.recordAll', { count: COUNT - COUNT / 10 }));
  await chat.shoot('begun');
  await chat.sees(t('sheet.recorded', { count: COUNT - COUNT / 10 }), LIST_MS);
  await chat.shoot('recorded');
  costs['three hundred vouchers of a sheet'] = chat.stepEnds();

  // One without its dates: they are asked when the report needs them.
  await chat.says('SAP-9K2M-1021');
  await chat.sees(t('voucher.lacks'));
  await chat.shoot('lacking');
  await chat.press(t('do.complete'));
  await chat.sees(t('complete.title'));
  await chat.shoot('complete');
  await chat.fill('start', '2026-11-09');
  await chat.fill('end', '2026-11-13');
  await chat.choose('locationId', t('reserve.elsewhere'));
  await chat.fill('country', SHEETS[language].country);
  await chat.press(t('do.save'));
  await chat.sees(t('complete.done'));
  await chat.shoot('completed');
  costs['what the sheet did not say'] = chat.stepEnds();

  // The same file again changes nothing; a later one differs in each way.
  await chat.dropFiles([file]);
  await chat.sends();
  await chat.sees(t('sheet.allAgrees'));
  await chat.shoot('again');
  await chat.dropFiles([{ name: 'later.xlsx', bytes: sheet(language, LATER, false) }]);
  await chat.sends();
  await chat.sees(t('sheet.vouchers', { count: 1 }));
  await chat.sees(t('sheet.onlyHereCount', { count: 1 }));
  await chat.sees(t('sheet.cannot.back'));
  await chat.shoot('differences');
  await chat.choose('group_status_over_other_reserved', 'ignore');
  await chat.press(t('do.recordAndTakeOver'));
  await chat.sees(t('sheet.taken'), LIST_MS);
  await chat.sees(t('sheet.done'), LIST_MS);
  await chat.shoot('reconciled');
  costs['one of each difference'] = chat.stepEnds();

  // What is reserved in a country and due soon.
  await chat.says('vouchers');
  await chat.press(t('do.filter'));
  await chat.choose('state', 'reserved');
  await chat.choose('due', '90');
  await chat.choose('country', 'PL');
  await chat.shoot('filter');
  await chat.press(t('do.show'));
  await chat.sees(t('vouchers.onlyWithin', { days: 90 }));
  await chat.sees(SHEETS[language].country);
  await chat.shoot('filtered');
  costs['filtered'] = chat.stepEnds();

  // The whole in pictures, and from one of them to what somebody has.
  await chat.says('overview');
  await chat.shoot('states');
  for (const tab of ['deadlines', 'money', 'consultants'] as const) {
    await chat.press(t(`overview.tab.${tab}`));
    await chat.shoot(tab);
  }
  await chat.press(/Boris Ivanov/u);
  await chat.sees(t('status.reserved'));
  costs['charts, and the vouchers behind one'] = chat.stepEnds();

  // He is away in these weeks: all of them go to who takes over.
  await chat.press(t('do.several'));
  await chat.press(t('do.chooseAll'));
  await chat.sees(t('several.chosen', { count: HELD }));
  await chat.shoot('several');
  await chat.press(t('do.handOverTo'));
  await chat.choose('consultantId', OLGA);
  await chat.press(t('do.look'));
  await chat.shoot('hand-over');
  await chat.press(t('bulkDo.handOver', { count: HELD }));
  await chat.sees(t('bulkDid.handOver', { count: HELD }), LIST_MS);
  await chat.shoot('handed-over');
  costs['handed over'] = chat.stepEnds();

  // All of it as a workbook, which says nothing new when it is brought back.
  const taken = await takenOut(chat, 'export');
  const table = await readXlsx(taken, isVoucherHeader);
  assert.equal(table.kind === 'table' ? table.rows.length : table.kind, COUNT - COUNT / 10 + 1);
  costs['taken out'] = chat.stepEnds();
  await chat.dropFiles([{ name: 'taken-out.xlsx', bytes: taken }]);
  await chat.sends();
  await chat.sees(t('sheet.allAgrees'));
  await chat.shoot('read-back');
  assert.match(new TextDecoder().decode(await takenOut(chat, 'calendar')), /^BEGIN:VCALENDAR\r\n/u);
  return costs;
}

/** A file that is asked for by a word: its offer is accepted, and it is downloaded. */
async function takenOut(chat: Chat, word: string): Promise<Uint8Array> {
  const { page } = chat;
  const before = await page.locator('.file-card.there').count();
  await chat.says(word);
  const accept = page.locator('.file-card.offer button.accept').last();
  await accept.waitFor();
  chat.effort.presses += 1;
  await accept.click();
  const link = page.locator('.file-card.there').nth(before).locator('a.download');
  await link.waitFor({ timeout: LIST_MS });
  const downloading = page.waitForEvent('download');
  await link.click();
  return new Uint8Array(readFileSync(await (await downloading).path()));
}
