import { createRequire } from 'node:module';

/** What a card may be made of, and what the official renderer's parser says of it. */

/** The official renderer's parser; its own type declarations do not pass this project's compiler options. */
interface Renderer {
  readonly AdaptiveCard: new () => { parse(json: object, context: ParseLog): void };
  readonly SerializationContext: new () => ParseLog;
}
interface ParseLog {
  readonly eventCount: number;
  getEventAt(index: number): { readonly message: string };
}
const renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Renderer;

const COMMON = ['type', 'id', 'isVisible', 'separator', 'spacing', 'height', 'fallback', 'requires'];
const INPUT = [...COMMON, 'label', 'isRequired', 'errorMessage', 'value'];
const ACTION = ['type', 'id', 'title', 'style', 'fallback', 'tooltip', 'isEnabled', 'mode', 'requires'];
const TEXT = ['text', 'color', 'fontType', 'isSubtle', 'size', 'weight'];

/** Elements, actions and their properties in schema 1.5, as far as the cards may use them. */
const SCHEMA: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ['type', 'version', 'body', 'actions', 'fallbackText', 'speak', 'lang', 'rtl', 'refresh'],
  TextBlock: [...COMMON, ...TEXT, 'horizontalAlignment', 'maxLines', 'wrap', 'style'],
  RichTextBlock: [...COMMON, 'inlines', 'horizontalAlignment'],
  TextRun: ['type', ...TEXT, 'highlight', 'italic', 'strikethrough', 'underline', 'selectAction'],
  Container: [...COMMON, 'items', 'selectAction', 'style', 'verticalContentAlignment', 'bleed'],
  ColumnSet: [...COMMON, 'columns', 'style', 'selectAction', 'horizontalAlignment'],
  Column: [...COMMON, 'width', 'items', 'style', 'verticalContentAlignment', 'selectAction'],
  ActionSet: [...COMMON, 'actions'],
  Image: [...COMMON, 'url', 'altText', 'size', 'style', 'horizontalAlignment', 'selectAction'],
  'Input.Text': [...INPUT, 'isMultiline', 'maxLength', 'placeholder', 'regex', 'style', 'inlineAction'],
  'Input.Date': [...INPUT, 'max', 'min', 'placeholder'],
  'Input.Number': [...INPUT, 'max', 'min', 'placeholder'],
  'Input.ChoiceSet': [...INPUT, 'choices', 'isMultiSelect', 'style', 'placeholder', 'wrap'],
  'Input.Choice': ['type', 'title', 'value'],
  'Input.Toggle': [...INPUT, 'title', 'valueOn', 'valueOff', 'wrap'],
  'Action.Execute': [...ACTION, 'verb', 'data', 'associatedInputs'],
  'Action.Submit': [...ACTION, 'data', 'associatedInputs'],
  'Action.OpenUrl': [...ACTION, 'url'],
  'Action.ToggleVisibility': [...ACTION, 'targetElements'],
};

/** What Teams alone knows: of it an old client shows the fallback, its own or that of the nearest part around it. */
const TEAMS = [
  'Badge',
  'Icon',
  'ProgressBar',
  'Chart.Donut',
  'Chart.VerticalBar',
  'Chart.HorizontalBar.Stacked',
];
/** Of these properties an old client knows nothing, and loses nothing. */
const UNKNOWN_TO_OLD = ['targetWidth'];

/** What schema 1.5 does not know and nothing of it stands in for; `isReplaced`: something around it does. */
export function unknownIn(part: unknown, isReplaced: boolean): string[] {
  if (Array.isArray(part)) return part.flatMap((one) => unknownIn(one, isReplaced));
  if (typeof part !== 'object' || part === null) return [];
  const { type, fallback, data: _data, ...rest } = part as Readonly<Record<string, unknown>>;
  const hasFallback = isReplaced || (fallback !== undefined && !String(type).startsWith('Action.'));
  const inner = [
    ...Object.values(rest).flatMap((value) => unknownIn(value, hasFallback)),
    ...unknownIn(fallback, false),
  ];
  if (typeof type !== 'string') return inner;
  if (TEAMS.includes(type)) return hasFallback ? inner : [`${type} without a fallback`, ...inner];
  const known = SCHEMA[type];
  if (known === undefined) return [type];
  const names = Object.keys(rest).filter((name) => !known.includes(name) && !UNKNOWN_TO_OLD.includes(name));
  return [...names.map((name) => `${type}.${name}`), ...inner];
}

/** What the official parser complains about, besides what Teams alone knows. */
export function complaintsAbout(card: object): readonly string[] {
  const log = new renderer.SerializationContext();
  new renderer.AdaptiveCard().parse(card, log);
  return Array.from({ length: log.eventCount }, (_, index) => log.getEventAt(index).message).filter(
    (message) => !TEAMS.some((type) => message.startsWith(`Unknown element type "${type}"`)),
  );
}
