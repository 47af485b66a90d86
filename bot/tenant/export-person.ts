import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formerId } from '../../domain/people/former.ts';
import { personId } from '../../domain/store/ids.ts';
import { KINDS, type AnyDocument, type Kind, type PersonDocument } from '../../domain/store/documents.ts';
import { allOf } from '../../domain/store/pages.ts';
import type { Store } from '../../domain/store/ports.ts';
import { keptForWords, RETENTION } from '../../domain/store/retention.ts';
import { commentText } from '../../domain/voucher/colleagues.ts';
import pkg from '../../package.json' with { type: 'json' };
import { keptAnswer } from '../turn/kept-answer.ts';
import { packing } from '../turn/packing.ts';
import { standingOf } from './allowance.ts';
import { Declined, personOf, runCommand, WrongArguments } from './command.ts';
import { nobody, Traces, type Trace } from './traces.ts';

const FORMAT = 'planning-services-person';
const ANY_GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const ANY_ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const NOT_THEIRS = '(left out: it does not name the person)';

/** What each relation means, for whoever reads the file. */
const RELATIONS: Readonly<Record<Trace, string>> = {
  self: 'the record of the person; it goes when they are forgotten',
  own: 'made by or for the person; it goes when they are forgotten',
  named: 'names the person; when they are forgotten a pseudonym takes their place',
  mentioned: 'has the name or an address of the person in a text; somebody has to look at it',
};

/** Between the bot and one person: of somebody else's it is told that it is there, not what it says. */
const PRIVATE: ReadonlySet<Kind> = new Set([
  'person',
  'outbox',
  'dialog',
  'processed',
  'notice',
  'shown',
  'quarantine',
  'sheet',
  'sheetTable',
  'file',
  'bulk',
]);

interface Entry {
  readonly kind: Kind;
  readonly id: string;
  readonly relation: Trace;
  /** As it is kept, with what is compressed opened; absent where it is private to another person. */
  readonly document?: unknown;
}

/** All that a tenant has of a person. */
interface PersonExport {
  readonly format: typeof FORMAT;
  /** Of the bot that wrote it. */
  readonly version: string;
  readonly tenantId: string;
  readonly person: string;
  readonly at: string;
  readonly relations: typeof RELATIONS;
  /** What each kind of the documents below is, and how long it is kept. */
  readonly kinds: Readonly<Partial<Record<Kind, { readonly what: string; readonly kept: string }>>>;
  readonly documents: readonly Entry[];
}

/**
 * Everything of a tenant in which a person stands, as `forget-user` finds it. Other people are in it as `other-1`,
 * `other-2`, without names and addresses; texts of a shared record that do not name the person are left out, and so is
 * what passes between the bot and somebody else. Only reads. Throws {@link Declined} when there is nothing; StoreFailure.
 */
export async function exportPerson(
  store: Store,
  { tenantId, objectId, at }: { tenantId: string; objectId: string; at: Date },
): Promise<PersonExport> {
  let person: PersonDocument = nobody(tenantId, objectId);
  const others: PersonDocument[] = [];
  for await (const { doc } of allOf(store, tenantId, { kind: 'person' })) {
    if (doc.id.toLowerCase() === personId(objectId)) person = doc;
    else others.push(doc);
  }
  const traces = new Traces(objectId, { ...person, former: formerId('00000000') });
  await traces.learnFrom(store, tenantId);
  const mask = maskOf(person, others, { tenantId, objectId });
  const documents: Entry[] = [];
  for (const kind of KINDS) {
    for await (const { doc } of allOf(store, tenantId, { kind })) {
      const relation = traces.traceOf(doc);
      if (relation === undefined) continue;
      const isTheirs = relation === 'self' || relation === 'own';
      const said = isTheirs ? doc : PRIVATE.has(kind) ? undefined : withTheirTexts(doc, traces, objectId);
      documents.push({
        kind,
        id: mask(doc.id),
        relation,
        ...(said === undefined ? {} : { document: masked(readable(said), mask) }),
      });
    }
  }
  const standing = await standingOf(store, tenantId);
  if (standing?.status === 'allowed' && standing.adminObjectId.toLowerCase() === objectId)
    documents.push({ kind: 'allowedTenant', id: tenantId, relation: 'named', document: standing });
  if (documents.length === 0) throw new Declined(`Nothing of ${objectId} is in the tenant ${tenantId}.`);
  const kinds = new Set(documents.map(({ kind }) => kind));
  return {
    format: FORMAT,
    version: pkg.version,
    tenantId,
    person: objectId,
    at: at.toISOString(),
    relations: RELATIONS,
    kinds: Object.fromEntries(
      [...kinds].map((kind) => [kind, { what: RETENTION[kind].what, kept: keptForWords(kind) }]),
    ),
    documents,
  };
}

