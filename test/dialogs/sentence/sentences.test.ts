import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../../domain/people/person.ts';
import { FreshChat } from './chat.ts';
import { companyOfSentences } from './company.ts';
import { HOSTILE } from './hostile.ts';
import { marked, sentencesIn, type Marked } from './marks.ts';

/**
 * Sentences that were written together with the examples: a development set. That it is understood shows that nothing
 * broke, not how strangers are understood.
 */
const OWN = join(import.meta.dirname, 'own');
const own = readdirSync(OWN).flatMap((name) => sentencesIn(join(OWN, name)));

test('the development set is understood: nine of ten, and one of fifty does something else', async () => {
  const all = await marked(own);
  const of = (mark: string): readonly string[] => all.flatMap((one) => (one.mark === mark ? [one.text] : []));
  expect(of('right').length / all.length).toBeGreaterThanOrEqual(0.9);
  expect(of('wrong').length / all.length).toBeLessThanOrEqual(0.02);
  expect(of('askedWithout')).toEqual([]);
});

/**
 * Half of what three people wrote who knew neither the examples nor the code. The like of what failed is among the examples
 * now: development sets too, which show that nothing broke.
 */
const STRANGERS = join(import.meta.dirname, 'strangers');
const ofStranger = (begins: RegExp) =>
  readdirSync(STRANGERS)
    .filter((name) => begins.test(name))
    .flatMap((name) => sentencesIn(join(STRANGERS, name)));
const strangers = {
  first: ofStranger(/^(?:en|ru|pl)\./),
  second: ofStranger(/^second-/),
  third: ofStranger(/^third-/),
};
/** The other half of the third one's. Nothing was mended by it, and nothing is: it shows how strangers are understood. */
const kept = ofStranger(/^kept-/);
const share = (all: readonly Marked[], mark: string): number =>
  all.filter((one) => one.mark === mark).length / all.length;

test('sentences by which nothing was mended are understood: 85 of a hundred, and two do something else', async () => {
  const all = await marked(kept);
  expect(all.length).toBe(180);
  expect(share(all, 'right')).toBeGreaterThanOrEqual(0.85);
  expect(share(all, 'wrong')).toBeLessThanOrEqual(0.02);
});

test.each(LANGUAGES)('sentences of strangers are understood: nine of ten (%s)', async (language) => {
  const first = await marked(strangers.first.filter((one) => one.language === language));
  expect(first.length).toBe(70);
  expect(share(first, 'right')).toBeGreaterThanOrEqual(0.9);
  expect(share(first, 'wrong')).toBeLessThan(0.03);
  const second = await marked(strangers.second.filter((one) => one.language === language));
  expect(second.length).toBe(60);
  expect(share([...first, ...second], 'right')).toBeGreaterThanOrEqual(0.9);
  const third = await marked(strangers.third.filter((one) => one.language === language));
  expect(third.length).toBe(60);
  expect(share(third, 'right')).toBeGreaterThanOrEqual(0.9);
  expect(share(third, 'wrong')).toBeLessThanOrEqual(0.02);
});

test('of the sentences of all strangers no more do something else than when they were measured', async () => {
  const all = await marked([...strangers.first, ...strangers.second, ...strangers.third]);
  expect(all.length).toBe(570);
  expect(all.filter(({ mark }) => mark === 'wrong').length).toBeLessThanOrEqual(5);
});

