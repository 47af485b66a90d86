import { STEPS, type Step } from '../cards/verbs.ts';
import { askedIn } from './asking.ts';

/**
 * What a typed sentence asks for. The words of all three languages are understood whatever the locale,
 * because localised command titles arrive as typed text.
 */

/** What is shown, or done, wherever the person is. */
export const VIEWS = [
  'home',
  'vouchers',
  'claims',
  'money',
  'newVoucher',
  'next',
  'help',
  'about',
  'cancel',
  'back',
  'later',
  'ask',
  'admin',
  'questions',
  'overview',
] as const;
export type View = (typeof VIEWS)[number];

/** What is shown of one voucher, and begins no step. */
const SHOWN_OF_A_VOUCHER = ['history', 'plan'] as const;

/** What is asked about one voucher, whose number, its end or its customer may follow the word. */
export type AboutVoucher =
  | { [S in Step]: (typeof STEP_WORDS)[S] extends { readonly about: 'voucher' } ? S : never }[Step]
  | (typeof SHOWN_OF_A_VOUCHER)[number];

/** Steps about the company or its people, and those that no word begins. */
export type OwnStep = Exclude<Step, AboutVoucher>;

export type Meaning =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'step'; readonly step: OwnStep }
  | { readonly kind: 'voucher'; readonly asks: AboutVoucher; readonly about: string }
  | { readonly kind: 'words'; readonly text: string };

/** What begins a step when it is typed, in all three languages, and whether a voucher may be named after it. */
interface Words {
  readonly about: 'voucher' | 'nothing';
  readonly words: readonly string[];
}

/** `none`: only a button begins the step. */
export type StepWords = Readonly<Record<Step, Words | 'none'>>;

const VIEW_WORDS: Readonly<Record<View, readonly string[]>> = {
  home: [
    'home',
    'start',
    'menu',
    'hi',
    'hello',
    'главная',
    'домой',
    'меню',
    'привет',
    'strona główna',
    'cześć',
  ],
  vouchers: ['vouchers', 'list', 'ваучеры', 'список', 'vouchery', 'lista'],
  claims: ['claims', 'заявки', 'заявки на оплату', 'wnioski'],
  money: [
    'money',
    'our money',
    'where is my money',
    'where is our money',
    'where is the money',
    'деньги',
    'наши деньги',
    'где мои деньги',
    'где наши деньги',
    'где деньги',
    'pieniądze',
    'nasze pieniądze',
    'gdzie są moje pieniądze',
    'gdzie są nasze pieniądze',
    'gdzie moje pieniądze',
  ],
  newVoucher: ['new voucher', 'new', 'assign', 'новый ваучер', 'новый', 'nowy voucher', 'nowy'],
  next: ['what next', 'next', 'what now', 'что дальше', 'дальше', 'co dalej', 'dalej'],
  help: ['help', '?', 'помощь', 'справка', 'pomoc'],
  about: ['about', 'о боте', 'о программе', 'o bocie', 'o programie'],
  cancel: ['cancel', 'stop', 'отмена', 'отменить', 'стоп', 'anuluj', 'przerwij'],
  back: ['back', 'назад', 'wstecz', 'cofnij', 'wróć'],
  later: ['later', 'not now', 'позже', 'потом', 'отложить', 'później', 'odłóż', 'nie teraz'],
  ask: ['ask for access', 'запросить доступ', 'poproś o dostęp'],
  admin: [
    'who is our admin',
    'who is the admin',
    'кто наш администратор',
    'кто администратор',
    'kto jest administratorem',
    'kto jest naszym administratorem',
  ],
  questions: [
    'questions',
    'faq',
    'вопросы',
    'вопросы и ответы',
    'частые вопросы',
    'pytania',
    'pytania i odpowiedzi',
    'częste pytania',
  ],
  overview: [
    'overview',
    'chart',
    'charts',
    'обзор',
    'график',
    'графики',
    'диаграмма',
    'диаграммы',
    'przegląd',
    'wykres',
    'wykresy',
  ],
};

