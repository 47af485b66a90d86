import { describe, expect, test } from '@jest/globals';
import { STEPS } from '../../cards/verbs.ts';
import {
  commandIn,
  ABOUT_A_VOUCHER,
  STEP_WORDS,
  understand,
  VIEWS,
  type AboutVoucher,
  type OwnStep,
  type View,
} from '../../dialogs/understand.ts';

const view = (name: View) => ({ kind: 'view', view: name });
const step = (name: OwnStep) => ({ kind: 'step', step: name });
const voucher = (asks: AboutVoucher, about = '') => ({ kind: 'voucher', asks, about });
const words = (text: string) => ({ kind: 'words', text });

/** One word of each language for every view. */
const VIEW_TABLE: Readonly<Record<View, readonly string[]>> = {
  home: ['home', 'главная', 'strona główna'],
  vouchers: ['vouchers', 'ваучеры', 'vouchery'],
  claims: ['claims', 'заявки', 'wnioski'],
  money: ['where is my money', 'где мои деньги', 'gdzie są moje pieniądze', 'our money'],
  newVoucher: ['new voucher', 'новый ваучер', 'nowy voucher'],
  next: ['what next', 'что дальше', 'co dalej'],
  help: ['help', 'помощь', 'pomoc', '?'],
  about: ['about', 'о боте', 'o bocie'],
  cancel: ['cancel', 'отмена', 'anuluj'],
  back: ['back', 'назад', 'wstecz'],
  later: ['later', 'позже', 'później'],
  ask: ['ask for access', 'запросить доступ', 'poproś o dostęp'],
  admin: ['who is our admin', 'кто наш администратор', 'kto jest administratorem'],
  questions: ['questions', 'faq', 'вопросы', 'pytania'],
  overview: ['overview', 'chart', 'обзор', 'график', 'przegląd', 'wykres'],
};

/** One word of each language for every step that is about no voucher; none for those that only a button begins. */
const STEP_TABLE: Readonly<Record<OwnStep, readonly string[]>> = {
  people: ['people', 'сотрудники', 'osoby'],
  setUp: ['set up', 'настройка', 'ustawienia'],
  company: ['company', 'компания', 'firma'],
  eligibility: ['eligibility', 'соответствие', 'wymagania'],
  enrol: ['enrol', 'регистрация', 'rejestracja'],
  profile: ['profile', 'профиль', 'profil'],
  notifications: ['notifications', 'уведомления', 'powiadomienia'],
  ranOut: ['expired', 'истёкшие', 'wygasłe'],
  quarantine: ['mailbox', 'почта', 'skrzynka'],
  record: ['record', 'register', 'зарегистрировать', 'zarejestruj'],
  export: ['export', 'excel', 'выгрузить', 'eksport'],
  calendar: ['calendar', 'календарь', 'kalendarz'],
  settle: [],
  register: [],
  complete: [],
  handOver: [],
  bulk: [],
  handOverAll: [],
  several: [],
  sheet: [],
  import: ['import', 'импорт', 'importuj'],
};

const VOUCHER_TABLE: Readonly<Record<AboutVoucher, readonly string[]>> = {
  reserve: ['reserve', 'зарезервировать', 'rezerwuj'],
  report: ['report', 'отчёт', 'отчет', 'raport'],
  redeem: ['redeem', 'погасить', 'zrealizuj'],
  claim: ['claim', 'заявка', 'wniosek'],
  release: ['release', 'отменить резерв', 'zwolnij'],
  lose: ['lost', 'потерян', 'utracony'],
  reschedule: ['reschedule', 'перенести', 'przełóż'],
  correct: ['correct', 'исправить', 'popraw'],
  // Words that begin with another one of the step go on with it.
  askColleague: ['ask', 'попросить', 'poproś'],
  remind: ['remind', 'напомни', 'przypomnij'],
  comment: ['comment', 'note', 'комментарий', 'komentarz'],
  history: ['history', 'история', 'historia'],
  plan: ['can we still do', 'успеем ли', 'czy zdążymy'],
};

/** A word as people type it. */
const ways = (typed: string): readonly string[] => [
  typed,
  typed.toUpperCase(),
  `  ${typed}  `,
  `${typed}!`,
  `${typed}...`,
  typed.replaceAll(' ', ' \n '),
  // All question marks are a call for help.
  ...(typed === '?' ? [] : [`${typed}?`]),
];