describe('kinds of sentences', () => {
  type Wanted = Marked['should'][number];
  const reserve = (voucher: string): Wanted => ({ step: 'reserve', voucher });
  test.each<readonly [string, Language, string, Wanted]>([
    ['the last digits behind the noun', 'en', 'show me voucher no. 31', { open: 'SAP-9QX2-0031' }],
    ['the last digits behind the noun', 'ru', 'покажи ваучер 150', { open: 'SAP-5HB7-0150' }],
    ['the last digits behind the noun', 'pl', 'pokaż voucher nr 108', { open: 'SAP-2WZ5-0108' }],
    ['the last digits behind a verb', 'en', 'reserve 77 please', reserve('SAP-4LM8-0077')],
    ['the last digits alone', 'en', '115', { open: 'SAP-6TR1-0115' }],
    ['a number with long dashes before the verb', 'pl', 'SAP–4LM8–0077 zarezerwuj proszę', reserve('SAP-4LM8-0077')],
    ['courtesies around it', 'en', 'hi there, could you kindly book Fabrikam for me, thanks', reserve('SAP-4LM8-0077')],
    ['courtesies around it', 'ru', 'Добрый день! Не могли бы вы забронировать Фабрикам, заранее спасибо', reserve('SAP-4LM8-0077')],
    ['a mistyped command', 'en', 'resreve fabrikam', reserve('SAP-4LM8-0077')],
    ['a mistyped command', 'pl', 'zarezewruj fabrikam', reserve('SAP-4LM8-0077')],
    ['an engagement for its voucher', 'en', 'the skype one', { open: 'SAP-4LM8-0077' }],
    ['a customer, an engagement and the noun', 'en', 'Contoso SharePoint voucher', { open: 'SAP-7F3K-0042' }],
    ['a colleague who is no consultant', 'en', 'let Katarzyna have a look at 0115', { step: 'ask', voucher: 'SAP-6TR1-0115', who: 'Katarzyna Wiśniewska' }],
    ['a comment behind a colon', 'en', 'add to Litware: server is old', { step: 'comment', voucher: 'SAP-8KD3-0123', text: 'server is old' }],
    ['a state that is denied', 'ru', 'с отчётом, но ещё не погашены', { list: { state: 'reported' } }],
    ['a state that is denied', 'en', 'which ones are redeemed but not claimed', { list: { state: 'redeemed' } }],
    ['"now" is no day', 'pl', 'to co teraz robimy', { go: 'next' }],
    ['"now" is no day', 'ru', 'сейчас не надо, потом', { go: 'later' }],
    ['a mistyped state', 'en', 'resrved ones', { list: { state: 'reserved' } }],
    ['a mistyped state', 'ru', 'назначеные ваучеры', { list: { state: 'assigned' } }],
    ['a mistyped state', 'pl', 'pokaz zrealizowne', { list: { state: 'redeemed' } }],
    ['a state in a relative clause', 'en', 'those that have not been booked yet', { list: { state: 'assigned' } }],
    ['a state in a relative clause', 'ru', 'те по которым уже есть отчет', { list: { state: 'reported' } }],
    ['a state in a relative clause', 'pl', 'vouchery ktore stracilismy', { list: { state: 'lost' } }],
    ['no more than a voucher and days', 'en', 'fabrikam w/c 7 dec', { step: 'reserve', voucher: 'SAP-4LM8-0077', from: '2026-12-07', to: '2026-12-11' }],
    ['no more than a voucher and days', 'ru', '0150 7-11 декабря', { step: 'reschedule', voucher: 'SAP-5HB7-0150', from: '2026-12-07', to: '2026-12-11' }],
    ['no more than a voucher, days and who', 'pl', 'boris 0042 30 listopada', { step: 'reserve', voucher: 'SAP-7F3K-0042', from: '2026-11-30', who: 'Boris Petrov' }],
    ['dates of digits behind a command', 'en', 'reserve 0042 30/11 - 4/12', { step: 'reserve', voucher: 'SAP-7F3K-0042', from: '2026-11-30', to: '2026-12-04' }],
    ['two wishes: the first', 'en', 'ok reserve 0042 and remind me on friday', reserve('SAP-7F3K-0042')],
    ['two wishes: the first', 'ru', 'сдай отчёт по 0031 и погаси', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['who will do it is no wish', 'pl', 'zarezerwuj 0042, zrobi to petrov', { step: 'reserve', voucher: 'SAP-7F3K-0042', who: 'Boris Petrov' }],
    ['thanks before a wish', 'ru', 'отлично, спс. что дальше?', { go: 'next' }],
    ['a name behind a greeting at the end', 'en', 'kindly show everything that is reported, regards, anna', { list: { state: 'reported' } }],
    ['the keyboard of the other alphabet', 'ru', 'ghjchjxtyyst', { list: 'overdue' }],
    ['the keyboard of the other alphabet', 'en', 'куыукму 0042', reserve('SAP-7F3K-0042')],
    ['a customer on the keyboard of the other alphabet', 'pl', 'афикшлфь', { open: 'SAP-4LM8-0077' }],
    ['days off are none of ours', 'en', 'how many days of annual leave do i have left', { nothing: true }],
    ['days off are none of ours', 'pl', 'ile dni urlopu mi zostało', { nothing: true }],
    ['digits of something else', 'en', 'my locker is 4471 by the way', { nothing: true }],
    ['digits of something else', 'ru', 'такси 5512 уже внизу', { nothing: true }],
    ['so much later: a reserved one moves', 'en', '0150 slides by a fortnight', { step: 'reschedule', voucher: 'SAP-5HB7-0150', from: '2026-12-14' }],
    ['an unknown verb and a day', 'en', '0077 frobnicate 7 dec', { step: 'reserve', voucher: 'SAP-4LM8-0077', from: '2026-12-07' }],
    ['an unknown verb and a day that is over', 'en', '9qx2 zorbed 6 nov', { step: 'report', voucher: 'SAP-9QX2-0031', on: '2026-11-06' }],
    ['a word cut off', 'en', 'resched 0150', { step: 'reschedule', voucher: 'SAP-5HB7-0150' }],
    ['dates with the month first', 'en', 'reserv fabrikam 11/30 to 12/11', { step: 'reserve', voucher: 'SAP-4LM8-0077', from: '2026-11-30', to: '2026-12-11' }],
    ['a weekday with its date', 'en', 'reserve 0042 from Monday the 30th', { step: 'reserve', voucher: 'SAP-7F3K-0042', from: '2026-11-30' }],
    ['the noun of a step', 'en', 'redemption', { step: 'redeem' }],
    ['the noun of a step', 'en', 'reporting', { step: 'report' }],
    ['done by mistake', 'en', 'i redeemed 0115 accidentally, sorry', { step: 'correct', voucher: 'SAP-6TR1-0115' }],
    ['done by mistake', 'en', '0108 was reported by accident', { step: 'correct', voucher: 'SAP-2WZ5-0108' }],
    ['done by mistake', 'en', 'roll back 0115', { step: 'correct', voucher: 'SAP-6TR1-0115' }],
    ['written off', 'en', 'please write off 0166', { step: 'lose', voucher: 'SAP-3NC9-0166' }],
    ['written off', 'en', '4lm8 is gone for good', { step: 'lose', voucher: 'SAP-4LM8-0077' }],
    ['a report that arrived', 'en', 'paperwork of boris came in, where do i file it', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['a report that arrived', 'en', 'the exchange report has arrived from boris', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['a colleague by a short name', 'en', 'chase borya for the exchange report', { step: 'ask', voucher: 'SAP-9QX2-0031', who: 'Boris Petrov' }],
    ['a colleague by a short name', 'en', 'could katya glance at 0115', { step: 'ask', voucher: 'SAP-6TR1-0115', who: 'Katarzyna Wiśniewska' }],
    ['the plural of an engagement', 'en', 'show sharepoints', { list: { engagement: 'SharePoint' } }],
    ['a comment behind a dash', 'en', 'note rogi - contract is with legal', { step: 'comment', voucher: 'SAP-5HB7-0150', text: 'contract is with legal' }],
    ["a claim's reference", 'en', 'did MS-REF-1 get paid', { go: 'claims' }],
    ["a claim's reference", 'en', 'has XY-4471 been paid out', { go: 'claims' }],
    ['a step of something else', 'en', 'reserve a table at the italian on friday', { nothing: true }],
    ['a step of something else', 'en', 'reschedule my dentist to monday', { nothing: true }],
    ['so much later: a reserved one moves', 'ru', '0150 уползает на неделю', { step: 'reschedule', voucher: 'SAP-5HB7-0150', from: '2026-12-07', to: '2026-12-11' }],
    ['an unknown verb and a day', 'ru', '0077 хрямкаем 7 декабря', { step: 'reserve', voucher: 'SAP-4LM8-0077', from: '2026-12-07' }],
    ['a mistyped command', 'ru', 'зарезрвируй 0042', { step: 'reserve', voucher: 'SAP-7F3K-0042' }],
    ['a weekday with its date', 'ru', '0042 с понедельника 30го', { step: 'reserve', voucher: 'SAP-7F3K-0042', from: '2026-11-30' }],
    ['the noun of a step', 'ru', 'погашение', { step: 'redeem' }],
    ['the noun of a step', 'ru', 'резервирование', { step: 'reserve' }],
    ['done by mistake', 'ru', 'нечаянно погасил 0115', { step: 'correct', voucher: 'SAP-6TR1-0115' }],
    ['done by mistake', 'ru', 'отчёт по 0108 сдали случайно', { step: 'correct', voucher: 'SAP-2WZ5-0108' }],
    ['done by mistake', 'ru', 'откати 0115', { step: 'correct', voucher: 'SAP-6TR1-0115' }],
    ['written off', 'ru', 'списываем 0166', { step: 'lose', voucher: 'SAP-3NC9-0166' }],
    ['written off', 'ru', 'фабрикам пропал, спиши', { step: 'lose', voucher: 'SAP-4LM8-0077' }],
    ['a report that arrived', 'ru', 'Борис принёс отчёт, куда его деть', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['a report that arrived', 'ru', 'акт по exchange пришёл', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['a colleague by a short name', 'ru', 'потормоши борю насчёт отчёта по эксченджу', { step: 'ask', voucher: 'SAP-9QX2-0031', who: 'Boris Petrov' }],
    ['a colleague by a short name', 'ru', 'пусть катя глянет 0115', { step: 'ask', voucher: 'SAP-6TR1-0115', who: 'Katarzyna Wiśniewska' }],
    ['the plural of an engagement', 'ru', 'покажи шарепойнты', { list: { engagement: 'SharePoint' } }],
    ['a comment behind a dash', 'ru', 'заметка рога - договор у юристов', { step: 'comment', voucher: 'SAP-5HB7-0150', text: 'договор у юристов' }],
    ["a claim's reference", 'ru', 'MS-REF-1 оплатили?', { go: 'claims' }],
    ["a claim's reference", 'ru', 'по AB-7788 пришла оплата?', { go: 'claims' }],
    ['a step of something else', 'ru', 'забронируй столик в ресторане на пятницу', { nothing: true }],
    ['a step of something else', 'ru', 'перенеси мою стрижку на вторник', { nothing: true }],
    ['so much later: a reserved one moves', 'pl', '0150 ucieka o tydzień', { step: 'reschedule', voucher: 'SAP-5HB7-0150', from: '2026-12-07', to: '2026-12-11' }],
    ['an unknown verb and a day', 'pl', '0077 trachnij 7 grudnia', { step: 'reserve', voucher: 'SAP-4LM8-0077', from: '2026-12-07' }],
    ['a mistyped command', 'pl', 'rezerwjua 0042', { step: 'reserve', voucher: 'SAP-7F3K-0042' }],
    ['a weekday with its date', 'pl', '0042 od poniedziałku 30', { step: 'reserve', voucher: 'SAP-7F3K-0042', from: '2026-11-30' }],
    ['the noun of a step', 'pl', 'realizacja', { step: 'redeem' }],
    ['the noun of a step', 'pl', 'rezerwacja', { step: 'reserve' }],
    ['done by mistake', 'pl', 'przez pomyłkę zrealizowałem 0115', { step: 'correct', voucher: 'SAP-6TR1-0115' }],
    ['done by mistake', 'pl', '0108 zaraportowany niechcący', { step: 'correct', voucher: 'SAP-2WZ5-0108' }],
    ['done by mistake', 'pl', 'wycofaj realizację 0115, to był przypadek', { step: 'correct', voucher: 'SAP-6TR1-0115' }],
    ['written off', 'pl', 'spisz 0166 na straty', { step: 'lose', voucher: 'SAP-3NC9-0166' }],
    ['a report that arrived', 'pl', 'Boris dał mi raport, gdzie go wpisać', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['a report that arrived', 'pl', 'papiery z exchange przyszły, co z nimi', { step: 'report', voucher: 'SAP-9QX2-0031' }],
    ['a colleague by a short name', 'pl', 'pogoń Borka o raport z exchange', { step: 'ask', voucher: 'SAP-9QX2-0031', who: 'Boris Petrov' }],
    ['a colleague by a short name', 'pl', 'niech Kaśka zerknie na 0115', { step: 'ask', voucher: 'SAP-6TR1-0115', who: 'Katarzyna Wiśniewska' }],
    ['the plural of an engagement', 'pl', 'pokaż sharepointy', { list: { engagement: 'SharePoint' } }],
    ['a comment behind a dash', 'pl', 'notatka rogi - umowa u prawników', { step: 'comment', voucher: 'SAP-5HB7-0150', text: 'umowa u prawników' }],
    ["a claim's reference", 'pl', 'czy MS-REF-1 zapłacone', { go: 'claims' }],
    ["a claim's reference", 'pl', 'zapłacili za QQ-5512?', { go: 'claims' }],
    ['a step of something else', 'pl', 'zarezerwuj stolik w restauracji na piątek', { nothing: true }],
    ['a step of something else', 'pl', 'przełóż moją wizytę u dentysty na wtorek', { nothing: true }],
    ['a weekday beside delivered work', 'pl', 'oddałem 0031 w piątek', { step: 'report', voucher: 'SAP-9QX2-0031', on: '2026-11-13' }],
    ['a number with words that nobody knows: asked', 'en', 'qwyx 0042 blorp', { nothing: true }],
    ['the claimed one: refused by its state', 'pl', 'niech Kaśka zerknie na litware', { step: 'ask', voucher: 'SAP-8KD3-0123' }],
    ['a step that the state allows is meant rather', 'en', 'dynamics is off, customer bailed', { step: 'release', voucher: 'SAP-5HB7-0150' }],
    ['a step that the state allows is meant rather', 'ru', '0108 пора обналичить', { step: 'redeem', voucher: 'SAP-2WZ5-0108' }],
    ['a step that the state allows is meant rather', 'pl', '0166 odpisz, po ptakach', { step: 'lose', voucher: 'SAP-3NC9-0166' }],
    ['an engagement and how much later', 'ru', 'crm на две недели позже', { step: 'reschedule', voucher: 'SAP-5HB7-0150' }],
    ['an engagement and how much later', 'pl', 'crm dwa tygodnie później', { step: 'reschedule', voucher: 'SAP-5HB7-0150' }],
  ])('%s (%s): %s', async (_kind, language, text, wanted) => {
    const [one] = await marked([{ text, language, should: [wanted] }]);
    expect([one?.mark, one?.came]).toEqual(['right', one?.came]);
  });
}); // prettier-ignore

test.each(LANGUAGES)('no sentence changes anything without a press (%s)', async (language) => {
  const { world, anna } = await companyOfSentences(language);
  for (const { text } of own.filter((one) => one.language === language)) {
    const chat = new FreshChat(world, anna);
    await chat.say(text);
    expect([text, chat.staged]).toEqual([text, false]);
  }
});

describe('what nobody means to say', () => {
  const said = async (text: string) => {
    const { world, anna } = await companyOfSentences('en');
    const chat = new FreshChat(world, anna);
    const answer = await chat.say(text);
    return { card: JSON.stringify(answer.card), staged: chat.staged };
  };

  test.each([
    ['a sentence in a fourth script', 'SAP の予約をお願いします'],
    ['only signs', '🎉🎉🎉 !!! ---'],
    ['a zero-width text', '\u200b\u200b'],
    ['one letter', 'a'],
    ['a number of somebody else', 'reserve SAP-OTHER-9999 next week'],
  ])('%s changes nothing, and is answered', async (_what, text) => {
    expect((await said(text)).staged).toBe(false);
  });

  test('a number that only another tenant has is not found', async () => {
    const { card } = await said('who has SAP-1XX1-7777 and when does it expire');
    expect(card).toContain('SAP-1XX1-7777');
    expect(card).not.toContain('voucher.open');
  });

  test.each(Object.entries(HOSTILE))('10 KB of %s change nothing, and are answered', async (_what, text) => {
    expect((await said(text)).staged).toBe(false);
  });
});
