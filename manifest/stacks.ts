/**
 * A stack names the file and line of the sources, as with Node's `setSourceMapsSupport`. That reads every map, and measures
 * every line, when the programs are loaded: a tenth of a start, and the maps stay in memory. Here a map is read when a stack
 * is asked for that has its file.
 */
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

const maps = new Map<string, SourceMap | undefined>();

/** The map of a script; undefined for what has none, such as Node's own. */
function mapOf(script: string): SourceMap | undefined {
  if (!maps.has(script)) maps.set(script, read(script));
  return maps.get(script);
}

function read(script: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${script}.map`), 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

/** A frame as V8 shows it, which the types do not know. */
interface Shown extends NodeJS.CallSite {
  toString(): string;
}

function placed(frame: Shown): string {
  const shown = frame.toString();
  const script = frame.getFileName();
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  if (script?.startsWith('file:') !== true || line === null || column === null) return shown;
  const origin = mapOf(script)?.findOrigin(line, column);
  if (origin === undefined || !('fileName' in origin)) return shown;
  const { fileName, lineNumber, columnNumber } = origin;
  const url = new URL(fileName, script);
  const source = url.protocol === 'file:' ? fileURLToPath(url) : url.href;
  return shown.replace(`${script}:${line}:${column}`, () => `${source}:${lineNumber}:${columnNumber}`);
}

/** As V8 has it; what is no text in an error may not become another error. */
function saidBy(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

Error.prepareStackTrace = (error, frames) =>
  [saidBy(error), ...frames.map((frame) => `    at ${placed(frame)}`)].join('\n');