export const STEP_WORDS = {
  setUp: {
    about: 'nothing',
    words: ['set up', 'setup', 'настройка', 'настроить', 'ustawienia', 'skonfiguruj'],
  },
  people: { about: 'nothing', words: ['people', 'сотрудники', 'люди', 'osoby', 'ludzie'] },
  company: { about: 'nothing', words: ['company', 'компания', 'firma'] },
  eligibility: {
    about: 'nothing',
    words: ['eligibility', 'may we', 'соответствие', 'требования', 'wymagania', 'uprawnienia'],
  },
  enrol: {
    about: 'nothing',
    words: ['enrol', 'enroll', 'enrolment', 'enrollment', 'регистрация', 'rejestracja'],
  },
  profile: { about: 'nothing', words: ['profile', 'профиль', 'profil'] },
  notifications: {
    about: 'nothing',
    words: [
      'notifications',
      'notification',
      'notify',
      'mute',
      'reminders',
      'уведомления',
      'оповещения',
      'напоминания',
      'powiadomienia',
      'przypomnienia',
    ],
  },
  reserve: {
    about: 'voucher',
    words: [
      'reserve',
      'book',
      'зарезервировать',
      'резервировать',
      'зарезервируй',
      'зарезервируйте',
      'забронировать',
      'забронируй',
      'забронируйте',
      'rezerwuj',
      'zarezerwuj',
      'zarezerwować',
      'zarezerwujcie',
    ],
  },
  report: { about: 'voucher', words: ['report', 'отчёт', 'отчет', 'raport', 'raportuj'] },
  redeem: { about: 'voucher', words: ['redeem', 'погасить', 'активировать', 'zrealizuj'] },
  claim: { about: 'voucher', words: ['claim', 'заявка', 'wniosek'] },
  release: { about: 'voucher', words: ['release', 'отменить резерв', 'снять резерв', 'zwolnij'] },
  lose: { about: 'voucher', words: ['lost', 'lose', 'потерян', 'utracony'] },
  reschedule: { about: 'voucher', words: ['reschedule', 'dates', 'перенести', 'даты', 'przełóż', 'terminy'] },
  complete: 'none',
  handOver: 'none',
  bulk: 'none',
  handOverAll: 'none',
  several: 'none',
  sheet: 'none',
  export: {
    about: 'nothing',
    words: [
      'export',
      'excel',
      'export to excel',
      'экспорт',
      'выгрузить',
      'выгрузка',
      'выгрузить в excel',
      'эксель',
      'eksport',
      'eksportuj',
      'eksport do excela',
      'eksportuj do excela',
    ],
  },
  calendar: {
    about: 'nothing',
    words: ['calendar', 'my calendar', 'ics', 'календарь', 'мой календарь', 'kalendarz', 'mój kalendarz'],
  },
  correct: { about: 'voucher', words: ['correct', 'amend', 'исправить', 'popraw'] },
  ranOut: {
    about: 'nothing',
    words: [
      'expired',
      'expired vouchers',
      'истёкшие',
      'истекшие',
      'истёкшие ваучеры',
      'wygasłe',
      'wygasłe vouchery',
    ],
  },
  import: {
    about: 'nothing',
    words: ['import', 'upload', 'импорт', 'импортировать', 'загрузить', 'importuj', 'wczytaj'],
  },
  quarantine: {
    about: 'nothing',
    words: [
      'mailbox',
      'quarantine',
      'почта',
      'почтовый ящик',
      'карантин',
      'skrzynka',
      'skrzynka pocztowa',
      'kwarantanna',
    ],
  },
  record: {
    about: 'nothing',
    words: ['record', 'register', 'add voucher', 'записать', 'зарегистрировать', 'zapisz', 'zarejestruj'],
  },
  askColleague: {
    about: 'voucher',
    words: [
      'ask a colleague',
      'ask colleague',
      'ask somebody',
      'ask someone',
      'ask',
      'попросить коллегу',
      'попроси коллегу',
      'попросить',
      'попроси',
      'попросите',
      'poproś kogoś',
      'poproś inną osobę',
      'poproś',
      'poprosić',
    ],
  },
  remind: {
    about: 'voucher',
    words: [
      'remind me about',
      'remind me of',
      'remind me',
      'remind',
      'reminder',
      'напомни мне о',
      'напомни мне',
      'напомни',
      'напомните',
      'напомнить',
      'напоминание',
      'przypomnij mi o',
      'przypomnij mi',
      'przypomnij',
      'przypomnieć',
      'przypomnienie',
    ],
  },
  comment: {
    about: 'voucher',
    words: [
      'comment on',
      'comment',
      'note',
      'комментарий к',
      'комментарий',
      'прокомментировать',
      'заметка',
      'komentarz do',
      'komentarz',
      'skomentuj',
      'notatka',
    ],
  },
  settle: 'none',
  register: 'none',
} as const satisfies StepWords;

const SHOWN_WORDS: Readonly<Record<(typeof SHOWN_OF_A_VOUCHER)[number], readonly string[]>> = {
  history: ['history', 'история', 'historia'],
  plan: [
    'can we still do',
    'still in time',
    'who is free for',
    'успеем ли мы',
    'успеваем ли мы',
    'успеем ли',
    'успеваем ли',
    'кто свободен для',
    'czy zdążymy z',
    'czy zdążymy',
    'zdążymy z',
    'zdążymy',
    'kto jest wolny dla',
  ],
};

/** Everything that can be asked about one voucher. */
export const ABOUT_A_VOUCHER: readonly AboutVoucher[] = [
  ...STEPS.filter(isAboutVoucher),
  ...SHOWN_OF_A_VOUCHER,
];

