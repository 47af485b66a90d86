import { CARD_TYPE, type ChatEntry, type Json } from '../../bot/local/wire.ts';

/** A card as somebody sees it: the base activity's, or the immediate view after a press. */
export interface ShownCard {
  readonly activityId: string;
  readonly card: Json;
}

/** A button, or a row that can be pressed, with the inputs that travel with it. */
export interface ShownAction {
  readonly title: string;
  readonly type: string;
  readonly id: string | undefined;
  readonly verb: string | undefined;
  readonly url: string | undefined;
  readonly data: Json;
  readonly enabled: boolean;
  readonly inputs: readonly Json[];
}

/** What a person gives for the inputs of a card, by their ids. */
export type Inputs = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The Adaptive Cards of a message. */
export function cardsOf(entry: ChatEntry): ShownCard[] {
  return (entry.activity.attachments ?? [])
    .filter(({ contentType }) => contentType === CARD_TYPE)
    .map(({ content }) => ({ activityId: entry.id, card: content as Json }));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function objects(value: unknown): Json[] {
  return Array.isArray(value)
    ? value.filter((item): item is Json => typeof item === 'object' && item !== null)
    : [];
}

function nested(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** The elements and actions within one, in the order in which they are drawn. */
function partsOf(part: Json): Json[] {
  return [
    ...objects(part['body']),
    ...objects(part['items']),
    ...objects(part['columns']),
    ...objects(part['rows']),
    ...objects(part['cells']),
    ...objects(part['images']),
    ...objects(part['inlines']),
    ...objects(part['facts']),
    ...objects(part['choices']),
    ...(nested(part['inlineAction']) ? [part['inlineAction'] as Json] : []),
    ...(nested(part['selectAction']) ? [part['selectAction'] as Json] : []),
    ...objects(part['actions']),
    ...(part['type'] === 'Action.ShowCard' && nested(part['card']) ? [part['card'] as Json] : []),
  ];
}

/** The ids of the parts that buttons of the card open. */
function openedIn(card: Json): ReadonlySet<string> {
  const targets =
    card['type'] === 'Action.ToggleVisibility' && Array.isArray(card['targetElements'])
      ? card['targetElements'].flatMap((target) => text(target) ?? text(nested(target)?.['elementId']) ?? [])
      : [];
  return new Set([...targets, ...partsOf(card).flatMap((part) => [...openedIn(part)])]);
}

/** Hidden, and nothing opens it. */
function isHidden(part: Json, opened: ReadonlySet<string>): boolean {
  return part['isVisible'] === false && !opened.has(String(part['id']));
}

/** All that a card can show, in order: texts, labels, placeholders, choices, titles, also of what unfolds. */
export function textsOf(card: Json): string[] {
  return textsWithin(card, openedIn(card));
}

function textsWithin(card: Json, opened: ReadonlySet<string>): string[] {
  if (isHidden(card, opened)) return [];
  const type = text(card['type']);
  const choices = objects(card['choices']);
  const own =
    type === 'Input.Text'
      ? ['label', 'placeholder', 'value']
      : type?.startsWith('Input.') === true
        ? ['label', 'title', 'placeholder']
        : ['text', 'title', 'value', 'altText'];
  // An inline of a RichTextBlock may be a bare string.
  const bare = Array.isArray(card['inlines']) ? card['inlines'].flatMap((inline) => text(inline) ?? []) : [];
  return [
    ...own.flatMap((name) => text(card[name]) ?? []),
    ...bare,
    // The value of a choice is not for eyes.
    ...partsOf(card).flatMap((part) =>
      choices.includes(part) ? (text(part['title']) ?? []) : textsWithin(part, opened),
    ),
  ];
}

/**
 * All that can be pressed on a card, also within action sets, rows and cards that unfold. With `oldClient`
 * every `Action.Execute` is its fallback, or is not there when it has none.
 */
export function actionsOf(card: Json, oldClient = false): ShownAction[] {
  return actionsWithin(card, [], oldClient);
}

function actionsWithin(card: Json, outer: readonly Json[], oldClient: boolean): ShownAction[] {
  // An action takes the inputs of its own card and of the cards around it, not of those that unfold from it.
  const inputs = [...outer, ...inputsWithin(card)];
  const found: ShownAction[] = [];
  const opened = openedIn(card);
  const visit = (part: Json): void => {
    if (isHidden(part, opened)) return;
    const action = part['type'] === 'Action.Execute' && oldClient ? nested(part['fallback']) : part;
    if (action === undefined) return;
    const type = text(action['type']) ?? '';
    if (type === 'Action.ShowCard') {
      found.push(shownAction(action, type, []));
      const unfolds = nested(action['card']);
      if (unfolds !== undefined) found.push(...actionsWithin(unfolds, inputs, oldClient));
      return;
    }
    if (type.startsWith('Action.')) {
      const takesInputs =
        (type === 'Action.Execute' || type === 'Action.Submit') && action['associatedInputs'] !== 'none';
      found.push(shownAction(action, type, takesInputs ? inputs : []));
      return;
    }
    partsOf(action).forEach(visit);
  };
  partsOf(card).forEach(visit);
  return found;
}

function shownAction(action: Json, type: string, inputs: readonly Json[]): ShownAction {
  return {
    title: text(action['title']) ?? '',
    type,
    id: text(action['id']),
    verb: text(action['verb']),
    url: text(action['url']),
    data: nested(action['data']) ?? {},
    enabled: action['isEnabled'] !== false,
    inputs,
  };
}

/** The inputs of a card, without those of cards that unfold from it. */
function inputsWithin(card: Json): Json[] {
  return partsOf(card).flatMap((part) => {
    const type = text(part['type']) ?? '';
    if (type.startsWith('Input.')) return [part];
    return type.startsWith('Action.') ? [] : inputsWithin(part);
  });
}

/** One line that says what a button is. */
export function describeAction({ title, type, verb, data, enabled }: ShownAction): string {
  const what = verb ?? (Object.keys(data).length > 0 ? JSON.stringify(data) : '');
  return `[${title || '(no title)'}] ${type}${what ? ` ${what}` : ''}${enabled ? '' : ' (disabled)'}`;
}

/**
 * What a client sends for an action: its data, and over it every input that has a value, given or from the
 * card. Throws, as a client would not send, when a value is missing or is not one that the input takes.
 */
export function filledIn(action: ShownAction, given: Inputs): Json {
  const ids = action.inputs.map((input) => String(input['id']));
  const unknown = Object.keys(given).filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    throw new Error(
      `“${action.title}” has no input ${unknown.join(', ')}; it has ${ids.join(', ') || 'none'}`,
    );
  }
  const filled: Json = { ...action.data };
  const problems: string[] = [];
  for (const input of action.inputs) {
    const id = String(input['id']);
    const { value, problem } = inputValue(input, given[id]);
    if (problem !== undefined) problems.push(`${id} (${text(input['label']) ?? 'no label'}): ${problem}`);
    else if (value !== '') filled[id] = value;
  }
  if (problems.length > 0) throw new Error(`“${action.title}” cannot be pressed: ${problems.join('; ')}`);
  return filled;
}

interface Checked {
  readonly value: string;
  readonly problem?: string;
}

function inputValue(input: Json, given: Inputs[string] | undefined): Checked {
  const checked = readInput(input, given);
  if (checked.problem !== undefined || input['isRequired'] !== true) return checked;
  const missing =
    input['type'] === 'Input.Toggle'
      ? checked.value !== (text(input['valueOn']) ?? 'true')
      : checked.value === '';
  if (!missing) return checked;
  return { value: '', problem: `required${errorMessage(input)}` };
}

function errorMessage(input: Json): string {
  const message = text(input['errorMessage']);
  return message === undefined ? '' : `: “${message}”`;
}

function readInput(input: Json, given: Inputs[string] | undefined): Checked {
  // A client shows nothing for a value of another type, and sends what it shows.
  const isShown = input['type'] !== 'Input.Number' || typeof input['value'] === 'number';
  const initial = isShown ? input['value'] : '';
  const plain =
    given === undefined
      ? typeof initial === 'string' || typeof initial === 'number'
        ? String(initial)
        : ''
      : String(given);
  switch (input['type']) {
    case 'Input.ChoiceSet':
      return chosen(input, given ?? plain);
    case 'Input.Toggle': {
      const on = text(input['valueOn']) ?? 'true';
      const off = text(input['valueOff']) ?? 'false';
      if (given === undefined) return { value: plain === on ? on : off };
      if (given === true || plain === on) return { value: on };
      if (given === false || plain === off) return { value: off };
      return { value: '', problem: `takes ${on} or ${off}, not ${plain}` };
    }
    case 'Input.Text': {
      const pattern = text(input['regex']);
      const most = input['maxLength'];
      if (typeof most === 'number' && plain.length > most) {
        return { value: '', problem: `at most ${most} characters` };
      }
      if (plain !== '' && pattern !== undefined && !new RegExp(pattern).test(plain)) {
        return { value: '', problem: `“${plain}” does not match ${pattern}${errorMessage(input)}` };
      }
      return { value: plain };
    }
    case 'Input.Number':
      return within(input, plain, Number, (value) => value !== '' && !Number.isNaN(Number(value)));
    case 'Input.Date':
      return within(input, plain, Date.parse, (value) => /^\d{4}-\d\d-\d\d$/.test(value));
    case 'Input.Time':
      return within(
        input,
        plain,
        (value) => Date.parse(`1970-01-01T${value}Z`),
        (value) => /^\d\d:\d\d$/.test(value),
      );
    default:
      return { value: '', problem: `no client knows the input ${String(input['type'])}` };
  }
}

function within(
  input: Json,
  value: string,
  measure: (value: string) => number,
  isShaped: (value: string) => boolean,
): Checked {
  if (value === '') return { value };
  if (!isShaped(value))
    return { value: '', problem: `“${value}” is not a value of ${String(input['type'])}` };
  const { min, max } = input as { min?: string | number; max?: string | number };
  const tooLow = min !== undefined && measure(value) < measure(String(min));
  const tooHigh = max !== undefined && measure(value) > measure(String(max));
  if (!tooLow && !tooHigh) return { value };
  return {
    value: '',
    problem: `${value} is not within ${min ?? '…'} and ${max ?? '…'}${errorMessage(input)}`,
  };
}

function chosen(input: Json, given: Inputs[string]): Checked {
  const choices = objects(input['choices']);
  const several = input['isMultiSelect'] === true;
  const wanted = Array.isArray(given)
    ? given.map(String)
    : several
      ? String(given).split(',').filter(Boolean)
      : [String(given)].filter(Boolean);
  if (!several && wanted.length > 1) return { value: '', problem: 'takes one choice only' };
  const values: string[] = [];
  for (const want of wanted) {
    const choice = choices.find(({ value }) => value === want) ?? choices.find(({ title }) => title === want);
    if (choice === undefined) {
      const offered = choices.map(({ title, value }) => `${String(title)} = ${String(value)}`).join(', ');
      return { value: '', problem: `“${want}” is not offered; there are ${offered || 'no choices'}` };
    }
    values.push(String(choice['value']));
  }
  return { value: values.join(',') };
}
