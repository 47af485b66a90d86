import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { type AnyDocument, KINDS, type Kind, parseDocument, SCHEMA } from '../../domain/store/documents.ts';
import { LaterSchema } from '../../domain/store/schema.ts';

/**
 * A tenant as a file of JSON lines: a header, one document a line, a footer with the counts and the SHA-256 of
 * every byte before it. Without its footer a file was cut off.
 */
const FORMAT = 'planning-services-tenant';
/** Of the header, the footer and how lines stand between them; the documents have their own schema. */
const EDITION = 1;
/** Bytes of one line; the store takes no larger document. */
export const MAX_LINE_BYTES = 2 * 1024 * 1024;
/** Problems that are told one by one; a file that is wrong throughout has as many as lines. */
const MAX_TOLD = 20;

const count = z.number().int().min(0);
const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  edition: z.number().int().positive(),
  /** Of the bot that wrote it. */
  version: z.string().max(40),
  tenantId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a GUID'),
  schema: z.number().int().positive(),
  at: z.iso.datetime(),
});
type Header = z.infer<typeof headerSchema>;

const footerSchema = z.strictObject({
  end: z.literal(FORMAT),
  documents: count,
  counts: z.partialRecord(z.enum(KINDS), count),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
});

export type Counts = Readonly<Record<Kind, number>>;

/** How many of each kind there are, none so far. */
export function noCounts(): Record<Kind, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
}

/** The lines of a tenant's file, one after the other; at its end it gives the counts. */
export async function* linesOf(
  of: { readonly version: string; readonly tenantId: string; readonly at: Date },
  documents: AsyncIterable<AnyDocument>,
): AsyncGenerator<string, Counts, undefined> {
  const hash = createHash('sha256');
  const counts = noCounts();
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const header: Header = {
    format: FORMAT,
    edition: EDITION,
    version: of.version,
    tenantId: of.tenantId,
    schema: SCHEMA,
    at: of.at.toISOString(),
  };
  yield line(header);
  for await (const doc of documents) {
    counts[doc.kind] += 1;
    yield line(doc);
  }
  const sha256 = hash.copy().digest('hex');
  yield line({ end: FORMAT, documents: total(counts), counts, sha256 });
  return counts;
}

/** All kinds together. */
export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

/** A file that was read whole and found in order. */
export interface Checked {
  readonly header: Header;
  readonly counts: Counts;
  /** What every document says, by its id: see {@link contentOf}. */
  readonly contents: ReadonlyMap<string, string>;
}

/** The file is not one to import; nothing was written. The message names every line at fault, from 1. */
class BadFile extends Error {
  constructor(problems: readonly string[]) {
    const told = problems.slice(0, MAX_TOLD);
    const rest = problems.length - told.length;
    super(
      `The file cannot be imported, nothing was written:\n${told.map((one) => `  ${one}`).join('\n')}` +
        (rest > 0 ? `\n  and ${rest} more` : ''),
    );
    this.name = 'BadFile';
  }
}

