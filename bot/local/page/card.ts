import type * as AC from 'adaptivecards';
import type { Language } from '../../../domain/people/person.ts';
import type { Json, PressResult } from '../wire.ts';
import { forgetElements, knowElements } from './elements.ts';
import { nameInputs } from './input-names.ts';
import { Menu } from './menu.ts';
import { TargetWidths } from './target-width.ts';

declare const AdaptiveCards: typeof AC;
declare const markdownit: (options: Json) => MarkdownIt;

interface MarkdownIt {
  disable(rules: readonly string[]): MarkdownIt;
  render(text: string): string;
  renderer: { rules: Record<string, unknown> };
}

/** The part of Markdown that Teams shows: emphasis, lists, links. */
const markdown = markdownit({ html: false, linkify: false }).disable([
  'backticks',
  'blockquote',
  'code',
  'fence',
  'heading',
  'hr',
  'image',
  'lheading',
  'reference',
  'strikethrough',
  'table',
]);

interface Token {
  attrSet(name: string, value: string): void;
}

markdown.renderer.rules['link_open'] = (
  tokens: readonly Token[],
  index: number,
  options: unknown,
  _env: unknown,
  self: { renderToken(tokens: readonly Token[], index: number, options: unknown): string },
): string => {
  tokens[index]?.attrSet('target', '_blank');
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

/** Markdown as HTML, with every tag of the text itself escaped. */
export function markdownToHtml(text: string): string {
  return markdown.render(text);
}

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};

/** Colours are the theme's: what is drawn changes with it. */
function plain(color: string): { default: string; subtle: string } {
  return { default: `var(--${color})`, subtle: `var(--${color})` };
}

const ink = { default: 'var(--ink)', subtle: 'var(--soft)' };
const foregroundColors = {
  default: ink,
  dark: ink,
  light: plain('light-ink'),
  accent: plain('accent-ink'),
  good: plain('good-ink'),
  warning: plain('warning-ink'),
  attention: plain('attention-ink'),
};

const hostConfig = {
  supportsInteractivity: true,
  fontFamily: "'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif",
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--faint-line)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  actions: {
    maxActions: 6,
    spacing: 'large',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  containerStyles: {
    default: { backgroundColor: 'var(--paper)', foregroundColors },
    emphasis: { backgroundColor: 'var(--emphasis-ground)', foregroundColors },
    accent: { backgroundColor: 'var(--accent-ground)', foregroundColors },
    good: { backgroundColor: 'var(--good-ground)', foregroundColors },
    attention: { backgroundColor: 'var(--attention-ground)', foregroundColors },
    warning: { backgroundColor: 'var(--warning-ground)', foregroundColors },
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'default', size: 'small' },
  },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 3 },
  textStyles: { heading: { size: 'large', weight: 'bolder' } },
};

// The card as a whole is ours to focus, and no stop of the Tab key.
AdaptiveCards.GlobalSettings.setTabIndexAtCardRoot = false;

knowElements();
nameInputs();
let isOld = false;

/**
 * From now on cards are drawn as an old Teams draws them: it knows no `Action.Execute`, no element beyond the schema, no
 * `targetWidth` and no menu of seldom actions, and takes the fallbacks.
 */
export function beOldClient(): void {
  isOld = true;
  AdaptiveCards.GlobalRegistry.actions.unregister('Action.Execute');
  forgetElements();
}

const MORE: Readonly<Record<Language, string>> = {
  en: 'More actions',
  ru: 'Ещё действия',
  pl: 'Więcej działań',
};
AdaptiveCards.Strings.defaults.overflowButtonText = () => '⋯';

/** The language of the few words that Teams itself puts on a card, such as `pl-PL`. */
export function speak(locale: string): void {
  AdaptiveCards.Strings.defaults.overflowButtonTooltip = () =>
    MORE[locale.slice(0, 2) as Language] ?? MORE.en;
}
speak('en');

function nameOf({ title = '', tooltip = '' }: AC.Action): string {
  return tooltip.startsWith(title) ? tooltip : `${title}: ${tooltip}`;
}

