import { writeFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';

/**
 * Who the processor worked for: the Bot Framework's handler and adapter, HTTP to whomever, and so on; then the rooms of this
 * project. What a library asks of Node is the library's, but for HTTP.
 */
const OWNERS = [
  'sdk',
  'http',
  'json',
  'zod',
  'sdkDialogs',
  'templates',
  'cosmosSdk',
  'store',
  'bot',
  'dialogs',
  'cards',
  'domain',
  'gc',
  'other',
] as const;
type Owner = (typeof OWNERS)[number];

/** The first that matches a script's URL owns it; what is in none is somebody's helper. */
const SCRIPTS: readonly (readonly [RegExp, Owner])[] = [
  [/\/test\/bench\/json-seen\.ts$/, 'json'],
  [/\/node_modules\/zod\//, 'zod'],
  [/\/node_modules\/@azure\//, 'cosmosSdk'],
  [/\/node_modules\/@typespec\/ts-http-runtime\//, 'cosmosSdk'],
  [
    /\/node_modules\/(adaptivecards-templating|adaptive-expressions|intl-messageformat|@formatjs|antlr4ts)\//,
    'templates',
  ],
  [/\/node_modules\/botbuilder-dialogs/, 'sdkDialogs'],
  [/\/node_modules\/(botbuilder|botframework)/, 'sdk'],
  [/\/node_modules\/(restify|find-my-way|undici)/, 'http'],
  [/^node:(_http_|http|net|_stream|stream|internal\/(streams|stream_base|js_stream|http))/, 'http'],
  [/\/bot\/store\//, 'store'],
  [/\/bot\//, 'bot'],
  [/\/cards\//, 'cards'],
  [/\/dialogs\//, 'dialogs'],
  [/\/domain\//, 'domain'],
];

interface Spent {
  /** Parts of the time that was not idle; together 1. */
  readonly shares: Readonly<Record<Owner, number>>;
  /** Microseconds of the main thread that were not idle. */
  readonly busy: number;
  /** The functions, most time first, as parts of the same. */
  readonly hot: readonly Hot[];
}

interface Hot {
  readonly at: string;
  /** Its own time. */
  readonly self: number;
  /** With what it called; what it waited for is not in it. */
  readonly total: number;
}

/** Gives every sample to the nearest owner up its stack. */
export function attribute(profile: Profiler.Profile): Spent {
  const parents = new Map<number, Profiler.ProfileNode>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node);
  const shares = Object.fromEntries(OWNERS.map((owner) => [owner, 0])) as Record<Owner, number>;
  const functions = new Map<string, { at: string; self: number; total: number }>();
  let total = 0;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    const node = nodes.get(id);
    if (node === undefined || isOurs(node)) continue;
    const time = profile.timeDeltas?.[index] ?? 0;
    shares[ownerOf(node, parents)] += time;
    total += time;
    const seen = new Set<string>();
    for (let of: Profiler.ProfileNode | undefined = node; of !== undefined; of = parents.get(of.id)) {
      const at = placeOf(of.callFrame);
      const known = functions.get(at) ?? { at, self: 0, total: 0 };
      if (of === node) known.self += time;
      if (!seen.has(at)) known.total += time;
      seen.add(at);
      functions.set(at, known);
    }
  }
  for (const owner of OWNERS) shares[owner] /= total;
  const hot = [...functions.values()].map((one) => ({
    at: one.at,
    self: one.self / total,
    total: one.total / total,
  }));
  return { shares, busy: total, hot: hot.sort((a, b) => b.self - a.self) };
}

/** Idle time, and the time that it took to begin to sample. */
function isOurs({ callFrame }: Profiler.ProfileNode): boolean {
  return callFrame.functionName === '(idle)' || callFrame.url.startsWith('node:inspector');
}

function ownerOf(node: Profiler.ProfileNode, parents: ReadonlyMap<number, Profiler.ProfileNode>): Owner {
  if (node.callFrame.functionName === '(garbage collector)') return 'gc';
  for (let at: Profiler.ProfileNode | undefined = node; at !== undefined; at = parents.get(at.id)) {
    const { url } = at.callFrame;
    const owner = SCRIPTS.find(([pattern]) => pattern.test(url))?.[1];
    if (owner !== undefined) return owner;
  }
  return 'other';
}

function placeOf({ functionName, url, lineNumber }: Profiler.ProfileNode['callFrame']): string {
  const path = url
    .replace(/^.*\/node_modules\//, '')
    .replace(/^file:\/\/.*\/(bot|cards|dialogs|domain)\//, '$1/');
  return `${functionName || '(anonymous)'} ${path}:${lineNumber + 1}`;
}

/** What is asked for beside the figures. */
export interface Looks {
  /** The functions with the most time. */
  readonly hot: boolean;
  /** Every window. */
  readonly windows: boolean;
  /** A file for the samples. */
  readonly profile?: string | undefined;
}

/** Keeps the samples, and tells the functions with the most time, where that is asked for. */
export async function show({ hot }: Spent, profile: Profiler.Profile, looks: Looks): Promise<void> {
  if (looks.profile !== undefined) await writeFile(looks.profile, JSON.stringify(profile));
  if (!looks.hot) return;
  const line = ({ at, self, total }: Hot): string =>
    `${(self * 100).toFixed(1).padStart(6)} % ${(total * 100).toFixed(1).padStart(6)} % ${at}\n`;
  const withCalls = hot.toSorted((a, b) => b.total - a.total).slice(0, 120);
  process.stderr.write(
    `  self    total\n${hot.slice(0, 50).map(line).join('')}\n${withCalls.map(line).join('')}`,
  );
}
