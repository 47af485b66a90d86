import type {
  ChatState,
  GroupEntry,
  Json,
  PageEvent,
  PressResult,
  SearchResult,
  SendResult,
  TaskResult,
} from '../wire.ts';

const NOT_THERE = 'The local Teams did not respond';

/** The local Teams as the page sees it, on behalf of one person. */
export class Teams {
  readonly person: string;

  constructor(person: string) {
    this.person = person;
  }

  async state(): Promise<ChatState> {
    const response = await fetch(`/api/state?person=${encodeURIComponent(this.person)}`);
    if (!response.ok) throw new Error(`state ${response.status}`);
    return (await response.json()) as ChatState;
  }

  say(text: string, html: string | undefined): Promise<SendResult> {
    return this.#post('/api/say', { text, ...(html === undefined ? {} : { html }) });
  }

  install(): Promise<SendResult> {
    return this.#post('/api/install', {});
  }

  press(activityId: string, action: Json): Promise<PressResult> {
    return this.#post('/api/press', { activityId, action });
  }

  submit(activityId: string, data: Json): Promise<PressResult> {
    return this.#post('/api/submit', { activityId, data });
  }

  /** Accepts or declines a file that the bot offers. */
  consent(activityId: string, isAccepted: boolean): Promise<PressResult> {
    return this.#post('/api/consent', { activityId, isAccepted });
  }

  setLocale(locale: string): Promise<unknown> {
    return this.#post('/api/locale', { locale });
  }

  setClock(now: string | null): Promise<unknown> {
    return this.#post('/api/clock', { now });
  }

  /** Keeps a file for a message that brings it. */
  upload(file: File): Promise<{ readonly kind: 'kept'; readonly id: string } | SendResult> {
    const query = new URLSearchParams({ name: file.name });
    return answered(`/api/upload?${query.toString()}`, 'application/octet-stream', file);
  }

  /** Sends files that were kept, in one message, with what is typed beside them. */
  drop(files: readonly string[], text: string): Promise<SendResult> {
    return this.#post('/api/drop', { files, text });
  }

  /** Sends a mail to the mailbox, as anybody may. */
  mail(file: File): Promise<SendResult> {
    return answered('/api/mailbox', 'application/octet-stream', file);
  }

  /** Opens the dialog of the command on a message of the chat. */
  taskOn(entry: string): Promise<TaskResult> {
    return this.#post('/api/task/on', { entry });
  }

  /** Opens it on a message from elsewhere. */
  task(message: Json): Promise<TaskResult> {
    return this.#post('/api/task', { message });
  }

  submitTask(data: Json): Promise<TaskResult> {
    return this.#post('/api/task/submit', { data });
  }

  /** What was written in the group chat. */
  group(): Promise<{ readonly entries: readonly GroupEntry[] }> {
    return this.#post('/api/group', {});
  }

  /** Writes there; a link of the app's own becomes its card. */
  sayInGroup(text: string): Promise<unknown> {
    return this.#post('/api/group/say', { text });
  }

  /** Puts in what the app found. */
  putInGroup(card: Json): Promise<unknown> {
    return this.#post('/api/group/put', { card });
  }

  /** Presses a button of a card there; without one the client asks by itself. */
  pressInGroup(id: string, action?: Json): Promise<PressResult> {
    return this.#post('/api/group/press', { id, ...(action === undefined ? {} : { action }) });
  }

  /** Looks for something with the app, at the compose box of the group chat. */
  search(typed: string): Promise<SearchResult> {
    return this.#post('/api/group/search', { typed });
  }

  /** Reports what happens until the returned function is called; `onOpen` is called after every connection. */
  events(onEvent: (event: PageEvent) => void, onOpen: () => void, onLost: () => void): () => void {
    const source = new EventSource(`/api/events?person=${encodeURIComponent(this.person)}`);
    source.addEventListener('message', ({ data }) => onEvent(JSON.parse(String(data)) as PageEvent));
    source.addEventListener('open', onOpen);
    source.addEventListener('error', onLost);
    return () => source.close();
  }

  #post<T>(path: string, body: Json): Promise<T> {
    return answered(path, 'application/json', JSON.stringify({ person: this.person, ...body }));
  }
}

async function answered<T>(path: string, type: string, body: BodyInit): Promise<T> {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
    const result: unknown = await response.json();
    if (response.ok) return result as T;
    return { kind: 'failed', message: (result as { error: { message: string } }).error.message } as T;
  } catch {
    return { kind: 'failed', message: NOT_THERE } as T;
  }
}