/** Of a record that is others' too: its texts that have the person in them, and the person's own comments. */
function withTheirTexts(doc: AnyDocument, traces: Traces, objectId: string): AnyDocument {
  if (!('texts' in doc)) return doc;
  const { comments = [], asks = [] } = doc.kind === 'voucher' ? doc.state : {};
  const said = new Set(
    [...comments, ...asks]
      .filter(({ by }) => by.toLowerCase() === objectId)
      .map(({ key }) => commentText(key)),
  );
  const texts = Object.entries(doc.texts).map(([key, text]) => [
    key,
    said.has(key) || traces.tells(text) ? text : NOT_THEIRS,
  ]);
  return { ...doc, texts: Object.fromEntries(texts) };
}

/** Opens what is kept compressed or as a text within a text. */
function readable(doc: AnyDocument): object {
  if (doc.kind === 'processed') {
    const { packed: _packed, card: _card, ...rest } = doc;
    const answer = keptAnswer(doc);
    return answer === undefined ? rest : { ...rest, answer: parsed(answer) };
  }
  if (doc.kind === 'sheetTable') {
    const { packed, compared: _compared, ...rest } = doc;
    return { ...rest, rows: parsed(packing.unpack(packed)) };
  }
  return Object.fromEntries(
    Object.entries(doc).map(([name, value]) => [
      name,
      (name === 'reference' || name === 'card') && typeof value === 'string'
        ? parsed(value)
        : (value as unknown),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Every text of a value through `mask`, names of properties too. */
function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [mask(key), masked(one, mask)]));
}

/** Takes other people out of a text: their ids and names become `other-1`, `other-2`, …; addresses go. */
function maskOf(
  person: PersonDocument,
  others: readonly PersonDocument[],
  { tenantId, objectId }: { tenantId: string; objectId: string },
): (text: string) => string {
  const known = new Map<string, string>();
  const aliasOf = (id: string): string => {
    const alias = known.get(id) ?? `other-${known.size + 1}`;
    known.set(id, alias);
    return alias;
  };
  const own = new Set((person.addresses ?? []).map((one) => one.toLowerCase()));
  const names = others
    .filter(({ name }) => name.trim().length > 1 && name.trim() !== person.name.trim())
    .map(({ id, name }) => [name.trim(), personId.keyOf(id).toLowerCase()] as const)
    .sort(([a], [b]) => b.length - a.length);
  return (text) => {
    let next = text;
    for (const [name, id] of names) if (next.includes(name)) next = next.replaceAll(name, aliasOf(id));
    return next
      .replaceAll(ANY_ADDRESS, (one) => (own.has(one.toLowerCase()) ? one : '(an address)'))
      .replaceAll(ANY_GUID, (one) => {
        const id = one.toLowerCase();
        return id === objectId || id === tenantId ? one : aliasOf(id);
      });
  };
}

function read(args: readonly string[]): { tenantId: string; objectId: string; out: string } {
  let parsedArgs: { values: { out?: string }; positionals: string[] };
  try {
    parsedArgs = parseArgs({ args: [...args], options: { out: { type: 'string' } }, allowPositionals: true });
  } catch (error) {
    throw new WrongArguments((error as Error).message);
  }
  const { values, positionals } = parsedArgs;
  const person = personOf(positionals);
  if (values.out === undefined || values.out === '') throw new WrongArguments('--out names no file');
  return { ...person, out: values.out };
}

if (import.meta.main)
  process.exitCode = await runCommand(
    'npm run export-person -- <tenantId> <aadObjectId> --out <file>',
    read,
    async ({ out, ...of }, { store, where }) => {
      const exported = await exportPerson(store, { ...of, at: new Date() });
      // Never over a file that is there: it may be somebody else's, with other rights.
      await writeFile(out, `${JSON.stringify(exported, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 });
      process.stdout.write(
        `Exported ${exported.documents.length} documents with ${of.objectId} in them from ${where} to ${out}.\n` +
          'Look through it before it is handed over: names that the bot does not know as people’s stand as they are.\n',
      );
    },
  );
