import type { FoundInBox, Searched } from '../turn/shared-vouchers.ts';
import { linkValue, queryValue } from './extension-value.ts';

/** The command in the manifest, and its parameter. */
const COMMAND = 'find';
const PARAMETER = 'query';
const CARD = 'application/vnd.microsoft.card.adaptive';
const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';
/** As many results as Teams asks for at once; more are not given at once. */
const PAGE = 25;

/** What is looked for; undefined when it is not the extension's command. Before anything is typed it is nothing. */
export function searchOf(value: unknown): Searched | undefined {
  const parsed = queryValue.safeParse(value);
  if (!parsed.success || parsed.data.commandId !== COMMAND) return undefined;
  const { parameters, queryOptions } = parsed.data;
  const typed = parameters?.find(({ name }) => name === PARAMETER)?.value;
  return {
    typed: typeof typed === 'string' ? typed : typeof typed === 'number' ? String(typed) : '',
    skip: queryOptions?.skip ?? 0,
    count: Math.min(queryOptions?.count ?? PAGE, PAGE),
  };
}

/** The link that is pasted; undefined when there is none. */
export function linkOf(value: unknown): string | undefined {
  return linkValue.safeParse(value).data?.url;
}

/** The invoke's answer. */
export function extensionBody(found: FoundInBox): object {
  if (found.kind === 'message') return { composeExtension: { type: 'message', text: found.text } };
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: found.results.map(({ card, preview }) => ({
        contentType: CARD,
        content: card,
        preview: { contentType: THUMBNAIL, content: preview },
      })),
    },
  };
}
