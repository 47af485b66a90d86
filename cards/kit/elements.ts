import { Template } from 'adaptivecards-templating';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { speaker, type Say } from './say.ts';
import type { Step, Verb } from '../verbs.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Element = Readonly<Record<string, Json>>;

/** An Adaptive Card, ready to send. */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly [key: string]: Json;
}

/** What a pressed action brings back beside the inputs: a reference, nothing authoritative. */
export interface Ref {
  /** The voucher, claim, customer … that the card shows. */
  readonly id?: string | undefined;
  readonly version?: number | undefined;
  readonly commandId?: string | undefined;
  /** A page, a filter or a choice of the bot's own. */
  readonly arg?: string | undefined;
}

/** A sentence above the inputs, with the style that says how it is meant; the words say it too. */
export interface Banner {
  readonly text: string;
  readonly style: 'good' | 'attention' | 'warning' | 'accent';
}

/** A label and what it holds; `value` may be anybody's text. */
export interface Row {
  readonly label: string;
  readonly value: string;
}

export const CARD_VERSION = '1.5';

/**
 * Defines a card: `build` gives its body with the language's words in it, once per language at load,
 * and `${…}` where a turn's data goes. Data that came from outside may only be bound in a TextRun or as
 * an input's value: TextBlock, facts and titles are Markdown.
 */
export function defineCard<D extends object>(
  build: (t: Say, language: Language) => { readonly title: string; readonly body: readonly Element[] },
): (
  language: Language,
  data: D & { readonly actions: readonly Element[]; readonly banner?: Banner | undefined },
) => Card {
  const made = Object.fromEntries(
    LANGUAGES.map((language) => {
      const t = speaker(language);
      const { title, body } = build(t, language);
      const card = {
        type: 'AdaptiveCard',
        version: CARD_VERSION,
        fallbackText: title,
        body: [heading(title), bannerElement, ...body.map((element) => marked(element, t))],
        actions: '${actions}',
      };
      return [language, { template: new Template(card), prepare: preparing(card) }];
    }),
  ) as Record<Language, { readonly template: Template; readonly prepare: readonly Prepare[] }>;
  return (language, data) => {
    const { template, prepare } = made[language];
    const prepared = Object.fromEntries(prepare.map((make) => make(data)));
    return template.expand({ $root: { ...data, ...prepared } }) as Card;
  };
}

/**
 * Says "(required)" in the label of every input that is: not every screen reader hears the asterisk.
 * Inputs that are bound as data are marked by who makes them.
 */
export function marked(element: Element, t: Say): Element {
  const items = element['items'];
  const inner = Array.isArray(items) ? { items: items.map((item) => marked(item as Element, t)) } : {};
  return element['isRequired'] === true
    ? { ...element, ...inner, label: `${element['label'] as string} (${t('required.word')})` }
    : { ...element, ...inner };
}

const bannerElement: Element = {
  $when: '${banner != null}',
  type: 'Container',
  style: '${banner.style}',
  items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '${banner.text}' }] }],
};

/** Our own words, as a heading; never a text from outside. */
export function heading(text: string): Element {
  return { type: 'TextBlock', text, size: 'Medium', weight: 'Bolder', wrap: true, style: 'heading' };
}

/** Our own words; never a text from outside. */
export function words(text: string, extra: Element = {}): Element {
  return { type: 'TextBlock', text, wrap: true, ...extra };
}

/** A bound text, shown literally. */
export function bound(expression: string, extra: Element = {}): Element {
  const { $when, spacing, separator, ...run } = extra;
  return {
    type: 'RichTextBlock',
    ...($when === undefined ? {} : { $when }),
    ...(spacing === undefined ? {} : { spacing }),
    ...(separator === undefined ? {} : { separator }),
    inlines: [{ type: 'TextRun', text: expression, ...run }],
  };
}

/** One line for each `Row` of the bound list. */
export function rows(list: string): Element {
  return { type: 'Container', spacing: 'Small', items: `\${${list}__rows}` };
}

/** How the text of the lines of a list looks, by the number that its binding carries. */
const looks: Element[] = [];

/** One line for each string of the bound list. */
export function lines(list: string, extra: Element = {}): Element {
  const { spacing, separator, ...look } = extra;
  const number = looks.push(look) - 1;
  return {
    type: 'Container',
    spacing: spacing ?? 'Small',
    ...(separator === undefined ? {} : { separator }),
    items: `\${${list}__look${number}}`,
  };
}

type Prepare = (data: Readonly<Record<string, unknown>>) => readonly [string, readonly Element[]];

const BOUND_LIST = /\$\{(\w+)__(?:rows|look(\d+))\}/g;

/**
 * What makes the elements of a card's lists: one bound value costs nothing to expand, while `$data` costs an
 * expansion for every row.
 */
