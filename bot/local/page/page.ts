import type { Language } from '../../../domain/people/person.ts';
import {
  CARD_TYPE,
  CONSENT_TYPE,
  FILE_TYPE,
  type ChatState,
  type ChatEntry,
  type Json,
  type PageEvent,
} from '../wire.ts';
import { beOldClient, CardView, markdownToHtml, speak } from './card.ts';
import { fileElement, offerElement } from './file.ts';
import { GroupView } from './group.ts';
import { Menu } from './menu.ts';
import { TaskView } from './task.ts';
import { SAMPLE_MAILS, sampleCompany, sampleMail } from './samples.ts';
import { Teams } from './teams.ts';
import { choose, chosen, showChosen } from './view.ts';

const FILE_LIMIT = 10 * 1024 * 1024;
const RECONNECTING = 'Reconnecting …';
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', ru: 'ru-RU', pl: 'pl-PL' };

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

const log = byId('log');
const scroller = byId('scroll');
const banner = byId('banner');
const typing = byId('typing');
const announcer = byId('announce');
const text = byId('text') as HTMLTextAreaElement;
const personSelect = byId('person') as HTMLSelectElement;
const languageSelect = byId('language') as HTMLSelectElement;
const clockInput = byId('clock') as HTMLInputElement;
const realTime = byId('real-time') as HTMLButtonElement;
const installButton = byId('install') as HTMLButtonElement;
const fileInput = byId('file') as HTMLInputElement;
const mailInput = byId('mail-file') as HTMLInputElement;
const fileList = byId('files');
const dropZone = byId('drop');
const mailZone = byId('drop-mailbox');
const elsewhere = byId('elsewhere') as HTMLDialogElement;
const samples = byId('samples');
const menu = new Menu(byId('menu'));
/** What the app offers on every message. */
const COMMAND = 'Record voucher';

/** A message on the page with the cards in it. */
interface Message {
  entry: ChatEntry;
  readonly element: HTMLElement;
  cards: CardView[];
  /** A long one of mine is shown whole. */
  unfolded?: boolean;
}

const query = new URLSearchParams(location.search);
const teams = new Teams(query.get('person') ?? localStorage.getItem('person') ?? 'anna');
const messages = new Map<string, Message>();
let botName = '';
interface Pasted {
  readonly words: string;
  readonly html: string;
}
/** What was copied with its looks, and the words it came as: into the composer, and into a message from elsewhere. */
let pasted: Pasted | undefined;
let pastedElsewhere: Pasted | undefined;
/** The files of the message that is being written. */
let waiting: readonly File[] = [];
/** When the person asked something of the bot, and how long after it a new card is taken for its answer, in milliseconds. */
let askedAt = Number.NEGATIVE_INFINITY;
const ANSWER_MS = 4000;
/** As many messages of one's own, and samples are no longer offered below the chat. */
const YOUNG = 4;
/** The stream of events broke off and has not come back. */
let lost = false;
let typingTimer: ReturnType<typeof setTimeout> | undefined;

function atBottom(): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
}

function toBottom(): void {
  scroller.scrollTop = scroller.scrollHeight;
}

function announce(words: string): void {
  const line = document.createElement('p');
  line.textContent = words;
  announcer.replaceChildren(line);
}

function tellBanner(words: string): void {
  banner.textContent = words;
  banner.hidden = words === '';
}

function cardsOf(entry: ChatEntry): Json[] {
  return (entry.activity.attachments ?? [])
    .filter(({ contentType }) => contentType === CARD_TYPE)
    .map(({ content }) => content as Json);
}

function newCard(entry: ChatEntry, json: Json): CardView {
  return new CardView(
    {
      press(action) {
        askedAt = performance.now();
        return teams.press(entry.id, action);
      },
      submit(data) {
        askedAt = performance.now();
        return teams.submit(entry.id, data);
      },
      typed: () => text.focus(),
      replaced(card, result) {
        const message = messages.get(entry.id);
        // The bot may have edited the card since it answered.
        if (message === undefined || message.entry.revision > result.revision) return;
        card.show(result.card);
        reveal(card);
      },
    },
    json,
  );
}

