import type { Json, PressResult, TaskResult } from '../wire.ts';
import { CardView } from './card.ts';

interface TaskHost {
  submit(data: Json): Promise<TaskResult>;
  /** The dialog closed with these words. */
  closed(words: string): void;
}

/** The dialog of an app's command on a message: a card at a time, until the bot closes it or the person does. */
export class TaskView {
  readonly #element: HTMLDialogElement;
  readonly #title: HTMLElement;
  readonly #body: HTMLElement;
  readonly #host: TaskHost;
  /** Which opening an answer is for: one that was closed meanwhile shows nothing. */
  #opening = 0;

  constructor(element: HTMLDialogElement, host: TaskHost) {
    this.#element = element;
    this.#host = host;
    this.#title = element.querySelector('h2') as HTMLElement;
    this.#body = element.querySelector('.task-body') as HTMLElement;
    element.querySelector('button')?.addEventListener('click', () => element.close());
    element.addEventListener('close', () => {
      this.#opening += 1;
      this.#body.replaceChildren();
    });
  }

  /** Opens on what the bot answers; until then it says that it is loading. */
  async open(answer: Promise<TaskResult>): Promise<void> {
    this.#title.textContent = 'Loading …';
    this.#body.replaceChildren();
    this.#element.showModal();
    const opening = this.#opening;
    const result = await answer;
    if (opening === this.#opening) this.#show(result);
  }

  #show(result: TaskResult): void {
    if (result.kind === 'dialog') {
      this.#title.textContent = result.title;
      const card = new CardView(
        {
          press: () =>
            Promise.resolve({ kind: 'error', message: 'A dialog knows no such action.', status: 0 }),
          submit: (data) => this.#submit(data),
          replaced: () => undefined,
        },
        result.card,
      );
      this.#body.replaceChildren(card.element);
      this.#body.scrollTop = 0;
      card.focus();
    } else if (result.kind === 'text') {
      this.#element.close();
      this.#host.closed(result.text);
    } else {
      this.#title.textContent = 'Something went wrong';
      const words = document.createElement('p');
      words.className = 'note error';
      words.setAttribute('role', 'alert');
      words.textContent = result.message;
      this.#body.replaceChildren(words);
    }
  }

  async #submit(data: Json): Promise<PressResult> {
    const opening = this.#opening;
    const result = await this.#host.submit(data);
    // What is wrong is said on the card, which stays to try again.
    if (result.kind === 'error' || result.kind === 'failed') return result;
    if (opening === this.#opening) this.#show(result);
    return { kind: 'accepted' };
  }
}