const wordsOf = (of: AboutVoucher | OwnStep): readonly string[] => {
  if (of === 'history' || of === 'plan') return SHOWN_WORDS[of];
  const begins: Words | 'none' = STEP_WORDS[of];
  return begins === 'none' ? [] : begins.words;
};

const whole = new Map<string, Meaning>([
  ...VIEWS.flatMap((view) => VIEW_WORDS[view].map((word) => [word, { kind: 'view', view }] as const)),
  ...STEPS.filter(isOwn).flatMap((step) =>
    wordsOf(step).map((word) => [word, { kind: 'step', step }] as const),
  ),
]);
/** The longest first: one may begin with another. */
const first = ABOUT_A_VOUCHER.flatMap((asks) => wordsOf(asks).map((word) => [word, asks] as const)).sort(
  ([a], [b]) => b.length - a.length,
);

/** Forms of the words that stand within a sentence only. */
const WITHIN: Readonly<Partial<Record<AboutVoucher, readonly string[]>>> = {
  reserve: ['бронировать'],
  report: ['отчитаться', 'zaraportować', 'raportować'],
  redeem: ['zrealizować'],
  claim: ['заявку', 'request payment'],
  release: ['zwolnić', 'освободить'],
  reschedule: ['przełożyć', 'change the dates', 'даты перенести'],
  correct: ['poprawić'],
};
const forms = [
  ...ABOUT_A_VOUCHER.flatMap((asks) => (WITHIN[asks] ?? []).map((word) => [word, asks] as const)),
  ...first,
];

function isAboutVoucher(step: Step): step is Exclude<AboutVoucher, (typeof SHOWN_OF_A_VOUCHER)[number]> {
  const begins: Words | 'none' = STEP_WORDS[step];
  return begins !== 'none' && begins.about === 'voucher';
}

function isOwn(step: Step): step is OwnStep {
  return !isAboutVoucher(step);
}

const MAX_COMMAND = 200;

/** Said by who is greeted or thanked, not asked for. */
const COURTESY = new Set(['hi', 'hello', 'привет', 'cześć']);
const POLITE =
  /^(?:(?:hi|hello|hey|dear|please|pls|kindly|can you|could you|would you|привет|здравствуйте|добрый день|пожалуйста|прошу|cześć|witam|dzień dobry|proszę|prosze|czy możesz|czy mogę prosić o)(?![\p{L}\p{N}])[\s,:!-]*(?:(?:bot|team|all|бот|коллеги|bocie)(?![\p{L}\p{N}])[\s,:!-]*)?)+/u;

/** The command in a sentence that somebody wrote to the bot above something else, politely or not. */
export function commandIn(sentence: string): Meaning | undefined {
  const plain = sentence.slice(0, MAX_COMMAND).normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
  if (COURTESY.has(plain.replace(/[!.,…]+$/u, ''))) return undefined;
  const asked = understand(plain);
  if (asked.kind !== 'words') return asked;
  for (const part of plain.split(/(?<=[.!?;])\s+/u)) {
    const said = part.replace(POLITE, '').trim();
    const [, bare = ''] = /^(.*?)(?:[\s,]+(?:please|пожалуйста|proszę|prosze))?[\s.!?…]*$/u.exec(said) ?? [];
    const meant = whole.get(bare);
    if (meant !== undefined && !COURTESY.has(bare)) return meant;
    const begun = first.find(([word]) => beginsWith(said, word));
    if (begun !== undefined) return { kind: 'voucher', asks: begun[1], about: '' };
    const rest = askedIn(said) ?? askedIn(part);
    const within = rest === undefined ? undefined : forms.find(([word]) => beginsWith(rest, word));
    if (within !== undefined) return { kind: 'voucher', asks: within[1], about: '' };
  }
  return undefined;
}

/** Whether a sentence begins with this word, and not with a longer one. */
function beginsWith(sentence: string, word: string): boolean {
  return sentence.startsWith(word) && !/^[\p{L}\p{N}]/u.test(sentence.slice(word.length));
}

/** Reads a typed text; everything that is no command is `words`. */
export function understand(text: string): Meaning {
  const typed = text.slice(0, MAX_COMMAND).normalize('NFKC').trim();
  const line = typed
    .replaceAll(/\s+/g, ' ')
    .replace(/(?<=.)[!?.…]+$/u, '')
    .trim();
  const plain = line.toLowerCase();
  const meant = whole.get(plain);
  if (meant !== undefined) return meant;
  for (const [word, asks] of first) {
    if (plain === word) return { kind: 'voucher', asks, about: '' };
    if (plain.startsWith(`${word} `)) return { kind: 'voucher', asks, about: line.slice(word.length).trim() };
  }
  return { kind: 'words', text: typed };
}