function fill(message: Message): void {
  const { entry, element } = message;
  const { activity } = entry;
  const body: HTMLElement[] = [];
  const stamp = document.createElement('p');
  stamp.className = 'stamp';
  const time = new Date(entry.at);
  stamp.textContent = [
    entry.from === 'bot' ? botName : 'You',
    time.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' }),
    ...(entry.from === 'bot' && entry.revision > 0 ? ['Edited'] : []),
  ].join(' · ');
  const more = document.createElement('button');
  more.className = 'more';
  more.textContent = '⋯';
  more.setAttribute('aria-label', 'More options');
  stamp.append(
    menu.button(more, () => [{ title: COMMAND, act: () => void task.open(teams.taskOn(entry.id)) }]),
  );
  body.push(stamp);

  if (activity.text) {
    const words = document.createElement('div');
    words.className = 'words';
    if (activity.textFormat === 'plain') words.textContent = activity.text;
    else words.innerHTML = markdownToHtml(activity.text);
    body.push(words);
    if (entry.from === 'me' && isLong(activity.text)) body.push(foldOf(message, words));
  }
  const cards = cardsOf(entry);
  message.cards = cards.map((json, index) => {
    const card = message.cards[index] ?? newCard(entry, json);
    card.show(json);
    return card;
  });
  body.push(...message.cards.map((card) => card.element));
  for (const attachment of activity.attachments ?? []) {
    const { contentType, name } = attachment;
    if (contentType === CARD_TYPE || contentType === 'text/html') continue;
    if (contentType === CONSENT_TYPE) {
      body.push(offerElement(attachment, (isAccepted) => teams.consent(entry.id, isAccepted)));
      continue;
    }
    if (contentType === FILE_TYPE) {
      body.push(fileElement(attachment));
      continue;
    }
    const file = document.createElement('div');
    file.className = 'words file';
    file.textContent = name ?? contentType;
    body.push(file);
  }
  if (entry.failed !== undefined) {
    const failed = document.createElement('div');
    failed.className = 'note error';
    const why = document.createElement('span');
    why.setAttribute('role', 'alert');
    why.textContent = entry.failed;
    failed.append(why);
    if (activity.text) {
      const again = document.createElement('button');
      again.type = 'button';
      again.textContent = 'Send again';
      again.addEventListener('click', () => void teams.say(activity.text ?? '', undefined));
      failed.append(again);
    }
    body.push(failed);
  }
  // A card that stays where it is keeps the focus and what was typed.
  for (const [index, part] of body.entries()) {
    const current = element.children[index];
    if (current !== part) {
      if (message.cards.some((card) => card.element === current)) current?.before(part);
      else if (current === undefined) element.append(part);
      else current.replaceWith(part);
    }
  }
  while (element.children.length > body.length) element.lastElementChild?.remove();
}

/** A pasted mail is in the way of the answer below it. */
function isLong(words: string): boolean {
  return words.length > 600 || words.split('\n').length > 8;
}

function foldOf(message: Message, words: HTMLElement): HTMLElement {
  const fold = document.createElement('button');
  fold.type = 'button';
  fold.className = 'fold';
  const show = (whole: boolean): void => {
    message.unfolded = whole;
    words.classList.toggle('folded', !whole);
    fold.textContent = whole ? 'Show less' : 'Show more';
    fold.setAttribute('aria-expanded', String(whole));
  };
  show(message.unfolded === true);
  fold.addEventListener('click', () => show(message.unfolded !== true));
  return fold;
}

function put(entry: ChatEntry, fresh: boolean): void {
  const known = messages.get(entry.id);
  if (known !== undefined) {
    if (entry.revision <= known.entry.revision) return;
    known.entry = entry;
    fill(known);
    return;
  }
  const stick = atBottom() || entry.from === 'me';
  const element = document.createElement('li');
  element.className = `message ${entry.from}`;
  element.dataset['activityId'] = entry.id;
  element.dataset['from'] = entry.from;
  const message: Message = { entry, element, cards: [] };
  messages.set(entry.id, message);
  fill(message);
  log.append(element);
  if (stick) toBottom();
  showSamples();
  if (!fresh || entry.from === 'me') return;
  showTyping(false);
  // What the person asked for is where they go on; who is typing stays there.
  const brought = message.cards.at(-1);
  if (brought !== undefined && performance.now() - askedAt < ANSWER_MS && !isTyping()) goTo(brought);
  const words =
    entry.activity.summary ?? (message.cards.map((card) => card.words).join(' ') || entry.activity.text);
  announce(`${botName}: ${(words ?? '').slice(0, 400)}`);
}

/** Brings a card in sight; of one that is taller than the chat its beginning. */
function reveal({ element }: CardView): void {
  element.scrollIntoView({ block: element.offsetHeight > scroller.clientHeight ? 'start' : 'nearest' });
}

function goTo(card: CardView): void {
  card.focus();
  reveal(card);
}

