import { ConfigError } from '../../../bot/config.ts';
import type { Compared } from './compared.ts';
import type { Needs } from './needs.ts';
import { same } from './same.ts';

/** Events that somebody has to be told of. */
const WATCHED = [
  'start.failed',
  'store.not_ready',
  'store.consistency',
  'token.none',
  'credential.expires',
  'notify.impossible',
  'notify.givenUp',
  'notify.not_composed',
  'outbox.undelivered',
  'outbox.state',
  'notify.state',
  'mailbox.not_subscribed',
  'mailbox.round',
];

/** How the process says that it does not start with these variables. */
const REFUSAL = new ConfigError([]).message;

/** What is compared with words: the property, and the words. */
const LITERALS =
  /(\bevent|\blevel|\bLog|tostring\(line\.mode\)) (?:==|!=|in|startswith) (\([^)]*\)|'[^']*')/g;

const ONE = String.raw`(?:(?:event|level|Log|tostring\(line\.mode\)) (?:==|!=|in|startswith) (?:\((?:'[^']*'(?:, )?)+\)|'[^']*')|tolong\(line\.ms\) > \d+)`;
/** The whole of an alert's condition. */
const CONDITION = new RegExp(`^${ONE}(?: (?:and|or) ${ONE})*$`);

/** Where lines go, what is looked for in them, and who is told. */
export function watchProblems({ made, needs, given }: Compared): string[] {
  const { workspace, logs, people, environment, app, workbook, alerts, noReplica, restarts } = made;
  const start =
    `ContainerAppConsoleLogs | where ContainerAppName == '${app.name}' | extend line = parse_json(Log)` +
    ' | extend event = tostring(line.event), level = tostring(line.level) | where ';
  const problems = [
    ...same('how long lines are kept', workspace.properties.retentionInDays, given['logRetentionDays']),
    ...same('whose lines', logs.scope, environment.id),
    ...same('where lines go', logs.properties.workspaceId, workspace.id),
    ...same('who is told', people.properties.emailReceivers[0].emailAddress, given['alertEmail']),
    ...same('what the workbook looks at', workbook.properties.sourceId, workspace.id),
  ];
  /** What a query asks of the bot's own lines. */
  const askedIn = (name: string, query: string): string => {
    if (!query.startsWith(start)) problems.push(`${name} does not look at the bot's own lines`);
    const asked = query.slice(start.length);
    problems.push(...wordProblems(needs, asked).map((problem) => `${name}: ${problem}`));
    return asked;
  };

  const told = new Set<string>();
  for (const { name, properties } of alerts) {
    const { scopes, criteria, actions } = properties;
    problems.push(
      ...same(`what ${name} looks at`, scopes, [workspace.id]),
      ...same(`whom ${name} tells`, actions.actionGroups, [people.id]),
    );
    const asked = askedIn(name, criteria.allOf[0].query);
    if (!CONDITION.test(asked)) problems.push(`${name}: what is "${asked}"?`);
    for (const { what, words } of comparedIn(asked))
      if (what !== 'Log') for (const word of words) told.add(word);
  }
  for (const word of [...WATCHED, 'error', 'fatal'])
    if (!told.has(word)) problems.push(`nobody is told of ${word}`);
  for (const { name, properties } of [noReplica, restarts])
    problems.push(
      ...same(`what ${name} looks at`, properties.scopes, [app.id]),
      ...same(`whom ${name} tells`, properties.actions, [{ actionGroupId: people.id }]),
    );
  for (const { name, content } of workbook.properties.serializedData.items) {
    problems.push(...same(`the title of ${name}`, content.title, name));
    askedIn(name, content.query);
  }
  return problems;
}

function comparedIn(query: string): readonly { readonly what: string; readonly words: readonly string[] }[] {
  return Array.from(query.matchAll(LITERALS), ([, what = '', list = '']) => ({
    what,
    words: Array.from(list.matchAll(/'([^']*)'/g), ([, word = '']) => word),
  }));
}

/** Events, levels and fields that no line has, and words that are not compared with anything known. */
function wordProblems({ events, fields }: Needs, query: string): string[] {
  const isRight = (what: string, word: string): boolean => {
    if (what === 'event') return events.has(word);
    if (what === 'level') return ['warn', 'error', 'fatal'].includes(word);
    if (what === 'Log') return word.length > 20 && REFUSAL.startsWith(word);
    return word === 'Strong';
  };
  const problems = comparedIn(query).flatMap(({ what, words }) =>
    words.filter((word) => !isRight(what, word)).map((word) => `no line has ${what} "${word}"`),
  );
  if (query.replaceAll(LITERALS, '').includes("'"))
    problems.push('a word that is compared with nothing known');
  for (const [, field = ''] of query.matchAll(/\bline\.(\w+)/g))
    if (!fields.has(field)) problems.push(`no line has a field ${field}`);
  return problems;
}
