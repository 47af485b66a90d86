import { BoundedMap } from '../bounded-map.ts';
import type { VoucherDocument } from '../store/documents.ts';

/** Tenants of which lists are kept, and lists of each. */
const TENANTS = 200;
const LISTS = 100;
/**
 * How long a list is kept, in milliseconds. It has what this process wrote since; what another replica wrote in so long may
 * be missing. Only what is warned of and proposed goes by it: whoever reserves one voucher after another, and whoever
 * fills in the form that was opened, costs no query.
 */
const KEPT_MS = 60_000;

/** A list of vouchers, and how it is asked for. */
export interface VoucherList<T> {
  /** Names it among the lists of its tenant. */
  readonly key: string;
  /** What it has of a voucher; undefined = the voucher is not on it. */
  readonly of: (doc: VoucherDocument) => T | undefined;
  /** In which order its vouchers come, and how many are looked at; absent = all that `ask` found, and in no order. */
  readonly first?: { readonly most: number; readonly compare: (a: T, b: T) => number };
  /** Whether so many are as good as all of them: then it has no more; absent = all are wanted. */
  readonly areEnough?: (parts: readonly T[]) => boolean;
  /** Asks the store. `isWhole`: there are no others. Throws StoreFailure. */
  readonly ask: () => Promise<{ readonly docs: readonly VoucherDocument[]; readonly isWhole: boolean }>;
}

/** What is on a list. */
export interface Listed<T> {
  readonly parts: readonly T[];
  /** There are no others. */
  readonly isWhole: boolean;
}

interface Kept {
  /** When it was asked for: milliseconds, UTC. */
  readonly at: number;
  readonly listed: Listed<unknown>;
  /** The same with a voucher as it is now; undefined when only the store knows what takes its place. */
  readonly with: (doc: VoucherDocument) => Kept | undefined;
}

interface Asked {
  readonly answer: Promise<Listed<unknown>>;
  /** What was written since it was asked: the answer may have it, or not. */
  readonly written: VoucherDocument[];
  isDoubtful: boolean;
}

interface OfTenant {
  readonly lists: BoundedMap<string, Kept>;
  readonly asked: Map<string, Asked>;
}

/** Lists of vouchers as the store gave them, with what this process has written since. */
export class KeptLists {
  readonly #tenants = new BoundedMap<string, OfTenant>(TENANTS);

  /** A list, kept or asked for; who asks meanwhile gets the same answer. `fresh`: the store is asked. Throws StoreFailure. */
  async find<T>(tenantId: string, list: VoucherList<T>, now: number, fresh: boolean): Promise<Listed<T>> {
    const { lists, asked } = this.#of(tenantId);
    const kept = lists.use(list.key);
    const age = kept === undefined ? KEPT_MS : now - kept.at;
    // A clock that was set back gives a negative age: then it is asked again.
    if (!fresh && kept !== undefined && age >= 0 && age < KEPT_MS) return kept.listed as Listed<T>;
    const asking = fresh ? undefined : asked.get(list.key);
    if (asking !== undefined) return (await asking.answer) as Listed<T>;
    const written: VoucherDocument[] = [];
    const answer = list.ask().then(({ docs, isWhole }) => {
      const parts = docs.flatMap((doc): [string, T][] => {
        const part = list.of(doc);
        return part === undefined ? [] : [[doc.id, part]];
      });
      let found: Kept | undefined = keeping(list, now, new Map(parts), isWhole);
      for (const doc of written) found = found?.with(doc);
      if (found !== undefined && !own.isDoubtful) lists.set(list.key, found);
      return (found?.listed ?? { parts: parts.map(([, part]) => part), isWhole }) as Listed<T>;
    });
    const own: Asked = { answer, written, isDoubtful: false };
    asked.set(list.key, own);
    try {
      return await answer;
    } finally {
      if (asked.get(list.key) === own) asked.delete(list.key);
    }
  }

  /** A voucher that was committed. */
  written(tenantId: string, doc: VoucherDocument): void {
    const of = this.#tenants.get(tenantId);
    if (of === undefined) return;
    for (const { written } of of.asked.values()) written.push(doc);
    const changed: [string, Kept | undefined][] = [];
    for (const [key, kept] of of.lists) {
      const now = kept.with(doc);
      if (now !== kept) changed.push([key, now]);
    }
    for (const [key, now] of changed) {
      if (now === undefined) of.lists.delete(key);
      else of.lists.set(key, now);
    }
  }

  /** It is not known what was written: nothing that is kept may be gone by. */
  doubt(tenantId: string): void {
    const of = this.#tenants.get(tenantId);
    if (of === undefined) return;
    of.lists.clear();
    for (const asked of of.asked.values()) asked.isDoubtful = true;
  }

  #of(tenantId: string): OfTenant {
    const known = this.#tenants.use(tenantId);
    if (known !== undefined) return known;
    const made: OfTenant = { lists: new BoundedMap(LISTS), asked: new Map() };
    this.#tenants.set(tenantId, made);
    return made;
  }
}

function keeping<T>(list: VoucherList<T>, at: number, parts: ReadonlyMap<string, T>, isAll: boolean): Kept {
  const { first, of, areEnough } = list;
  // Of what is enough no more are kept: from then on it is as if there were others.
  const isWhole = isAll && areEnough?.([...parts.values()]) !== true;
  const self: Kept = {
    at,
    listed: { parts: [...parts.values()], isWhole },
    with(doc) {
      const part = of(doc);
      const had = parts.has(doc.id);
      if (part === undefined && !had) return self;
      // One that leaves a list of the first ones makes room for one that only the store knows.
      if (part === undefined && !isWhole) return undefined;
      // Of what was enough there may be more: that it has another changes nothing.
      if (!had && !isWhole && first === undefined) return self;
      const others = [...parts].filter(([id]) => id !== doc.id);
      if (part === undefined) return keeping(list, at, new Map(others), isWhole);
      const all: [string, T][] = [...others, [doc.id, part]];
      if (first === undefined) return keeping(list, at, new Map(all), isWhole);
      const sorted = all.toSorted(([, a], [, b]) => first.compare(a, b));
      const room = sorted.slice(0, first.most);
      // One that moves behind the last of the first ones: who comes before it is not known.
      if (!isWhole && had && room.at(-1)?.[0] === doc.id) return undefined;
      return keeping(list, at, new Map(room), isWhole && room.length === sorted.length);
    },
  };
  return self;
}