function isTyping(): boolean {
  const at = document.activeElement;
  return at === text ? text.value !== '' : at?.matches('input, textarea, select') === true;
}

function remove(id: string): void {
  messages.get(id)?.element.remove();
  messages.delete(id);
  showSamples();
}

/** The samples stand below a chat that is young; later they are at the paper clip. */
function showSamples(): void {
  const mine = [...messages.values()].filter(({ entry }) => entry.from === 'me').length;
  samples.hidden = messages.size === 0 || mine >= YOUNG;
}

async function bringCompany(): Promise<void> {
  const problem = await sampleCompany(teams, (id, result) => {
    const message = messages.get(id);
    const card = message?.cards[0];
    if (result.kind !== 'card' || message === undefined || card === undefined) return;
    if (message.entry.revision <= result.revision) card.show(result.card);
    goTo(card);
  });
  tellBanner(problem);
}

async function bringMail(language: keyof typeof SAMPLE_MAILS): Promise<void> {
  askedAt = performance.now();
  const result = await teams.say(sampleMail(language, new Date(`${clockInput.value}T12:00`)), undefined);
  tellBanner(result.kind === 'failed' ? result.message : '');
}

/** One at a time: who presses twice wants it once. */
let bringing: Promise<void> | undefined;

function bring(sample: () => Promise<void>): void {
  bringing ??= sample().finally(() => (bringing = undefined));
}

/** What can be brought in to try, each by one press. */
function sampleItems(): readonly { readonly title: string; readonly act: () => void }[] {
  return [
    { title: 'Sample company', act: () => bring(bringCompany) },
    ...(Object.keys(SAMPLE_MAILS) as (keyof typeof SAMPLE_MAILS)[]).map((language) => ({
      title: `Sample mail: ${language}`,
      act: () => bring(() => bringMail(language)),
    })),
  ];
}

function showTyping(on: boolean): void {
  clearTimeout(typingTimer);
  const stick = atBottom();
  typing.textContent = on ? `${botName} is typing …` : '';
  if (stick) toBottom();
  if (on) typingTimer = setTimeout(() => showTyping(false), 5000);
}

function showSettings(state: ChatState): void {
  ({ botName } = state);
  byId('bot-name').textContent = botName;
  document.title = `${botName} | Local Teams`;
  if (personSelect.options.length === 0) {
    for (const { key, name } of state.people) personSelect.add(new Option(name, key));
  }
  personSelect.value = state.person.key;
  languageSelect.value = state.person.locale;
  // The words of the bot are in the person's language, for who has them read aloud.
  log.lang = state.person.locale;
  speak(state.person.locale);
  // Who is in the middle of a date goes on with it.
  if (document.activeElement !== clockInput) clockInput.value = state.clock?.slice(0, 10) ?? localToday();
  realTime.disabled = state.clock === undefined;
  clockInput.classList.toggle('set', state.clock !== undefined);
  installButton.hidden = state.installed;
  mailZone.hidden = state.mailbox === undefined;
  byId('mailbox').textContent = state.mailbox ?? '';
}

