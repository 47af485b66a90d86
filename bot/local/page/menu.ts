/** One thing that a menu offers. */
interface Item {
  readonly title: string;
  readonly act: () => void;
}

/**
 * A menu at a button: it closes by itself, and the arrow keys go through it. There is one at a time, whichever button it is
 * of.
 */
export class Menu {
  readonly #element: HTMLElement;

  constructor(element: HTMLElement) {
    this.#element = element;
    element.addEventListener('keydown', (event) => this.#key(event));
  }

  /** A button that opens the menu with these things. */
  button(button: HTMLButtonElement, items: () => readonly Item[]): HTMLButtonElement {
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'menu');
    button.addEventListener('click', () => this.#open(button, items()));
    return button;
  }

  #open(button: HTMLElement, items: readonly Item[]): void {
    const choices = items.map(({ title, act }) => {
      const choice = document.createElement('button');
      choice.type = 'button';
      choice.setAttribute('role', 'menuitem');
      choice.textContent = title;
      choice.addEventListener('click', () => {
        this.#element.hidePopover();
        act();
      });
      return choice;
    });
    this.#element.replaceChildren(...choices);
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
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choices[(at + step + choices.length) % choices.length]?.focus();
  }
}
