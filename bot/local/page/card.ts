import type * as AC from 'adaptivecards';
import type { Json, PressResult } from '../wire.ts';

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

const ink = { default: '#242424', subtle: '#616161' };
const foregroundColors = {
  default: ink,
  dark: ink,
  light: { default: '#ffffff', subtle: '#f0f0f0' },
  accent: { default: '#4f52b2', subtle: '#5b5fc7' },
  good: { default: '#0e700e', subtle: '#107c10' },
  warning: { default: '#8a3707', subtle: '#8a3707' },
  attention: { default: '#b10e1c', subtle: '#c4314b' },
};

const hostConfig = {
  supportsInteractivity: true,
  fontFamily: "'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif",
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#e0e0e0' },
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
    default: { backgroundColor: '#ffffff', foregroundColors },
    emphasis: { backgroundColor: '#f5f5f5', foregroundColors },
    accent: { backgroundColor: '#e8ebfa', foregroundColors },
    good: { backgroundColor: '#f1faf1', foregroundColors },
    attention: { backgroundColor: '#fdf3f4', foregroundColors },
    warning: { backgroundColor: '#fdf6f3', foregroundColors },
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

/** An old Teams does not know `Action.Execute` and takes its fallback. */
export function forgetExecute(): void {
  AdaptiveCards.GlobalRegistry.actions.unregister('Action.Execute');
}

/** What a card needs of the chat it is in. */
interface CardHost {
  press(action: Json): Promise<PressResult>;
  submit(data: Json): Promise<PressResult>;
  /** The card was replaced by the bot's answer to a press. */
  replaced(card: CardView, result: PressResult & { kind: 'card' }): void;
}

/** One card in the chat: what it shows, and what happens when its buttons are pressed. */
export class CardView {
  readonly element: HTMLElement;
  readonly #host: CardHost;
  readonly #root = document.createElement('div');
  readonly #note = document.createElement('div');
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
    this.element.append(this.#root, this.#note);
    this.show(json);
  }

  /** What the card says, for a screen reader. */
  get words(): string {
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
    card.parse(json, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
    const rendered = card.render();
    this.#root.replaceChildren(...(rendered === undefined ? ['This card cannot be shown.'] : [rendered]));
    for (const anchor of this.#root.querySelectorAll('a')) anchor.rel = 'noopener noreferrer';
    // What a screen reader says when the focus comes here with a new card.
    const title = this.#root.querySelector('.ac-textBlock')?.textContent.trim();
    this.#root.setAttribute('aria-label', title || 'Card');
    if (hadFocus) this.#root.focus({ preventScroll: true });
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
    // Disabling a button takes the focus from it.
    if (document.activeElement === document.body && pressed instanceof HTMLElement) {
      pressed.focus({ preventScroll: true });
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
      for (const button of this.#root.querySelectorAll('button:enabled')) {
        button.toggleAttribute('disabled', true);
        button.setAttribute('data-held', '');
      }
    } else {
      for (const button of this.#root.querySelectorAll('[data-held]')) {
        button.toggleAttribute('disabled', false);
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

function asObject(data: unknown): Json {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}
