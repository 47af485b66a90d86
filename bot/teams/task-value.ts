import { z } from 'zod';

/** The edge: what Teams sends of a task dialog. */

export const SUBMIT = 'composeExtension/submitAction';
/** The invokes of a task dialog: it is opened, and something is pressed in it. */
export const TASKS: ReadonlySet<string> = new Set(['composeExtension/fetchTask', SUBMIT]);

const line = z.string().max(1024).nullish();
const author = z.looseObject({ displayName: line }).nullish();
export const messageFrom = z.looseObject({ user: author, application: author }).nullish();
const body = z
  .looseObject({ contentType: z.string().max(64).nullish(), content: z.string().nullish() })
  .nullish();

/** The message in Teams that the command was used on. */
const message = z.looseObject({
  deleted: z.boolean().nullish(),
  subject: line,
  createdDateTime: z.string().max(64).nullish(),
  body,
  from: messageFrom,
  attachments: z
    .array(z.looseObject({ contentType: z.string().max(1024), content: z.unknown().optional() }))
    .max(50)
    .nullish(),
});
export type Message = z.infer<typeof message>;

/** The invoke's value, as far as it is looked at. */
export const taskValue = z.looseObject({
  commandId: z.string().min(1).max(64),
  messagePayload: message.nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
});
