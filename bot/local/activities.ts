import { randomUUID } from 'node:crypto';
import { present } from '../../domain/present.ts';
import type { LocalPerson } from './people.ts';
import type { Json } from './wire.ts';

/** A channel and its team, by Teams' ids. */
export interface Team {
  readonly team: string;
  readonly channel: string;
}

/** Who and where an activity is from: what Teams puts on every one. */
export interface Envelope {
  readonly person: LocalPerson;
  readonly locale: string;
  readonly conversationId: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly serviceUrl: string;
  readonly id: string;
  readonly now: Date;
  /** Today's clock as set on the page. */
  readonly clock?: string | undefined;
  /** Absent in a chat. */
  readonly team?: Team;
  /** A chat of several people; absent = a personal one, or a channel's. */
  readonly isGroup?: boolean;
}

/** An activity as Teams sends it to a bot. */
export interface InboundActivity extends Json {
  readonly type: string;
  readonly id: string;
  readonly conversation: {
    readonly id: string;
    readonly tenantId: string;
    readonly conversationType: string;
  };
}

/** An instant with the person's own offset: `2026-11-20T10:20:30.400+01:00`. */
export function localTimestamp(now: Date, timezone: string): string {
  const zone = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName');
  const offset = zone?.value.slice('GMT'.length) || '+00:00';
  const minutes =
    (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * (offset[0] === '-' ? -1 : 1);
  return new Date(now.getTime() + minutes * 60_000).toISOString().replace('Z', offset);
}

function envelope(from: Envelope): InboundActivity {
  const { person, bot, now } = from;
  return {
    type: 'message',
    id: from.id,
    timestamp: now.toISOString(),
    localTimestamp: localTimestamp(now, person.timezone),
    localTimezone: person.timezone,
    channelId: 'msteams',
    serviceUrl: from.serviceUrl,
    from: { id: person.id, name: person.name, aadObjectId: person.aadObjectId },
    conversation: {
      id: from.conversationId,
      tenantId: person.tenantId,
      ...conversationKind(from),
    },
    recipient: { id: bot.id, name: bot.name },
    locale: from.locale,
    entities: [
      {
        type: 'clientInfo',
        locale: from.locale,
        country: from.locale.split('-')[1] ?? 'US',
        platform: 'Web',
        timezone: person.timezone,
      },
    ],
    channelData: channelData(from, {}),
  };
}

function conversationKind({ team, isGroup = false }: Envelope) {
  if (team !== undefined) return { conversationType: 'channel', isGroup: true };
  return isGroup ? { conversationType: 'groupChat', isGroup } : { conversationType: 'personal' };
}

function channelData(from: Envelope, more: Json): Json {
  return {
    tenant: { id: from.person.tenantId },
    ...(from.team === undefined
      ? {}
      : {
          team: { id: from.team.team },
          channel: { id: from.team.channel },
          teamsTeamId: from.team.team,
          teamsChannelId: from.team.channel,
        }),
    ...more,
    ...(from.clock === undefined ? {} : { local: { now: from.clock } }),
  };
}

/** A text as Teams makes HTML of it. */
export function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}

/** A typed or pasted message. Teams sends the same as HTML beside the text. */
export function textActivity(from: Envelope, text: string, html?: string): InboundActivity {
  return {
    ...envelope(from),
    textFormat: 'plain',
    text,
    attachments: [{ contentType: 'text/html', content: html ?? asHtml(text) }],
  };
}

/** What a person writes in a channel: the bot hears it because it is mentioned. */
export function mentionActivity(from: Envelope, text: string): InboundActivity {
  const mention = `<at>${from.bot.name}</at>`;
  const written = textActivity(from, `${mention} ${text}`);
  const entities = [...(written['entities'] as readonly Json[])];
  entities.push({ type: 'mention', mentioned: { id: from.bot.id, name: from.bot.name }, text: mention });
  return { ...written, entities };
}

/** Something happened to the channel or the team that the bot is in. */
export function teamActivity(from: Envelope, eventType: string): InboundActivity {
  return { ...envelope(from), type: 'conversationUpdate', channelData: channelData(from, { eventType }) };
}

/**
 * Files that were put into the chat, with what was typed beside them: Teams keeps each in the person's OneDrive and sends
 * where to fetch it.
 */
export function fileActivity(
  from: Envelope,
  files: readonly { readonly name: string; readonly downloadUrl: string }[],
  text = '',
): InboundActivity {
  const kept = files.map(({ name, downloadUrl }) => {
    const dot = name.lastIndexOf('.');
    const uniqueId = randomUUID();
    const fileType = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
    return {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: downloadUrl,
      name,
      content: { downloadUrl, uniqueId, fileType },
    };
  });
  const places = kept.map(({ content }) => `<attachment id="${content.uniqueId}"></attachment>`).join('');
  const said = text === '' ? '' : asHtml(text);
  return {
    ...envelope(from),
    textFormat: 'plain',
    ...(text === '' ? {} : { text }),
    attachments: [...kept, { contentType: 'text/html', content: `<div>${said}${places}</div>` }],
  };
}

/** What a card's `Action.Execute` carries, with the inputs merged into its data. */
export interface ExecuteAction {
  readonly id?: string | undefined;
  readonly verb?: string | undefined;
  readonly data: Json;
}

