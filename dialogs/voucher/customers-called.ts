import { saidNames } from '../../domain/said-names.ts';
import { wordsOf } from '../../domain/folded.ts';
import { customerDocId } from '../../domain/store/ids.ts';
import { customerKey } from '../../domain/voucher/customer.ts';
import { customersAtAll, customersLike } from '../sentence/customers.ts';
import type { Turn } from '../turn.ts';

/** Customers that are looked for by the beginning of a name, and near names that are told. */
const LOOKED_AT = 6;
const NEAR = 3;

interface Called {
  /** Of customers with this name, or with one that begins so. */
  readonly keys: readonly string[];
  /** Names that may be meant; they are anybody's. */
  readonly near: readonly string[];
  /** There are others. */
  readonly isMore: boolean;
}

/** Which customers a typed name means: of several that begin so the one that is called so alone, as are its divisions. */
export async function customersCalled(turn: Turn, name: string): Promise<Called> {
  const searchName = customerKey(name);
  const { docs, continuation } =
    searchName === ''
      ? { docs: [], continuation: undefined }
      : await turn.desk.find(turn.unit, {
          kind: 'customer',
          prefix: { path: 'searchName', value: searchName },
          limit: LOOKED_AT,
        });
  const same = docs.filter((doc) => doc.searchName === searchName);
  const meant = same.length > 0 ? same : docs;
  const keys = meant.map(({ id }) => customerDocId.keyOf(id));
  if (keys.length > 0)
    return {
      keys,
      near: meant.slice(0, NEAR).map((doc) => doc.name),
      isMore: same.length === 0 && continuation !== undefined,
    };
  return mistyped(turn, name);
}

/** A name that is written a little otherwise means its customer when it is the only one that is so near. */
async function mistyped(turn: Turn, name: string): Promise<Called> {
  const words = wordsOf(name);
  const like = await customersLike(turn, words);
  const known = like.length > 0 ? like : await customersAtAll(turn);
  const said = saidNames(words, known, { anyWord: true });
  const names = new Map(known.map(([called, key]) => [key, called]));
  const [first, second] = said;
  if (first !== undefined && second === undefined) return { keys: [first.thing], near: [], isMore: false };
  return {
    keys: [],
    near: said.slice(0, NEAR).map(({ thing }) => names.get(thing) ?? thing),
    isMore: false,
  };
}
