import { z } from 'zod';

/** The edge: what Teams sends of the search in a compose box, and of a link that is pasted there. */

const QUERY = 'composeExtension/query';
export const LINK = 'composeExtension/queryLink';
/** A link pasted by somebody who does not have the app: nothing of ours is shown to them. */
export const ANONYMOUS_LINK = 'composeExtension/anonymousQueryLink';

const KIB = 1024;
/** A longer query is answered with a word; what is beyond any text is no query. */
const MAX_TYPED = 64 * KIB;

export const queryValue = z.looseObject({
  commandId: z.string().min(1).max(64),
  parameters: z
    .array(
      z.looseObject({
        name: z.string().max(64),
        value: z.union([z.string().max(MAX_TYPED), z.boolean(), z.number()]).nullish(),
      }),
    )
    .max(5)
    .nullish(),
  queryOptions: z
    .looseObject({
      skip: z.number().int().min(0).max(100_000).nullish(),
      count: z.number().int().min(0).max(100_000).nullish(),
    })
    .nullish(),
});

export const linkValue = z.looseObject({ url: z.string().max(8 * KIB) });

/** The shape of the value of each invoke of the extension. */
export const EXTENSION_VALUES: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  [QUERY, queryValue],
  [LINK, linkValue],
  [ANONYMOUS_LINK, linkValue],
]);