function localToday(): string {
  const today = new Date();
  return new Date(today.getTime() - today.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Brings the page to what the local Teams holds; immediate views stay. */
async function refresh(): Promise<ChatState> {
  const state = await teams.state();
  showSettings(state);
  const ids = new Set(state.entries.map(({ id }) => id));
  for (const id of messages.keys()) if (!ids.has(id)) remove(id);
  const first = messages.size === 0;
  for (const entry of state.entries) put(entry, !first);
  if (first) toBottom();
  return state;
}

function happened(event: PageEvent): void {
  switch (event.type) {
    case 'entry':
    case 'updated':
      put(event.entry, true);
      break;
    case 'deleted':
      remove(event.id);
      break;
    case 'typing':
      showTyping(true);
      break;
    case 'settings':
      void teams.state().then(showSettings, () => undefined);
      break;
    case 'elsewhere':
      for (const option of personSelect.options) {
        if (option.value !== event.person || option.dataset['unread'] !== undefined) continue;
        option.dataset['unread'] = '';
        option.text = `● ${option.text}`;
        announce(`New message for ${option.text}`);
        personSelect.classList.add('unread');
      }
      break;
    case 'group':
      group.put(event.entry);
      if (event.entry.from !== teams.person) announce(`${event.entry.name} wrote in the group chat`);
      break;
    default:
      event satisfies never;
  }
}

async function install(): Promise<void> {
  installButton.disabled = true;
  const result = await teams.install();
  installButton.disabled = false;
  tellBanner(result.kind === 'failed' ? `${result.message}. The app is not installed.` : '');
  await refresh();
}

function grow(): void {
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight + 2, 200)}px`;
}

async function send(): Promise<void> {
  const words = text.value.trim();
  if (waiting.length > 0) return sendFiles(words);
  if (words === '') return;
  const html = withLooks(pasted, words);
  text.value = '';
  pasted = undefined;
  grow();
  askedAt = performance.now();
  const result = await teams.say(words, html);
  if (result.kind === 'accepted' && !lost) tellBanner('');
  if (result.kind === 'failed' && result.status === undefined && text.value === '') {
    const shown = [...messages.values()].some(
      ({ entry }) => entry.failed !== undefined && entry.activity.text === words,
    );
    // It did not even reach the chat: what was typed comes back.
    if (!shown) {
      text.value = words;
      grow();
      tellBanner(result.message);
    }
  }
}

function withLooks(of: Pasted | undefined, words: string): string | undefined {
  return of !== undefined && of.words.trim() === words ? of.html : undefined;
}

/** All files in one message, with what is typed beside them. */
async function sendFiles(words: string): Promise<void> {
  const files = waiting;
  showFiles([]);
  const kept: string[] = [];
  for (const file of files) {
    const result = await teams.upload(file);
    if (result.kind !== 'kept') {
      showFiles(files);
      tellBanner(`${file.name}: ${result.kind === 'failed' ? result.message : 'not taken'}`);
      return;
    }
    kept.push(result.id);
  }
  text.value = '';
  grow();
  askedAt = performance.now();
  const result = await teams.drop(kept, words);
  tellBanner(result.kind === 'failed' ? result.message : '');
}

function showFiles(files: readonly File[]): void {
  waiting = files;
  fileList.hidden = files.length === 0;
  fileList.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement('li');
      const name = document.createElement('span');
      name.textContent = file.name;
      const away = document.createElement('button');
      away.type = 'button';
      away.textContent = '✕';
      away.setAttribute('aria-label', `Remove ${file.name}`);
      away.addEventListener('click', () => {
        showFiles(waiting.filter((other) => other !== file));
        text.focus();
      });
      item.append(name, away);
      return item;
    }),
  );
}

/** The files that are not too large; of the others it is said. */
function small(files: Iterable<File>): File[] {
  const all = [...files];
  const large = all.filter(({ size }) => size > FILE_LIMIT);
  if (large.length > 0) tellBanner(`${large.map(({ name }) => name).join(', ')}: larger than 10 MB`);
  return all.filter((file) => !large.includes(file));
}

function addFiles(files: Iterable<File>): void {
  showFiles([...waiting, ...small(files)]);
  text.focus();
}

async function mailFiles(files: Iterable<File>): Promise<void> {
  const told: string[] = [];
  for (const file of small(files)) {
    const result = await teams.mail(file);
    told.push(
      result.kind === 'failed' ? `${file.name}: ${result.message}` : `${file.name} was sent to the mailbox.`,
    );
  }
  if (told.length > 0) tellBanner(told.join(' '));
}

const task = new TaskView(byId('task') as HTMLDialogElement, {
  submit: (data) => teams.submitTask(data),
  closed: (words) => tellBanner(words),
});

const group = new GroupView(byId('group') as HTMLDialogElement, teams);

function open(person: string): void {
  const next = new URL(location.href);
  next.searchParams.set('person', person);
  next.searchParams.delete('lang');
  location.assign(next);
}

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});
text.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  void send();
});
text.addEventListener('input', grow);
function looksOf(data: DataTransfer | null): Pasted | undefined {
  const html = data?.getData('text/html');
  return html ? { words: data?.getData('text/plain') ?? '', html: html.slice(0, 60_000) } : undefined;
}
text.addEventListener('paste', ({ clipboardData }) => {
  pasted = looksOf(clipboardData) ?? pasted;
  const files = clipboardData?.files;
  if (files !== undefined && files.length > 0) addFiles(files);
});
personSelect.addEventListener('change', () => open(personSelect.value));
languageSelect.addEventListener('change', () => {
  rememberLanguage(languageSelect.value);
  void teams.setLocale(languageSelect.value);
});
clockInput.addEventListener('change', () => {
  // A year that is typed is one of the first centuries for three keys.
  if (clockInput.value !== '' && clockInput.validity.valid) void teams.setClock(clockInput.value);
});
clockInput.addEventListener('blur', () => void teams.state().then(showSettings, () => undefined));
realTime.addEventListener('click', () => void teams.setClock(null));
installButton.addEventListener('click', () => void install());
menu.button(byId('attach') as HTMLButtonElement, () => [
  { title: 'Attach files', act: () => fileInput.click() },
  { title: 'A message from a channel …', act: () => elsewhere.showModal() },
  { title: 'Group chat …', act: () => void group.open(languageSelect.value) },
  ...(samples.hidden ? sampleItems() : []),
  ...(mailZone.hidden ? [] : [{ title: 'Send a mail to the mailbox …', act: () => mailInput.click() }]),
]);
menu.button(byId('view') as HTMLButtonElement, () => [
  ...(
    [
      ['light', 'Light theme'],
      ['dark', 'Dark theme'],
      ['contrast', 'High contrast theme'],
    ] as const
  ).map(([theme, title]) => ({
    title,
    checked: chosen('theme') === theme,
    act: () => choose('theme', theme),
  })),
  {
    title: 'Phone width',
    checked: chosen('width') === 'phone',
    act: () => choose('width', chosen('width') === 'phone' ? 'desktop' : 'phone'),
  },
  {
    title: 'Old client',
    checked: chosen('client') === 'old',
    act() {
      choose('client', chosen('client') === 'old' ? 'new' : 'old');
      location.reload();
    },
  },
]);
for (const { title, act } of sampleItems()) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = title;
  button.addEventListener('click', act);
  samples.append(button);
}
fileInput.addEventListener('change', () => {
  addFiles([...(fileInput.files ?? [])]);
  fileInput.value = '';
});
mailInput.addEventListener('change', () => {
  void mailFiles([...(mailInput.files ?? [])]);
  mailInput.value = '';
});
elsewhere.querySelector('button')?.addEventListener('click', () => elsewhere.close());
const message = byId('message') as HTMLTextAreaElement;
message.addEventListener('paste', ({ clipboardData }) => {
  pastedElsewhere = looksOf(clipboardData);
});
elsewhere.querySelector('form')?.addEventListener('submit', () => {
  const valueOf = (id: string): string => (byId(id) as HTMLInputElement).value.trim();
  const words = valueOf('message');
  const plain = document.createElement('p');
  plain.innerText = words;
  const html = withLooks(pastedElsewhere, words) ?? plain.outerHTML;
  const from = { id: 'synthetic-colleague', name: valueOf('author') };
  const subject = valueOf('subject');
  void task.open(teams.task({ html, from, ...(subject === '' ? {} : { subject }) }));
});

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
document.addEventListener('dragover', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  dropZone.hidden = false;
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) dropZone.hidden = true;
});
document.addEventListener('drop', (event) => {
  dropZone.hidden = true;
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const files = [...(event.dataTransfer?.files ?? [])];
  if (event.target instanceof Node && mailZone.contains(event.target)) void mailFiles(files);
  else addFiles(files);
});

function rememberLanguage(locale: string): void {
  const lang = locale.slice(0, 2);
  localStorage.setItem(`lang ${teams.person}`, lang);
  const here = new URL(location.href);
  here.searchParams.set('person', teams.person);
  here.searchParams.set('lang', lang);
  history.replaceState(null, '', here);
}

async function start(): Promise<void> {
  const state = await teams.state();
  localStorage.setItem('person', teams.person);
  if (state.executeAsSubmit || chosen('client') === 'old') beOldClient();
  const asked = query.get('lang') ?? localStorage.getItem(`lang ${teams.person}`) ?? '';
  const wanted = (LOCALES as Readonly<Record<string, string>>)[asked];
  if (wanted !== undefined && wanted !== state.person.locale) await teams.setLocale(wanted);
  rememberLanguage(wanted ?? state.person.locale);
  if (!(await refresh()).installed) await install();
  // What came between the first state and the stream is fetched when the stream opens.
  teams.events(
    happened,
    () => {
      if (lost) tellBanner('');
      lost = false;
      void refresh().catch(() => tellBanner(RECONNECTING));
    },
    () => {
      lost = true;
      tellBanner(RECONNECTING);
    },
  );
  const typed = query.get('typed');
  if (typed !== null) bringTyped(typed);
  text.focus();
}

/** A link led here: what it has typed stands in the composer, once. */
function bringTyped(words: string): void {
  text.value = words;
  grow();
  const here = new URL(location.href);
  here.searchParams.delete('typed');
  history.replaceState(null, '', here);
}

showChosen();
start().catch((error: unknown) => {
  tellBanner(`The local Teams did not respond (${String(error)}). Reload the page to try again.`);
});
