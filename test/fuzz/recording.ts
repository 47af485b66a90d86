import { setTimeout as sleep } from 'node:timers/promises';
import {
  executeActivity,
  installationActivity,
  membersActivity,
  submitActivity,
  type Envelope,
  type InboundActivity,
} from '../../bot/local/activities.ts';
import type { LocalPerson } from '../../bot/local/people.ts';
import { isVerb, VERBS } from '../../cards/verbs.ts';
import { gallery } from '../cards/gallery.ts';
import { ACTS, begin, KEEP, prepareForms } from '../conversation/forms.ts';
import {
  AFTER,
  arranged,
  letIn,
  mail,
  recorded,
  setUp,
  TODAY,
  type Chat,
} from '../conversation/running-bot.ts';
import { actionsOf } from '../teams/card.ts';
import { filledPlausibly } from './press.ts';
import type { WatchedBot } from './watched-bot.ts';

/** Files arrive, lists are read and mails come a moment later. */
const MOMENT_MS = 400;

/** What a person types, of every kind. */
const TYPED = [
  'help',
  'home',
  'vouchers',
  'what next',
  'overview',
  'plan',
  'company',
  'people',
  'claims',
  'mailbox',
  'notifications',
  'back',
  'history SAP-7F3K-2004',
  'SAP-7F3K-2004',
  '2004',
  'contoso',
  'reserve SAP-7F3K-2005',
  'reserved vouchers of Contoso due in 90 days',
  'how many days is a level 5 engagement?',
  'Voucher number;Status\nSAP-7F3K-3001;Reserved',
  'MPN location ID;Country;Name\n4711101;Germany;Berlin (synthetic)',
  'помощь',
  'pomoc',
] as const;

/** Invokes that no card of the bot makes. */
const NOBODY_KNOWS = ['task/fetch', 'application/search', 'signin/verifyState', 'nobody/knows'] as const;

/**
 * What Teams sends, of every kind, recorded while people do everything once: every form is opened, every way in and every
 * place is used. Beside it what every button of every card would send. The company and its vouchers stay as that leaves
 * them.
 */
export async function record(bot: WatchedBot): Promise<readonly InboundActivity[]> {
  const { connector } = bot.teams;
  const [anna, boris, clara, otto, eve] = ['anna', 'boris', 'clara', 'otto', 'eve'].map((key) =>
    bot.chat(key),
  ) as [Chat, Chat, Chat, Chat, Chat];
  bot.itIs(TODAY);
  await setUp(anna, { roles: ['mpnPartnerAdmin', 'mpnGlobalAdmin'] });
  await letIn(anna, boris, 'admin', ['mpnPartnerAdmin']);
  await letIn(anna, clara, 'consultant');
  await letIn(anna, otto, 'consultant', ['mpnPartnerAdmin']);
  await eve.install();
  await prepareForms(bot, anna);
  await arranged(anna, boris, 'SAP-7F3K-2004');
  // Nothing is saved: one form would close another.
  const saves: InboundActivity[] = [];
  for (const { open, save, filled, same } of [...KEEP, ...ACTS]) {
    await begin(anna, open);
    const data = { ...anna.dataOf(save), ...filled, ...same };
    const { activityId } = anna.card;
    saves.push(executeActivity(envelopeOf(bot, anna.person.who), activityId, { verb: save, data }));
  }
  bot.itIs(AFTER);
  for (const typed of TYPED) {
    for (const chat of [anna, boris, clara, otto, eve]) await connector.say(chat.person.who.key, typed);
  }
  // His Teams knows Submit only.
  await recorded(otto, 'SAP-7F3K-3002', { assigned: '2026-12-02' });

  // Ways in and out, beside the chat.
  await anna.person.dropAll([
    ['voucher.txt', mail('SAP-7F3K-3003')],
    ['vouchers.csv', 'Voucher number;Status\nSAP-7F3K-3004;Reserved'],
  ]);
  await anna.say('export');
  await anna.say('calendar');
  await anna.person.until(() => anna.person.offers().length > 1);
  const [first, second] = anna.person.offers();
  await anna.person.answerOffer(true, first?.id);
  await anna.person.answerOffer(false, second?.id);
  for (const place of ['myChat', 'otherChat', 'group', 'channel'] as const) {
    await connector.search('anna', '', { place });
    await connector.search('boris', 'contoso', { place });
    await connector.unfurl('clara', `http://127.0.0.1:${bot.port}/v/SAP-7F3K-2004`, { place });
    await connector.unfurl('eve', `http://127.0.0.1:${bot.port}/v/SAP-7F3K-2004`, { place, anonymous: true });
    await anna.person.pointAt(
      { html: mail(`SAP-7F3K-31${place.length}0`).replaceAll('\n', '<br>') },
      { place },
    );
    await anna.person.pressInDialog('record.only');
  }
  const { id } = await connector.sayInGroup('anna', `http://127.0.0.1:${bot.port}/v/SAP-7F3K-2004`);
  for (const key of ['anna', 'clara', 'eve']) await connector.pressInGroup(key, id);
  await bot.teams.channel.addBot('anna');
  const thread = bot.teams.channel.posts().at(-1)?.id;
  for (const typed of ['help', 'subscribe', 'contoso']) await connector.channel.post('anna', typed, thread);
  await sleep(MOMENT_MS);

  const sent = connector.sent.map(({ activity }) => activity);
  return [...different(sent), ...saves, ...pressesOfEveryCard(bot), ...rest(bot)];
}

