import type { FoundCard, GroupEntry } from '../wire.ts';
import { CardView } from './card.ts';
import type { Teams } from './teams.ts';

/** So long after the last key the app is asked, in milliseconds: Teams waits, too. */
const TYPING_MS = 250;

/**
 * A group chat of the people, in which the app has only what they put in: the search of the app at its compose box, links
 * that become cards, and cards that each client asks the app for, for its own viewer.
 */
export class GroupView {
  readonly #teams: Teams;
  readonly #element: HTMLDialogElement;
  readonly #log: HTMLElement;
  readonly #search: HTMLElement;
  readonly #insert: HTMLButtonElement;
  readonly #typed: HTMLInputElement;
  readonly #note: HTMLElement;
  readonly #found: HTMLElement;
  readonly #text: HTMLInputElement;
  /** Which search an answer is for: one that was typed on has another. */
  #asked = 0;
  #waits: ReturnType<typeof setTimeout> | undefined;

  constructor(element: HTMLDialogElement, teams: Teams) {
    const part = <T extends HTMLElement>(selector: string): T => element.querySelector<T>(selector) as T;
    this.#element = element;
    this.#teams = teams;
    this.#log = part('#group-log');
    this.#search = part('#group-search');
    this.#insert = part<HTMLButtonElement>('#group-insert');
    this.#typed = part<HTMLInputElement>('#group-find');
    this.#note = part('#group-note');
    this.#found = part('#group-found');
    this.#text = part<HTMLInputElement>('#group-text');
    part('.dialog-head button').addEventListener('click', () => element.close());
    element.addEventListener('close', () => this.#log.replaceChildren());
    this.#insert.addEventListener('click', () =>
      this.#searching(this.#insert.getAttribute('aria-expanded') !== 'true'),
    );
    this.#typed.addEventListener('input', () => {
      clearTimeout(this.#waits);
      this.#waits = setTimeout(() => void this.#look(), TYPING_MS);
    });
    this.#search.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#look();
    });
    part('#group-composer').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#say();
    });
  }

  /** Opens with all that was written; `locale` is the language in which the app speaks to the viewer. */
  async open(locale: string): Promise<void> {
    for (const part of [this.#log, this.#found, this.#note]) part.lang = locale;
    this.#searching(false);
    this.#element.showModal();
    this.#text.focus();
    const { entries } = await this.#teams.group();
    this.#log.replaceChildren();
    for (const entry of entries) this.put(entry);
  }

  /** Somebody wrote; nothing is drawn while nobody looks. */
  put(entry: GroupEntry): void {
    const isThere = [...this.#log.children].some(
      (one) => one instanceof HTMLElement && one.dataset['id'] === entry.id,
    );
    if (!this.#element.open || isThere) return;
    const item = document.createElement('li');
    item.dataset['id'] = entry.id;
    const stamp = document.createElement('p');
    stamp.className = 'stamp';
    stamp.textContent = entry.name;
    item.append(stamp);
    if (entry.text !== undefined) {
      const words = document.createElement('p');
      words.className = 'words';
      words.textContent = entry.text;
      item.append(words);
    }
    if (entry.card !== undefined) item.append(this.#cardOf(entry.id, entry.card));
    this.#log.append(item);
    item.scrollIntoView({ block: 'nearest' });
  }

  #cardOf(id: string, json: NonNullable<GroupEntry['card']>): HTMLElement {
    const view = new CardView(
      {
        press: (action) => this.#teams.pressInGroup(id, action),
        submit: () => Promise.resolve({ kind: 'error', message: 'The app is not in this chat.', status: 0 }),
        replaced: (card, result) => card.show(result.card),
      },
      json,
    );
    if (json['refresh'] !== undefined) void this.#refresh(view, id);
    return view.element;
  }

  /** The client asks by itself for what this viewer may see; until then, and without an answer, it is everybody's card. */
  async #refresh(view: CardView, id: string): Promise<void> {
    const result = await this.#teams.pressInGroup(id);
    if (result.kind === 'card') view.show(result.card);
  }

  #searching(isOn: boolean): void {
    this.#search.hidden = !isOn;
    this.#insert.setAttribute('aria-expanded', String(isOn));
    if (!isOn) return;
    this.#typed.value = '';
    this.#typed.focus();
    void this.#look();
  }

  async #look(): Promise<void> {
    clearTimeout(this.#waits);
    this.#asked += 1;
    const asked = this.#asked;
    const result = await this.#teams.search(this.#typed.value.trim());
    if (asked !== this.#asked) return;
    const all = result.kind === 'list' ? result.found : [];
    this.#found.replaceChildren(...all.map((one) => this.#choice(one)));
    this.#found.hidden = all.length === 0;
    const none = 'Nothing found.';
    this.#note.textContent =
      result.kind === 'list'
        ? all.length === 0
          ? none
          : ''
        : result.kind === 'text'
          ? result.text
          : result.message;
  }

  #choice({ title, text, card }: FoundCard): HTMLElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    const name = document.createElement('strong');
    name.textContent = title;
    const more = document.createElement('span');
    more.textContent = text;
    button.append(name, ' ', more);
    button.addEventListener('click', () => {
      this.#searching(false);
      this.#text.focus();
      void this.#teams.putInGroup(card);
    });
    item.append(button);
    return item;
  }

  async #say(): Promise<void> {
    const text = this.#text.value.trim();
    if (text === '') return;
    this.#text.value = '';
    await this.#teams.sayInGroup(text);
  }
}
