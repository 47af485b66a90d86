/** A document as it came from the store, before anybody looked into it. */
type Raw = Readonly<Record<string, unknown>>;

/**
 * Makes a document of one schema into one of the next; pure. It knows only what it changes, gives back
 * everything else as it was, and leaves `schema` to the reader.
 */
export type Upgrade = (doc: Raw) => Raw;

/** A document that a later version of the bot wrote; it was left as it is. */
export class LaterSchema extends Error {
  constructor(schema: number, known: number) {
    super(
      `it is of schema ${schema}, and this version of the bot reads up to schema ${known}: ` +
        'start the version that wrote it',
    );
    this.name = 'LaterSchema';
  }
}

/**
 * A reader of documents of `schema`: one of an earlier schema takes every step from there on, `upgrades[0]`
 * being the one from 1 to 2; one of this schema goes straight to `parse`. The reader throws {@link LaterSchema},
 * and whatever `parse` throws.
 */
export function readerOf<D>(
  schema: number,
  upgrades: readonly Upgrade[],
  parse: (raw: unknown) => D,
): (raw: unknown) => D {
  if (upgrades.length !== schema - 1)
    throw new RangeError(`schema ${schema} needs ${schema - 1} upgrades, there are ${upgrades.length}`);
  return (raw) => {
    const own = schemaOf(raw);
    if (own === undefined || own === schema) return parse(raw);
    if (own > schema) throw new LaterSchema(own, schema);
    let doc = raw as Raw;
    for (let from = own; from < schema; from += 1) {
      const upgrade = upgrades[from - 1];
      if (upgrade !== undefined) doc = { ...upgrade(doc), schema: from + 1 };
    }
    return parse(doc);
  };
}

/** Undefined for what is no schema's number at all: `parse` names that. */
function schemaOf(raw: unknown): number | undefined {
  if (typeof raw !== 'object' || raw === null || !('schema' in raw)) return undefined;
  const { schema } = raw;
  return typeof schema === 'number' && Number.isInteger(schema) && schema > 0 ? schema : undefined;
}
