import { present } from '../../domain/present.ts';

/** Texts, inputs and folds of a card's body. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Element = Readonly<Record<string, Json>>;

/** Our own words, as a heading; never a text from outside. `quiet`: above something larger. */
export function heading(text: string, quiet = false): Element {
  const look: Element = quiet ? { size: 'Small', isSubtle: true } : { size: 'Medium' };
  return { type: 'TextBlock', text, ...look, weight: 'Bolder', wrap: true, style: 'heading' };
}

/** Our own words; never a text from outside. */
export function words(text: string, extra: Element = {}): Element {
  return { type: 'TextBlock', text, wrap: true, ...extra };
}

/** The place in a card's body for elements that are made for each card, under this name in its data. */
export function slot(name: string): Element {
  return { type: 'Slot', of: name };
}

/** A bound text, shown literally. */
export function bound(expression: string, extra: Element = {}): Element {
  const { $when, spacing, separator, ...run } = extra;
  return present({
    type: 'RichTextBlock',
    $when,
    spacing,
    separator,
    inlines: [{ type: 'TextRun', text: expression, ...run }],
  });
}

/** One line of a card's own making; it may be anybody's text, and is shown as it is. */
export function literal(text: string): Element {
  return { type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text }] };
}

/** What the card is about, in large letters; a bound text, shown literally. */
export function headline(expression: string): Element {
  return bound(expression, { size: 'Large', weight: 'Bolder', spacing: 'None' });
}

/**
 * A part of a long card that opens when its button is pressed; what is in it is sent all the same. `when`: the condition
 * of its being there.
 */
export function folded(
  id: string,
  title: string,
  items: readonly Element[],
  when?: string,
): readonly Element[] {
  return [
    present({
      type: 'ActionSet',
      $when: when,
      spacing: 'Small',
      actions: [{ type: 'Action.ToggleVisibility', title: `${title} ▾`, targetElements: [`fold-${id}`] }],
    }),
    present({ type: 'Container', $when: when, id: `fold-${id}`, isVisible: false, items }),
  ];
}

/** What a card's inputs hold, by their ids. */
export type Values = Readonly<Record<string, string>>;

interface InputOptions {
  readonly value?: string;
  readonly required?: string;
  readonly placeholder?: string;
  readonly max?: number;
  readonly multiline?: true;
}

function input(type: string, id: string, label: string, { value, required }: InputOptions): Element {
  return present({
    type,
    id,
    label,
    value,
    isRequired: required === undefined ? undefined : true,
    errorMessage: required ?? label,
  });
}

/** One line or several; `max`: characters, 200 unless told. `value` is a binding or our own words. */
export function textInput(id: string, label: string, options: InputOptions = {}): Element {
  return present({
    ...input('Input.Text', id, label, options),
    maxLength: options.max ?? 200,
    placeholder: options.placeholder,
    isMultiline: options.multiline,
  });
}

export function dateInput(id: string, label: string, options: InputOptions = {}): Element {
  return input('Input.Date', id, label, options);
}

/** A client shows nothing for a text, and sends back what it shows: the value is a number, and cannot be bound as a text. */
export function numberInput(
  id: string,
  label: string,
  {
    value,
    min,
    max,
    required,
  }: {
    readonly value: number | undefined;
    readonly min?: number;
    readonly max?: number;
    readonly required?: string;
  },
): Element {
  return present({ ...input('Input.Number', id, label, present({ required })), value, min, max });
}

/** The number that somebody typed, in whatever way; undefined when it is none. */
export function numberOf(typed: string | undefined): number | undefined {
  const text = (typed ?? '').trim().replace(',', '.');
  return text === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
}

/** `choices`: a bound list of {@link Choice}, or choices known at load; `filtered`: they are found by typing a part. */
export function choiceInput(
  id: string,
  label: string,
  choices: string | readonly Choice[],
  options: InputOptions & { readonly many?: true; readonly expanded?: true; readonly filtered?: true } = {},
): Element {
  return present({
    ...input('Input.ChoiceSet', id, label, options),
    choices,
    style:
      options.many === true || options.expanded === true
        ? 'expanded'
        : options.filtered === true
          ? 'filtered'
          : 'compact',
    isMultiSelect: options.many,
    placeholder: options.placeholder,
    wrap: true,
  });
}

export function toggleInput(id: string, label: string, title: string, options: InputOptions = {}): Element {
  return { ...input('Input.Toggle', id, label, options), title, wrap: true };
}

/** An id as the value of one of several choices: clients join those with commas. */
export function choiceValue(id: string): string {
  return id.replaceAll(/[%,]/g, encodeURIComponent);
}

/** A choice's title is our own words or a {@link plainLabel}: hosts may render Markdown in it. */
export interface Choice {
  readonly title: string;
  readonly value: string;
  readonly [key: string]: Json;
}
