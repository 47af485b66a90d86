import { describe, expect, test } from '@jest/globals';
import { understand, VERBS, VIEWS, type Verb, type View } from '../../dialogs/understand.ts';

const view = (name: View) => ({ kind: 'view', view: name });
const step = (name: Verb, about = '') => ({ kind: 'step', step: name, about });
const words = (text: string) => ({ kind: 'words', text });

/** One word of each language for every view. */
const VIEW_TABLE: Readonly<Record<View, readonly string[]>> = {
  home: ['home', 'главная', 'strona główna'],
  vouchers: ['vouchers', 'ваучеры', 'vouchery'],
  claims: ['claims', 'заявки', 'wnioski', 'where is my money', 'где мои деньги', 'gdzie są moje pieniądze'],
  newVoucher: ['new voucher', 'новый ваучер', 'nowy voucher'],
  next: ['what next', 'что дальше', 'co dalej'],
  people: ['people', 'сотрудники', 'osoby'],
  help: ['help', 'помощь', 'pomoc', '?'],
  about: ['about', 'о боте', 'o bocie'],
  cancel: ['cancel', 'отмена', 'anuluj'],
  back: ['back', 'назад', 'wstecz'],
  setUp: ['set up', 'настройка', 'ustawienia'],
  company: ['company', 'компания', 'firma'],
  eligibility: ['eligibility', 'соответствие', 'wymagania'],
  enrol: ['enrol', 'регистрация', 'rejestracja'],
  profile: ['profile', 'профиль', 'profil'],
  notifications: ['notifications', 'уведомления', 'powiadomienia'],
  ask: ['ask for access', 'запросить доступ', 'poproś o dostęp'],
  admin: ['who is our admin', 'кто наш администратор', 'kto jest administratorem'],
};

const STEP_TABLE: Readonly<Record<Verb, readonly string[]>> = {
  reserve: ['reserve', 'зарезервировать', 'rezerwuj'],
  report: ['report', 'отчёт', 'отчет', 'raport'],
  redeem: ['redeem', 'погасить', 'zrealizuj'],
  claim: ['claim', 'заявка', 'wniosek'],
  release: ['release', 'отменить резерв', 'zwolnij'],
  lose: ['lost', 'потерян', 'utracony'],
  reschedule: ['reschedule', 'перенести', 'przełóż'],
  correct: ['correct', 'исправить', 'popraw'],
  history: ['history', 'история', 'historia'],
};

describe('a view', () => {
  test('has words for each', () => {
    expect(Object.keys(VIEW_TABLE).sort()).toEqual([...VIEWS].sort());
  });

  test.each(VIEWS.flatMap((name) => VIEW_TABLE[name].map((typed) => [typed, name] as const)))(
    '%s shows %s, however it is typed',
    (typed, name) => {
      const ways = [
        typed,
        typed.toUpperCase(),
        `  ${typed}  `,
        `${typed}!`,
        `${typed}...`,
        typed.replaceAll(' ', ' \n '),
      ];
      for (const way of ways) expect([way, understand(way)]).toEqual([way, view(name)]);
      if (typed !== '?') expect(understand(`${typed}?`)).toEqual(view(name));
    },
  );

  test('is what is typed, not what it begins with', () => {
    expect(understand('home office')).toEqual(words('home office'));
    expect(understand('новый клиент')).toEqual(words('новый клиент'));
    expect(understand('homes')).toEqual(words('homes'));
  });
});

describe('a step', () => {
  test('has words for each', () => {
    expect(Object.keys(STEP_TABLE).sort()).toEqual([...VERBS].sort());
  });

  test.each(VERBS.flatMap((name) => STEP_TABLE[name].map((typed) => [typed, name] as const)))(
    '%s begins %s, alone or with what it is about',
    (typed, name) => {
      expect(understand(typed)).toEqual(step(name));
      expect(understand(`${typed.toUpperCase()} SYN-0042`)).toEqual(step(name, 'SYN-0042'));
      expect(understand(`${typed.replaceAll(' ', '   ')}   0042`)).toEqual(step(name, '0042'));
      expect(understand(`${typed}\n0042!`)).toEqual(step(name, '0042'));
      expect(understand(`${typed}0042`)).toEqual(words(`${typed}0042`));
    },
  );

  test('keeps what it is about as it was typed', () => {
    expect(understand('Reserve Contoso  Ödön ŁÓDŹ')).toEqual(step('reserve', 'Contoso Ödön ŁÓDŹ'));
    expect(understand('отменить резерв SYN-0042')).toEqual(step('release', 'SYN-0042'));
    expect(understand('report annual report')).toEqual(step('report', 'annual report'));
  });

  test('does not swallow a longer command', () => {
    expect(understand('claims')).toEqual(view('claims'));
    expect(understand('заявки на оплату')).toEqual(view('claims'));
    expect(understand('отменить')).toEqual(view('cancel'));
    expect(understand('отменить резерв')).toEqual(step('release'));
  });
});

describe('anything else', () => {
  test.each([
    ['', ''],
    ['   ', ''],
    ['0042', '0042'],
    ['SYN-0042', 'SYN-0042'],
    ['  contoso ', 'contoso'],
    ['ｃｏｎｔｏｓｏ', 'contoso'],
    ['!', '!'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['reserved', 'reserved'],
  ])('%j is the words %j', (typed, text) => {
    expect(understand(typed)).toEqual(words(text));
  });

  test('is a call for help when it is all questions', () => {
    expect(understand('???')).toEqual(view('help'));
  });

  test('is bounded', () => {
    expect(understand('x'.repeat(100_000))).toEqual(words('x'.repeat(200)));
    expect(understand(`reserve ${'9'.repeat(100_000)}`)).toEqual(step('reserve', '9'.repeat(192)));
    const began = performance.now();
    understand(' '.repeat(200_000));
    understand('?'.repeat(200_000));
    understand('!.'.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