/** Reads the whole file, keeping of its documents only what they are told by. Throws {@link BadFile}. */
export async function checkTenantFile(file: FileHandle): Promise<Checked> {
  const problems: string[] = [];
  const hash = createHash('sha256');
  const counts = noCounts();
  const contents = new Map<string, string>();
  let header: Header | undefined;
  let footer: z.infer<typeof footerSchema> | undefined;
  for await (const { number, bytes } of rawLines(file)) {
    const wrong = (problem: string): unknown => problems.push(`line ${number}: ${problem}`);
    if (footer !== undefined) {
      wrong('stands after the footer');
      break;
    }
    if (bytes === undefined) {
      wrong(`is longer than ${MAX_LINE_BYTES} bytes, and a document is not`);
      continue;
    }
    const value = valueOf(bytes);
    if (number === 1) {
      header = headerOf(value, wrong);
      if (header === undefined) break;
    } else if (isRecord(value) && 'end' in value) {
      const parsed = footerSchema.safeParse(value);
      if (!parsed.success) {
        wrong(`is no footer of this format: ${issues(parsed.error)}`);
        throw new BadFile(problems);
      }
      footer = parsed.data;
      continue;
    } else if (value === undefined) {
      wrong('is not JSON in UTF-8');
    } else {
      const doc = documentOf(value, wrong);
      if (doc !== undefined) {
        if (doc.tenantId !== header?.tenantId) wrong(`the document is of another tenant, ${doc.tenantId}`);
        if (contents.has(doc.id)) wrong(`the id "${doc.id}" was on an earlier line`);
        contents.set(doc.id, contentOf(doc));
        counts[doc.kind] += 1;
      }
    }
    hash.update(bytes);
    hash.update('\n');
  }
  if (header === undefined && problems.length === 0) problems.push('it is empty');
  if (header !== undefined && footer === undefined)
    problems.push('it has no footer: it was cut off, take a whole copy');
  if (footer !== undefined && problems.length === 0) {
    for (const kind of KINDS) {
      const said = footer.counts[kind] ?? 0;
      if (said !== counts[kind])
        problems.push(`the footer counts ${said} of kind ${kind}, there are ${counts[kind]}`);
    }
    if (footer.documents !== contents.size)
      problems.push(`the footer counts ${footer.documents} documents, there are ${contents.size}`);
    if (footer.sha256 !== hash.digest('hex'))
      problems.push('the SHA-256 in the footer is of other lines: the file was changed after the export');
  }
  if (problems.length > 0 || header === undefined) throw new BadFile(problems);
  return { header, counts, contents };
}

/** The documents of a checked file. Throws {@link BadFile} when it is no longer the one that was checked. */
export async function* documentsIn(
  file: FileHandle,
  { contents }: Checked,
): AsyncGenerator<AnyDocument, void, undefined> {
  const last = contents.size + 1;
  for await (const { number, bytes } of rawLines(file)) {
    if (number === 1) continue;
    if (number > last) return;
    let problem = 'changed while it was read';
    const doc = documentOf(bytes && valueOf(bytes), (found) => (problem = found));
    if (doc === undefined || contents.get(doc.id) !== contentOf(doc))
      throw new BadFile([`line ${number}: ${problem}`]);
    yield doc;
  }
}

/** A digest of what a document says, the same whatever the order of its fields. */
export function contentOf(doc: AnyDocument): string {
  const text = JSON.stringify(doc, (_key, value: unknown) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : value,
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function headerOf(value: unknown, wrong: (problem: string) => unknown): Header | undefined {
  const parsed = headerSchema.safeParse(value);
  // The edition first: a later one may have another header.
  if (isRecord(value) && value['format'] === FORMAT && Number(value['edition']) > EDITION)
    wrong(
      `the file is of edition ${Number(value['edition'])}, this version of the bot reads ${EDITION}: ` +
        'import it with the version that wrote it',
    );
  else if (!parsed.success) wrong(`is no header of a tenant's file: ${issues(parsed.error)}`);
  else if (parsed.data.schema > SCHEMA) wrong(new LaterSchema(parsed.data.schema, SCHEMA).message);
  else return parsed.data;
  return undefined;
}

function documentOf(value: unknown, wrong: (problem: string) => unknown): AnyDocument | undefined {
  try {
    return parseDocument(value);
  } catch (error) {
    const problem =
      error instanceof z.ZodError
        ? issues(error)
        : error instanceof LaterSchema
          ? error.message
          : 'it cannot be upgraded';
    wrong(`is no document of ours: ${problem}`);
    return undefined;
  }
}

/** What zod found, without the values: they are people's. */
function issues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

interface RawLine {
  /** From 1. */
  readonly number: number;
  /** Without its end; undefined when it is longer than {@link MAX_LINE_BYTES}. */
  readonly bytes: Buffer | undefined;
}

/** The lines of a file from its beginning, never more than one of them in memory. */
async function* rawLines(file: FileHandle): AsyncGenerator<RawLine, void, undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 1;
  const take = (part: Buffer): void => {
    size += part.length;
    if (size <= MAX_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  const line = (): RawLine => {
    const whole = { number, bytes: size <= MAX_LINE_BYTES ? Buffer.concat(parts) : undefined };
    parts = [];
    size = 0;
    number += 1;
    return whole;
  };
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) {
    const bytes = chunk as Buffer;
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      take(bytes.subarray(from, at));
      yield line();
      from = at + 1;
    }
    take(bytes.subarray(from));
  }
  if (size > 0) yield line();
}