function preparing(card: object): readonly Prepare[] {
  return Array.from(JSON.stringify(card).matchAll(BOUND_LIST), ([, list = '', number]): Prepare => {
    if (number === undefined) {
      return (data) => [`${list}__rows`, (data[list] as readonly Row[]).map(rowElement)];
    }
    const look = looks[Number(number)] ?? {};
    return (data) => [
      `${list}__look${number}`,
      (data[list] as readonly string[]).map((text) => lineElement({ type: 'TextRun', text, ...look })),
    ];
  });
}

function rowElement({ label, value }: Row): Element {
  return lineElement(
    { type: 'TextRun', text: `${label} `, weight: 'Bolder' },
    { type: 'TextRun', text: value },
  );
}

function lineElement(...inlines: readonly Element[]): Element {
  return { type: 'RichTextBlock', spacing: 'Small', inlines };
}

interface InputOptions {
  readonly value?: string;
  readonly required?: string;
  readonly placeholder?: string;
  readonly max?: number;
  readonly multiline?: boolean;
}

function input(
  type: string,
  id: string,
  label: string,
  { value, required }: InputOptions,
): Record<string, Json> {
  return {
    type,
    id,
    label,
    ...(value === undefined ? {} : { value }),
    ...(required === undefined ? {} : { isRequired: true }),
    errorMessage: required ?? label,
  };
}

export function textInput(id: string, label: string, options: InputOptions = {}): Element {
  return {
    ...input('Input.Text', id, label, options),
    maxLength: options.max ?? 200,
    ...(options.placeholder === undefined ? {} : { placeholder: options.placeholder }),
    ...(options.multiline === true ? { isMultiline: true } : {}),
  };
}

export function dateInput(id: string, label: string, options: InputOptions = {}): Element {
  return input('Input.Date', id, label, options);
}

export function numberInput(id: string, label: string, options: InputOptions = {}): Element {
  return input('Input.Number', id, label, options);
}

/** `choices`: a bound list of {@link Choice}, or choices known at load. */
export function choiceInput(
  id: string,
  label: string,
  choices: string | readonly Choice[],
  options: InputOptions & { readonly many?: boolean; readonly expanded?: boolean } = {},
): Element {
  return {
    ...input('Input.ChoiceSet', id, label, options),
    choices: choices,
    style: options.many === true || options.expanded === true ? 'expanded' : 'compact',
    ...(options.many === true ? { isMultiSelect: true } : {}),
    ...(options.placeholder === undefined ? {} : { placeholder: options.placeholder }),
    wrap: true,
  };
}

export function toggleInput(id: string, label: string, title: string, options: InputOptions = {}): Element {
  return { ...input('Input.Toggle', id, label, options), title, wrap: true };
}

/** An id as the value of one of several choices: clients join those with commas. */
export function choiceValue(id: string): string {
  return id.replaceAll(/[%,]/g, encodeURIComponent);
}

/** What a button carries of the guards that its card has shown as not met. */
export function acceptArg(guards: readonly string[]): string | undefined {
  return guards.length === 0 ? undefined : guards.join(',');
}

/** A choice's title is our own words or a {@link plainLabel}: hosts may render Markdown in it. */
export interface Choice {
  readonly title: string;
  readonly value: string;
  readonly [key: string]: Json;
}

/** A button that brings its card's inputs; falls back to Submit on clients without Execute. */
export function execute(
  title: string,
  verb: Verb,
  ref: Ref = {},
  style?: 'positive' | 'destructive',
): Element {
  const data = dataOf(ref);
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...(style === undefined ? {} : { style }),
    fallback: { type: 'Action.Submit', title, data: { ...data, verb } },
  };
}

/** A button that leaves the card's inputs alone: Cancel, Back, Later. */
export function plainExecute(title: string, verb: Verb, ref: Ref = {}): Element {
  const data = dataOf(ref);
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    associatedInputs: 'none',
    fallback: { type: 'Action.Submit', title, data: { ...data, verb }, associatedInputs: 'none' },
  };
}

/** Cancel, for the step with this subject and no other. */
export function cancel(title: string, step: Step, id = ''): Element {
  return plainExecute(title, 'cancel.now', { id, arg: step });
}

function dataOf(ref: Ref): Record<string, Json> {
  return Object.fromEntries(Object.entries(ref).filter(([, value]) => value !== undefined));
}

export function openUrl(title: string, url: string): Element {
  return { type: 'Action.OpenUrl', title, url };
}

/** Buttons inside the card's body, next to what they belong to. */
export function actionSet(list: string, extra: Element = {}): Element {
  return { type: 'ActionSet', ...extra, actions: `\${${list}}` };
}

/** A part of a long card that opens when its button is pressed; what is in it is sent all the same. */
export function folded(id: string, title: string, items: readonly Element[]): readonly Element[] {
  return [
    {
      type: 'ActionSet',
      spacing: 'Small',
      actions: [{ type: 'Action.ToggleVisibility', title: `${title} ▾`, targetElements: [`fold-${id}`] }],
    },
    { type: 'Container', id: `fold-${id}`, isVisible: false, items },
  ];
}

/** Most hosts show six buttons in a row of actions and hide the rest. */
export const MAX_ACTIONS = 6;
