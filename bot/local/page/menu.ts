/** One thing that a menu offers. */
interface Item {
  readonly title: string;
  /** The whole name, where the title alone does not say what it is about. */
  readonly label?: string;
  readonly destructive?: boolean;
  /** Whether it is on, where it is something that can be. */
  readonly checked?: boolean;
  readonly act: () => void;
}

/**
 * A menu at a button: it closes by itself, and the arrow keys go through it. There is one at a time, whichever button it is
 * of.
 */
export class Menu {
  readonly #element: HTMLElement;
  #button: HTMLElement | undefined;

  constructor(element: HTMLElement) {
    this.#element = element;
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'closed') this.#button?.setAttribute('aria-expanded', 'false');
    });
  }

  /** A button that opens the menu with these things. */
  button(button: HTMLButtonElement, items: () => readonly Item[]): HTMLButtonElement {
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'menu');
    button.addEventListener('click', () => this.open(button, items()));
    return button;
  }

  /** Opens at a button, which is told so. */
  open(button: HTMLElement, items: readonly Item[]): void {
    const choices = items.map(({ title, label, destructive, checked, act }) => {
      const choice = document.createElement('button');
      choice.type = 'button';
      choice.setAttribute('role', checked === undefined ? 'menuitem' : 'menuitemcheckbox');
      if (checked !== undefined) choice.setAttribute('aria-checked', String(checked));
      choice.textContent = title;
      if (label !== undefined) choice.setAttribute('aria-label', label);
      choice.classList.toggle('destructive', destructive === true);
      choice.addEventListener('click', () => {
        this.#element.hidePopover();
        act();
      });
      return choice;
    });
    this.#element.replaceChildren(...choices);
    this.#button = button;
    button.setAttribute('aria-expanded', 'true');
    this.#element.showPopover();
    const at = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#element;
    const below = at.bottom + offsetHeight + 8 < innerHeight;
    this.#element.style.left = `${Math.max(8, Math.min(at.left, innerWidth - offsetWidth - 8))}px`;
    this.#element.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - offsetHeight - 4)}px`;
    choices[0]?.focus();
  }

  #key(event: KeyboardEvent): void {
    const choices = [...this.#element.querySelectorAll('button')];
    const at = choices.indexOf(document.activeElement as HTMLButtonElement);
    const next = {
      ArrowDown: (at + 1) % choices.length,
      ArrowUp: (at - 1 + choices.length) % choices.length,
      Home: 0,
      End: choices.length - 1,
    }[event.key];
    if (event.key === 'Tab') this.#element.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    choices[next]?.focus();
  }
}
