/**
 * What a typed sentence asks for. The words of all three languages are understood whatever the locale,
 * because localised command titles arrive as typed text.
 */

export const VIEWS = [
  'home',
  'vouchers',
  'claims',
  'newVoucher',
  'next',
  'people',
  'help',
  'about',
  'cancel',
  'back',
  'setUp',
  'ask',
  'admin',
  'company',
  'eligibility',
  'enrol',
  'profile',
  'notifications',
] as const;
export type View = (typeof VIEWS)[number];

export const VERBS = [
  'reserve',
  'report',
  'redeem',
  'claim',
  'release',
  'lose',
  'reschedule',
  'correct',
  'history',
] as const;
export type Verb = (typeof VERBS)[number];

export type Meaning =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'step'; readonly step: Verb; readonly about: string }
  | { readonly kind: 'words'; readonly text: string };

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
  claims: [
    'claims',
    'where is my money',
    'where is the money',
    'money',
    'заявки',
    'заявки на оплату',
    'где мои деньги',
    'где деньги',
    'деньги',
    'wnioski',
    'gdzie są moje pieniądze',
    'gdzie moje pieniądze',
    'pieniądze',
  ],
  newVoucher: ['new voucher', 'new', 'assign', 'новый ваучер', 'новый', 'nowy voucher', 'nowy'],
  next: ['what next', 'next', 'what now', 'что дальше', 'дальше', 'co dalej', 'dalej'],
  people: ['people', 'сотрудники', 'люди', 'osoby', 'ludzie'],
  help: ['help', '?', 'помощь', 'справка', 'pomoc'],
  about: ['about', 'о боте', 'о программе', 'o bocie', 'o programie'],
  cancel: ['cancel', 'stop', 'отмена', 'отменить', 'стоп', 'anuluj', 'przerwij'],
  back: ['back', 'назад', 'wstecz', 'cofnij', 'wróć'],
  setUp: ['set up', 'setup', 'настройка', 'настроить', 'ustawienia', 'skonfiguruj'],
  company: ['company', 'компания', 'firma'],
  eligibility: ['eligibility', 'may we', 'соответствие', 'требования', 'wymagania', 'uprawnienia'],
  enrol: ['enrol', 'enroll', 'enrolment', 'enrollment', 'регистрация', 'rejestracja'],
  profile: ['profile', 'профиль', 'profil'],
  notifications: [
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
  ask: ['ask for access', 'запросить доступ', 'poproś o dostęp'],
  admin: [
    'who is our admin',
    'who is the admin',
    'кто наш администратор',
    'кто администратор',
    'kto jest administratorem',
    'kto jest naszym administratorem',
  ],
};

const STEP_WORDS: Readonly<Record<Verb, readonly string[]>> = {
  reserve: ['reserve', 'зарезервировать', 'резервировать', 'зарезервируй', 'rezerwuj', 'zarezerwuj'],
  report: ['report', 'отчёт', 'отчет', 'raport', 'raportuj'],
  redeem: ['redeem', 'погасить', 'активировать', 'zrealizuj'],
  claim: ['claim', 'заявка', 'wniosek'],
  release: ['release', 'отменить резерв', 'снять резерв', 'zwolnij'],
  lose: ['lost', 'lose', 'потерян', 'utracony'],
  reschedule: ['reschedule', 'dates', 'перенести', 'даты', 'przełóż', 'terminy'],
  correct: ['correct', 'amend', 'исправить', 'popraw'],
  history: ['history', 'история', 'historia'],
};

const views = new Map(VIEWS.flatMap((view) => VIEW_WORDS[view].map((word) => [word, view] as const)));
const steps = VERBS.flatMap((step) => STEP_WORDS[step].map((word) => [word, step] as const)).sort(
  ([a], [b]) => b.length - a.length,
);

const MAX_COMMAND = 200;

/** Reads a typed text; everything that is no command is `words`. */
export function understand(text: string): Meaning {
  const typed = text.slice(0, MAX_COMMAND).normalize('NFKC').trim();
  const line = typed
    .replaceAll(/\s+/g, ' ')
    .replace(/(?<=.)[!?.…]+$/u, '')
    .trim();
  const plain = line.toLowerCase();
  const view = views.get(plain);
  if (view !== undefined) return { kind: 'view', view };
  for (const [word, step] of steps) {
    if (plain === word) return { kind: 'step', step, about: '' };
    if (plain.startsWith(`${word} `)) return { kind: 'step', step, about: line.slice(word.length).trim() };
  }
  return { kind: 'words', text: typed };
}
