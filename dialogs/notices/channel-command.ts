/** All that the bot understands in a team's channel. */
type ChannelCommand = 'subscribe' | 'unsubscribe';

/** In all three languages, whatever the locale, as `understand` does; the first of each is the manifest's. */
const WORDS: Readonly<Record<ChannelCommand, readonly string[]>> = {
  subscribe: [
    'subscribe',
    'подписать',
    'подписаться',
    'подпиши',
    'subskrybuj',
    'subskrypcja',
    'zasubskrybuj',
  ],
  unsubscribe: [
    'unsubscribe',
    'отписать',
    'отписаться',
    'отпиши',
    'anuluj subskrypcję',
    'anuluj subskrypcje',
    'odsubskrybuj',
    'wypisz',
  ],
};

const commands = new Map(
  (Object.keys(WORDS) as ChannelCommand[]).flatMap((command) =>
    WORDS[command].map((word) => [word, command] as const),
  ),
);

const MAX_TYPED = 1_000;

/** Reads what was typed in a channel, without the mention; undefined for everything else. */
export function channelCommand(text: string): ChannelCommand | undefined {
  const typed = text
    .slice(0, MAX_TYPED)
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/(?<=.)[!?.…]+$/u, '')
    .trim();
  return commands.get(typed.toLowerCase());
}
