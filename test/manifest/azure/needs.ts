import type { ContainerRequest } from '@azure/cosmos';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { containerDefinition } from '../../../bot/store/container.ts';
import { REQUEST_LIMITS } from '../../../bot/teams/server.ts';

/** What the code says, with which the template is compared. */
export interface Needs {
  readonly container: ContainerRequest;
  /** Where the server says that it is alive, that it is ready, and where it takes activities. */
  readonly paths: { readonly alive: string; readonly ready: string; readonly messages: string };
  /** The port that the image says it listens on. */
  readonly port: number;
  /** How long the process takes to end, and to say whether it is ready, at most; in milliseconds. */
  readonly stopMs: number;
  readonly readyMs: number;
  /** Every event that it logs outside local mode, and every field that a line of the log may have. */
  readonly events: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const source = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
const all = (text: string, pattern: RegExp): string[] =>
  Array.from(text.matchAll(pattern), ([, found = '']) => found);

function events(): Set<string> {
  const files = globSync('bot/**/*.ts', { cwd: root }).filter((file) => !file.startsWith('bot/local/'));
  return new Set(
    files.map(source).flatMap((code) => [
      ...all(code, /\bevent: '([\w.]+)'/g),
      // One of several, by what became of something.
      ...all(code, /\bconst EVENTS = \{([^}]*)\}/g).flatMap((table) => all(table, /: '([\w.]+)'/g)),
    ]),
  );
}

/** Read from the code itself, where nothing that can be imported says it. */
export function needsOfTheCode(): Needs {
  const [entry = ''] = all(source('bot/log.ts'), /interface LogEntry \{([^}]*)\}/g);
  const [stopMs = ''] = all(source('bot/main.ts'), /^const STOP_MS = ([\d_]+);/gm);
  const [exposed = ''] = all(source('manifest/Dockerfile'), /^EXPOSE (\d+)$/gm);
  return {
    container: containerDefinition(),
    paths: { alive: '/healthz', ready: '/readyz', messages: '/api/messages' },
    port: Number(exposed),
    stopMs: Number(stopMs.replaceAll('_', '')),
    readyMs: REQUEST_LIMITS.readyMs,
    events: events(),
    fields: new Set(all(entry, /readonly (\w+)\??:/g)),
  };
}