describe('a view', () => {
  test('has words for each', () => {
    expect(Object.keys(VIEW_TABLE).sort()).toEqual([...VIEWS].sort());
  });

  test.each(VIEWS.flatMap((name) => VIEW_TABLE[name].map((typed) => [typed, name] as const)))(
    '%s shows %s, however it is typed',
    (typed, name) => {
      for (const way of ways(typed)) expect([way, understand(way)]).toEqual([way, view(name)]);
    },
  );

  test('is what is typed, not what it begins with', () => {
    expect(understand('home office')).toEqual(words('home office'));
    expect(understand('новый клиент')).toEqual(words('новый клиент'));
    expect(understand('homes')).toEqual(words('homes'));
  });
});

describe('a step about no voucher', () => {
  const own = STEPS.filter((one): one is OwnStep => one in STEP_TABLE);

  test('has words for each, or none', () => {
    expect(STEPS.filter((one) => !(one in STEP_TABLE) && !(one in VOUCHER_TABLE))).toEqual([]);
    for (const one of own)
      expect([one, STEP_TABLE[one].length === 0]).toEqual([one, STEP_WORDS[one] === 'none']);
  });

  test.each(own.flatMap((name) => STEP_TABLE[name].map((typed) => [typed, name] as const)))(
    '%s begins %s, however it is typed',
    (typed, name) => {
      for (const way of ways(typed)) expect([way, understand(way)]).toEqual([way, step(name)]);
    },
  );

  test('is what is typed, not what it begins with', () => {
    expect(understand('people 0042')).toEqual(words('people 0042'));
  });
});

describe('a step about a voucher', () => {
  test('has words for each', () => {
    expect(Object.keys(VOUCHER_TABLE).sort()).toEqual([...ABOUT_A_VOUCHER].sort());
  });

  test.each(ABOUT_A_VOUCHER.flatMap((name) => VOUCHER_TABLE[name].map((typed) => [typed, name] as const)))(
    '%s begins %s, alone or with what it is about',
    (typed, name) => {
      expect(understand(typed)).toEqual(voucher(name));
      expect(understand(`${typed.toUpperCase()} SYN-0042`)).toEqual(voucher(name, 'SYN-0042'));
      expect(understand(`${typed.replaceAll(' ', '   ')}   0042`)).toEqual(voucher(name, '0042'));
      expect(understand(`${typed}\n0042!`)).toEqual(voucher(name, '0042'));
      expect(understand(`${typed}0042`)).toEqual(words(`${typed}0042`));
    },
  );

  test('keeps what it is about as it was typed', () => {
    expect(understand('Reserve Contoso  Ödön ŁÓDŹ')).toEqual(voucher('reserve', 'Contoso Ödön ŁÓDŹ'));
    expect(understand('отменить резерв SYN-0042')).toEqual(voucher('release', 'SYN-0042'));
    expect(understand('report annual report')).toEqual(voucher('report', 'annual report'));
  });

  test('does not swallow a longer command', () => {
    expect(understand('claims')).toEqual(view('claims'));
    expect(understand('заявки на оплату')).toEqual(view('claims'));
    expect(understand('отменить')).toEqual(view('cancel'));
    expect(understand('отменить резерв')).toEqual(voucher('release'));
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
    expect(understand(`reserve ${'9'.repeat(100_000)}`)).toEqual(voucher('reserve', '9'.repeat(192)));
    expect(understand(' '.repeat(200_000))).toEqual(words(''));
    expect(understand('?'.repeat(200_000))).toEqual(view('help'));
    expect(understand('!.'.repeat(100_000))).toEqual(words('!.'.repeat(100)));
  });
});

test.each([
  ['need to claim this', 'claim'],
  ['we have to reserve it please', 'reserve'],
  ['Hi team, we would like to book this one', 'reserve'],
  ['Thanks. So we must also redeem it today', 'redeem'],
  ['Please send the report', 'report'],
  ['we need to submit the claim', 'claim'],
  ['нужно забронировать', 'reserve'],
  ['Коллеги, нам срочно надо его зарезервировать', 'reserve'],
  ['Просим погасить', 'redeem'],
  ['Отправьте, пожалуйста', undefined],
  ['подайте заявку', 'claim'],
  ['wyślij raport', 'report'],
  ['musimy go zarezerwować', 'reserve'],
  ['trzeba złożyć wniosek', 'claim'],
  ['chcemy też przełożyć', 'reschedule'],
  ['we do not need to reserve this', undefined],
  ['no need to claim this', undefined],
  ['We have reserved it already', undefined],
  ['the report is attached', undefined],
  ['He asked me to send the report yesterday', undefined],
  ['we need to check the report', undefined],
  ['не нужно бронировать', undefined],
  ['nie trzeba rezerwować', undefined],
  ['nie wysyłaj, mamy już raport', undefined],
  ['For your claim records, from the customer', undefined],
] as const)('above a mail, “%s” asks for %s', (note, asks) => {
  const asked = commandIn(note);
  expect(asked?.kind === 'voucher' ? asked.asks : undefined).toBe(asks);
});