/** A press on `Action.Execute`; `automatic`: the client asks by itself for the viewer's own card. */
export function executeActivity(
  from: Envelope,
  replyToId: string,
  action: ExecuteAction,
  trigger: 'manual' | 'automatic' = 'manual',
): InboundActivity {
  return {
    ...envelope(from),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId,
    channelData: channelData(from, { source: { name: 'message' }, legacy: { replyToId } }),
    value: {
      action: {
        type: 'Action.Execute',
        ...present({ id: action.id, verb: action.verb }),
        data: action.data,
      },
      trigger,
    },
  };
}

/** What is typed into the search of an app at a compose box; at first nothing is. */
export interface SearchCall {
  readonly command: string;
  readonly typed: string;
  readonly skip?: number;
  readonly count?: number;
}

/** A search at a compose box. */
export function searchActivity(
  from: Envelope,
  { command, typed, skip = 0, count = 25 }: SearchCall,
): InboundActivity {
  const parameter = typed === '' ? { name: 'initialRun', value: 'true' } : { name: 'query', value: typed };
  return {
    ...envelope(from),
    type: 'invoke',
    name: 'composeExtension/query',
    channelData: channelData(from, { source: { name: 'compose' } }),
    value: { commandId: command, parameters: [parameter], queryOptions: { skip, count } },
  };
}

/** A link of the app's domain that is pasted into a compose box; `anonymous`: by somebody who does not have the app. */
export function linkActivity(from: Envelope, url: string, anonymous = false): InboundActivity {
  return {
    ...envelope(from),
    type: 'invoke',
    name: anonymous ? 'composeExtension/anonymousQueryLink' : 'composeExtension/queryLink',
    channelData: channelData(from, { source: { name: 'compose' } }),
    value: { url },
  };
}

/** Where a file may be put, and how it is named there. */
export interface UploadInfo {
  readonly name: string;
  readonly uploadUrl: string;
  readonly contentUrl: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** The answer to the offer of a file: with a place when it was accepted. `context` comes back from the offer. */
export function consentActivity(
  from: Envelope,
  replyToId: string,
  { context, uploadInfo }: { readonly context: unknown; readonly uploadInfo: UploadInfo | undefined },
): InboundActivity {
  return {
    ...envelope(from),
    type: 'invoke',
    name: 'fileConsent/invoke',
    replyToId,
    channelData: channelData(from, { source: { name: 'message' }, legacy: { replyToId } }),
    value: {
      type: 'fileUpload',
      action: uploadInfo === undefined ? 'decline' : 'accept',
      context,
      ...(uploadInfo === undefined ? {} : { uploadInfo }),
    },
  };
}

/** A press on `Action.Submit`: a message without text. */
export function submitActivity(from: Envelope, replyToId: string, data: Json): InboundActivity {
  return {
    ...envelope(from),
    replyToId,
    value: data,
    channelData: channelData(from, { source: { name: 'message' }, legacy: { replyToId } }),
  };
}

/** A message in Teams, as an app's command on it gets it; its body is HTML unless told. */
export interface PointedAt {
  readonly id?: string;
  readonly html: string;
  readonly contentType?: 'html' | 'text';
  readonly subject?: string;
  /** Who wrote it; absent = an app did, as it does with a mail to a channel. */
  readonly from?: { readonly id: string; readonly name: string };
  readonly deleted?: boolean;
  readonly attachments?: readonly Json[];
}

/** What is done with an app's command on a message: its dialog is fetched, or something in it is submitted. */
export type TaskCall = { readonly command: string; readonly message: PointedAt } & (
  | { readonly name: 'composeExtension/fetchTask' }
  | { readonly name: 'composeExtension/submitAction'; readonly data: Json }
);

/** The command of an app on a message, which Teams runs in a dialog. */
export function taskActivity(from: Envelope, call: TaskCall): InboundActivity {
  const { message } = call;
  return {
    ...envelope(from),
    type: 'invoke',
    name: call.name,
    channelData: channelData(from, { source: { name: 'message' } }),
    value: {
      commandId: call.command,
      commandContext: 'message',
      requestId: randomUUID().replaceAll('-', ''),
      context: { theme: 'default' },
      messagePayload: {
        linkToMessage: `https://teams.microsoft.com/l/message/${from.conversationId}/${message.id ?? from.id}`,
        id: message.id ?? from.id,
        replyToId: null,
        createdDateTime: from.now.toISOString(),
        lastModifiedDateTime: null,
        deleted: message.deleted ?? false,
        subject: message.subject ?? null,
        summary: null,
        importance: 'normal',
        locale: from.locale.toLowerCase(),
        body: { contentType: message.contentType ?? 'html', content: message.html },
        from: authorOf(message),
        reactions: [],
        mentions: [],
        attachments: message.attachments ?? [],
      },
      ...('data' in call ? { data: call.data } : {}),
    },
  };
}

function authorOf({ from }: PointedAt): Json {
  const none = { device: null, conversation: null, user: null, application: null };
  return from === undefined
    ? { ...none, application: { applicationIdentityType: 'bot', id: 'synthetic-mail', displayName: 'Mail' } }
    : { ...none, user: { userIdentityType: 'aadUser', id: from.id, displayName: from.name } };
}

/** The app was added to or removed from the person's Teams. */
export function installationActivity(from: Envelope, action: 'add' | 'remove'): InboundActivity {
  return {
    ...envelope(from),
    type: 'installationUpdate',
    action,
    channelData: channelData(from, {
      settings: { selectedChannel: { id: from.conversationId } },
      source: { name: 'message' },
    }),
  };
}

/** What Teams sends beside an installation. */
export function membersActivity(from: Envelope, change: 'membersAdded' | 'membersRemoved'): InboundActivity {
  return { ...envelope(from), type: 'conversationUpdate', [change]: [{ id: from.bot.id }] };
}
