/** A step of a stage that changes its files, in the order of the file. */
export type Step =
  | { readonly do: 'run'; readonly command: string; readonly user: string; readonly cwd: string }
  | {
      readonly do: 'copy';
      /** The stage that it is copied from; absent: the project. */
      readonly from?: string;
      readonly sources: readonly string[];
      /** A folder, which is made, when it ends with a slash or there are several sources. */
      readonly target: string;
    };

/** A stage, with what it says of the image that it ends as. */
export interface Stage {
  readonly base: string;
  readonly name?: string;
  readonly steps: readonly Step[];
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly user: string;
  readonly cwd: string;
  readonly ports: readonly number[];
  readonly healthCheck?: readonly string[];
  readonly command?: readonly string[];
}

/** An instruction that is not understood; the message has its line. */
export class UnknownInstruction extends Error {
  constructor(line: string) {
    super(`This is not understood of a Dockerfile here: ${line}`);
    this.name = 'UnknownInstruction';
  }
}

type Open = { -readonly [K in keyof Stage]: Stage[K] } & {
  steps: Step[];
  env: Record<string, string>;
  labels: Record<string, string>;
  ports: number[];
};

/**
 * Reads a Dockerfile, the last stage last. Only what the project's own says is understood: whole words, no variables, no
 * pattern of names. Throws {@link UnknownInstruction} for the rest: what is skipped would not be tested.
 */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: Open[] = [];
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  for (const line of lines) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
    const stage = stages.at(-1);
    if (word === 'FROM') stages.push(begun(rest, line));
    else if (stage === undefined) throw new UnknownInstruction(line);
    else follow(stage, word, rest, line);
  }
  return stages;
}

function begun(rest: string, line: string): Open {
  const [, base, name] = /^([\w./:@-]+)(?: AS ([\w-]+))?$/.exec(rest) ?? [];
  if (base === undefined) throw new UnknownInstruction(line);
  return {
    base,
    ...(name !== undefined && { name }),
    steps: [],
    env: {},
    labels: {},
    user: 'root',
    cwd: '/',
    ports: [],
  };
}

function follow(stage: Open, word: string, rest: string, line: string): void {
  switch (word) {
    case 'WORKDIR':
      if (!/^\/[\w/.-]*$/.test(rest)) throw new UnknownInstruction(line);
      stage.cwd = rest;
      return;
    case 'USER':
      if (!/^[\w-]+$/.test(rest)) throw new UnknownInstruction(line);
      stage.user = rest;
      return;
    case 'RUN':
      if (/^\[|^--|\$/.test(rest)) throw new UnknownInstruction(line);
      stage.steps.push({ do: 'run', command: rest, user: stage.user, cwd: stage.cwd });
      return;
    case 'COPY':
      stage.steps.push(copied(rest, stage.cwd, line));
      return;
    case 'ENV':
      Object.assign(stage.env, pairs(rest, line));
      return;
    case 'LABEL':
      Object.assign(stage.labels, pairs(rest, line));
      return;
    case 'EXPOSE':
      if (!/^\d+$/.test(rest)) throw new UnknownInstruction(line);
      stage.ports.push(Number(rest));
      return;
    case 'HEALTHCHECK':
      stage.healthCheck = words(rest.replace(/^(?:--[\w-]+=\w+ )*CMD /, ''), line);
      return;
    case 'CMD':
      stage.command = words(rest, line);
      return;
    default:
      throw new UnknownInstruction(line);
  }
}

function copied(rest: string, cwd: string, line: string): Step {
  const parts = rest.split(/\s+/);
  const from = /^--from=([\w-]+)$/.exec(parts[0] ?? '')?.[1];
  if (from !== undefined) parts.shift();
  const target = parts.pop();
  if (target === undefined || parts.length === 0 || rest.replace(/^--from=/, '').match(/--|[*?$["]/))
    throw new UnknownInstruction(line);
  const isFolder = target.endsWith('/') || parts.length > 1;
  const at = target.startsWith('/') ? target : `${cwd}/${target.replace(/^\.\//, '')}`;
  return {
    do: 'copy',
    ...(from !== undefined && { from }),
    sources: parts,
    target: isFolder && !at.endsWith('/') ? `${at}/` : at,
  };
}

/** `NAME=value` or `NAME="a value"`, one or more. */
function pairs(rest: string, line: string): Record<string, string> {
  const found = [...rest.matchAll(/([\w.-]+)=(?:"([^"$\\]*)"|([^\s"$\\]+))\s*/g)];
  if (found.length === 0 || found.map(([whole]) => whole).join('') !== rest)
    throw new UnknownInstruction(line);
  return Object.fromEntries(found.map(([, name = '', quoted, bare = '']) => [name, quoted ?? bare]));
}

/** The form of a command that no shell takes apart: signals reach the program itself. */
function words(rest: string, line: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(rest);
    if (Array.isArray(parsed) && parsed.every((word) => typeof word === 'string')) return parsed;
  } catch {
    // Below.
  }
  throw new UnknownInstruction(line);
}