/** Where somebody's chat is, now. */
export function envelopeOf({ teams }: WatchedBot, person: LocalPerson): Envelope {
  const { connector } = teams;
  return {
    person,
    locale: person.locale,
    conversationId: connector.conversationId(person.key),
    bot: connector.bot,
    serviceUrl: connector.serviceUrl,
    id: crypto.randomUUID(),
    now: new Date(),
    clock: connector.clock,
  };
}

/** One of each: what differs only in what is typed or chosen is the same. */
function different(sent: readonly InboundActivity[]): InboundActivity[] {
  const found = new Map<string, InboundActivity>();
  for (const activity of sent) {
    const { type, name, text, value, attachments } = activity;
    const of = [
      type,
      name,
      activity.conversation.conversationType,
      text,
      verbIn(value),
      shapeOf(attachments),
    ];
    const key = JSON.stringify(text === undefined ? [...of, shapeOf(value)] : of);
    found.set(key, activity);
  }
  return [...found.values()];
}

/** Every button of every card that the bot can show, as both kinds of client press it. */
function pressesOfEveryCard(bot: WatchedBot): InboundActivity[] {
  const [anna] = bot.teams.connector.people;
  if (anna === undefined) throw new Error('nobody is there');
  const replyTo = bot.chat(anna.key).card.activityId;
  const found = new Map<string, InboundActivity>();
  const outside = (place: string, nth: number): string => `Synthetic ${place} ${nth}`;
  for (const { card } of gallery({
    outside,
    languages: ['en'],
    editions: ['2020'],
    permissions: ['admin'],
  })) {
    for (const action of actionsOf({ ...card })) {
      if (action.verb === undefined) continue;
      const data = filledPlausibly(action);
      const key = `${action.verb} ${Object.keys(data).join()}`;
      if (found.has(key)) continue;
      const at = envelopeOf(bot, anna);
      found.set(key, executeActivity(at, replyTo, { verb: action.verb, data }));
      found.set(`${key} submitted`, submitActivity(at, replyTo, { ...data, verb: action.verb }));
    }
  }
  const at = envelopeOf(bot, anna);
  const bare = VERBS.map((verb) => executeActivity(at, replyTo, { verb, data: {} }));
  return [...found.values(), ...bare];
}

/** What cannot be had by working with the bot. */
function rest(bot: WatchedBot): InboundActivity[] {
  const { people, sent } = bot.teams.connector;
  const [anna, boris] = people;
  const plain = sent.findLast(
    ({ activity: { type, conversation } }) =>
      type === 'message' && conversation.conversationType === 'personal',
  )?.activity;
  if (anna === undefined || boris === undefined || plain === undefined) throw new Error('nobody is there');
  const card = bot.chat(anna.key).card.activityId;
  const message = (over: object): InboundActivity => ({ ...plain, ...over });
  return [
    ...NOBODY_KNOWS.map((name) => message({ type: 'invoke', name, value: {} })),
    ...[
      'typing',
      'messageReaction',
      'messageUpdate',
      'messageDelete',
      'event',
      'endOfConversation',
      'command',
    ].map((type) => message({ type, text: undefined })),
    installationActivity(envelopeOf(bot, boris), 'remove'),
    installationActivity(envelopeOf(bot, boris), 'add'),
    membersActivity(envelopeOf(bot, boris), 'membersRemoved'),
    executeActivity(envelopeOf(bot, anna), card, { verb: 'home.open', data: {} }, 'automatic'),
    message({
      text: '<quoted messageId="1772050244572"/> help',
      entities: [{ type: 'quotedReply', quotedReply: { messageId: '1772050244572' } }],
    }),
  ];
}

/** The verb that an activity's value asks for, where it is one of ours. */
export function verbIn(value: unknown): string | undefined {
  const { action, data, verb } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const said =
    verb ??
    (action as { verb?: unknown } | undefined)?.verb ??
    (data as { verb?: unknown } | undefined)?.verb;
  return typeof said === 'string' && isVerb(said) ? said : undefined;
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]);
}