const prototype: {
  setupElementForAccessibility: (this: AC.Action, element: HTMLElement, promote?: boolean) => void;
} = AdaptiveCards.Action.prototype;
const setUp = prototype.setupElementForAccessibility;
/** What the tooltip adds to a title is a part of the name: in a list it says which one the button is about. */
prototype.setupElementForAccessibility = function named(element, promote): void {
  setUp.call(this, element, promote);
  if (this.title !== undefined && this.tooltip !== undefined)
    element.setAttribute('aria-label', nameOf(this));
  // A row that can be pressed is read as the sentence in it; what the press does is its description.
  if (!(element instanceof HTMLButtonElement) && element.textContent.trim() !== '') {
    element.removeAttribute('aria-label');
    // Its title says the same sentence once more, for clients that read the title alone.
    if (this.tooltip === undefined) element.removeAttribute('title');
    else element.title = nameOf(this);
  }
  // The renderer says what is opened of buttons alone, not of rows.
  if (this instanceof AdaptiveCards.ToggleVisibilityAction) {
    element.setAttribute('aria-controls', Object.keys(this.targetElements).join(' '));
  }
  if (!('getActions' in this)) return;
  element.setAttribute('aria-haspopup', 'menu');
  element.title = AdaptiveCards.Strings.defaults.overflowButtonTooltip();
};

/** What a card needs of the chat it is in. */
interface CardHost {
  press(action: Json): Promise<PressResult>;
  submit(data: Json): Promise<PressResult>;
  /** Somebody types while the focus is on the card as a whole. */
  typed?(): void;
  /** The card was replaced by the bot's answer to a press. */
  replaced(card: CardView, result: PressResult & { kind: 'card' }): void;
}

/** One card in the chat: what it shows, and what happens when its buttons are pressed. */
export class CardView {
  readonly element: HTMLElement;
  readonly #host: CardHost;
  readonly #root = document.createElement('div');
  readonly #note = document.createElement('div');
  readonly #menu = document.createElement('div');
  #widths = new TargetWidths();
  #shown = '';
  #busy = false;

  constructor(host: CardHost, json: Json) {
    this.#host = host;
    this.element = document.createElement('div');
    this.element.className = 'card';
    this.#root.className = 'card-root';
    this.#root.dataset['card'] = '';
    this.#root.tabIndex = -1;
    this.#root.setAttribute('role', 'group');
    this.#note.className = 'note';
    this.#menu.className = 'menu';
    this.#menu.setAttribute('role', 'menu');
    this.#menu.popover = 'auto';
    this.element.append(this.#root, this.#note, this.#menu);
    new ResizeObserver(() => this.#fit()).observe(this.#root);
    // A button in a row that can be pressed itself: its keys are not the row's.
    this.#root.addEventListener(
      'keypress',
      (event) => {
        if (event.target instanceof Element && event.target.matches('button, a')) event.stopPropagation();
      },
      true,
    );
    // The renderer lets no press through: what it did is looked at once it has done it.
    for (const press of ['click', 'keypress']) {
      this.#root.addEventListener(press, () => setTimeout(() => this.#pressed()), true);
    }
    this.#root.addEventListener('keydown', (event) => {
      if (event.target === this.#root && isTyping(event)) this.#host.typed?.();
    });
    this.show(json);
  }

  /** What the card says, for a screen reader. */
  get words(): string {
    this.#fit();
    return this.#root.innerText;
  }

  focus(): void {
    this.#root.focus({ preventScroll: true });
  }

  /** Draws a card; one that is shown already stays as it is, with all that was typed into it. */
  show(json: Json): void {
    const text = JSON.stringify(json);
    if (text === this.#shown) return;
    this.#shown = text;
    const hadFocus = this.#root.contains(document.activeElement);
    this.#say('');
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
    card.onExecuteAction = (action) => this.#execute(action);
    card.onInlineCardExpanded = () => this.#fit();
    const menu = new Menu(this.#menu);
    card.onDisplayOverflowActionMenu = (actions, target) => {
      if (target === undefined) return false;
      menu.open(
        target,
        actions.map((action) => ({
          title: action.title ?? '',
          ...(action.tooltip === undefined ? {} : { label: nameOf(action) }),
          destructive: action.style === AdaptiveCards.ActionStyle.Destructive,
          act: () => {
            action.execute();
            this.#pressed();
          },
        })),
      );
      return true;
    };
    const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
    this.#widths = new TargetWidths();
    if (isOld) {
      context.onParseAction = (action) => {
        action.mode = AdaptiveCards.ActionMode.Primary;
      };
    } else context.onParseElement = (element, source) => this.#widths.note(element, source);
    card.parse(json, context);
    const rendered = card.render();
    this.#root.replaceChildren(...(rendered === undefined ? ['This card cannot be shown.'] : [rendered]));
    for (const anchor of this.#root.querySelectorAll('a')) anchor.rel = 'noopener noreferrer';
    // What a screen reader says when the focus comes here with a new card.
    const title = this.#root.querySelector('.ac-textBlock')?.textContent.trim();
    this.#root.setAttribute('aria-label', [title || 'Card', ...bannersOf(json)].join('. '));
    if (hadFocus) this.#root.focus({ preventScroll: true });
    this.#tellFolds();
    this.#fit();
  }

  /** After a press: what is open is said, and what was not taken is in sight and has the focus. */
  #pressed(): void {
    this.#tellFolds();
    const wrong = this.#root.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong === null || wrong.checkVisibility()) return;
    for (const opener of this.#root.querySelectorAll<HTMLElement>('[aria-expanded="false"]')) {
      if (wrong.checkVisibility()) break;
      if (this.#openedBy(opener).some((part) => part.contains(wrong))) opener.click();
    }
    this.#tellFolds();
    wrong.focus();
  }

  #tellFolds(): void {
    for (const opener of this.#root.querySelectorAll<HTMLElement>('[aria-controls]')) {
      const isOpen = this.#openedBy(opener).some((part) => part.style.display !== 'none');
      opener.setAttribute('aria-expanded', String(isOpen));
    }
  }

  /** What an opener of this card opens; another card may have the same names. */
  #openedBy(opener: HTMLElement): HTMLElement[] {
    const ids = (opener.getAttribute('aria-controls') ?? '').split(' ');
    return ids.flatMap((id) => [...this.#root.querySelectorAll<HTMLElement>(`#${CSS.escape(id)}`)]);
  }

  /** Shows what is for the width that the card has; one that is not on the page yet has none. */
  #fit(): void {
    const { clientWidth } = this.#root;
    if (clientWidth > 0) this.#widths.apply(clientWidth);
  }

  #execute(action: AC.Action): void {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      if (/^(https?|mailto|msteams):/i.test(action.url ?? '')) {
        window.open(action.url, '_blank', 'noopener,noreferrer');
      }
    } else if (action instanceof AdaptiveCards.ExecuteAction) {
      const execute = { id: action.id, verb: action.verb || undefined, data: asObject(action.data) };
      void this.#perform(action, () => this.#host.press(execute));
    } else if (action instanceof AdaptiveCards.SubmitAction) {
      const data = asObject(action.data);
      void this.#perform(action, () => this.#host.submit(data));
    }
  }

  async #perform(action: AC.Action, act: () => Promise<PressResult>): Promise<void> {
    if (this.#busy) return;
    const pressed = document.activeElement;
    this.#setBusy(true);
    const result = await act();
    this.#setBusy(false);
    // The bot may have edited the card before it answered: what was pressed is not there any more.
    if (document.activeElement === document.body) {
      const place = pressed instanceof HTMLElement && pressed.isConnected ? pressed : this.#root;
      place.focus({ preventScroll: true });
    }
    if (result.kind === 'card') {
      this.#say('');
      this.#host.replaced(this, result);
    } else if (result.kind === 'text' || result.kind === 'accepted') {
      this.#say(result.kind === 'text' ? result.text : '');
    } else {
      // Executing again reads and checks the inputs again: they may have been corrected meanwhile.
      this.#say(result.message, () => action.execute());
    }
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy;
    this.element.classList.toggle('busy', busy);
    this.#root.setAttribute('aria-busy', String(busy));
    if (busy) {
      this.#say('');
      // A button that is disabled loses the focus; one that only says so keeps it.
      for (const button of this.#root.querySelectorAll('button:not([aria-disabled="true"])')) {
        button.setAttribute('aria-disabled', 'true');
        button.setAttribute('data-held', '');
      }
    } else {
      for (const button of this.#root.querySelectorAll('[data-held]')) {
        button.removeAttribute('aria-disabled');
        button.removeAttribute('data-held');
      }
    }
  }

  #say(text: string, retry?: () => void): void {
    this.#note.replaceChildren();
    this.#note.classList.toggle('error', retry !== undefined);
    if (text === '') return;
    const words = document.createElement('span');
    words.setAttribute('role', retry === undefined ? 'status' : 'alert');
    words.textContent = text;
    this.#note.append(words);
    this.#note.scrollIntoView({ block: 'nearest' });
    if (retry === undefined) return;
    const again = document.createElement('button');
    again.type = 'button';
    again.textContent = 'Try again';
    again.addEventListener('click', retry);
    this.#note.append(again);
  }
}

/** Whether a key writes a letter. */
function isTyping({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return /^.$/u.test(key) && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}

/** What was done or refused: it stands on the card in a coloured box, and is said with the title when the focus comes. */
function bannersOf(json: Json): string[] {
  return partsOf(json, 'body')
    .filter(({ style }) => style === 'attention' || style === 'warning' || style === 'good')
    .flatMap((box) => partsOf(box, 'items'))
    .flatMap((line) => [line, ...partsOf(line, 'inlines')])
    .flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
}

function partsOf(json: Json, name: string): readonly Json[] {
  return Array.isArray(json[name]) ? (json[name] as readonly Json[]) : [];
}

function asObject(data: unknown): Json {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}
