import type { Steps } from './steps.ts';

/**
 * Which kind of text a short text is, by its likeness to examples: a multinomial logistic regression over the character
 * n-grams of the normalised text. A wording that nobody listed is read, in any language of the examples. Trained where it
 * is made: its only source are the examples.
 */
const SHORTEST = 2;
/** What reads labels of a mail: short texts, many of them. */
const LABELS: Training = { longest: 4, passes: 2, negligible: 0.01 };
const HAN = /\p{Script=Han}/u;
const STEP = 0.5;
/** An example that is so probable is learnt. */
const KNOWN_WELL = 0.95;
/** Steps from one example to the next, prime to any number of examples: neighbours in the lists are alike. */
const STRIDE = 7919;

/** How a model is made. */
interface Training {
  /** Letters of the longest n-grams. */
  readonly longest: number;
  /** Passes over the examples. */
  readonly passes: number;
  /** A difference from the right answer that is not worth a correction. */
  readonly negligible: number;
}

/** A text with its kind, and where the weights of its n-grams begin. */
interface Example {
  readonly kind: number;
  readonly places: Int32Array;
}

/** How probable each kind is for a text, in the order of the model's kinds; they sum up to 1. */
type Likelihoods = Float64Array;

/** Letters of the scripts of {@link HAN} have codes from here on. */
const FIRST_HAN = 0x2e80;
/** Places for edges that move to a larger table in one step. */
const MOVED = 1 << 13;
/** Places for edges at first, a power of two. */
const FIRST_ROOM = 1 << 13;

/**
 * The n-grams that are known, as a tree of letters: each is found from the one that is a letter shorter, and a text's are
 * found without making a string of any. The tree's edges are in a table with open addresses.
 */
class Grams {
  /** Edges: from this node by this letter to that node, 0 for a free place. */
  #from = new Int32Array(FIRST_ROOM);
  #by = new Uint16Array(FIRST_ROOM);
  #to = new Int32Array(FIRST_ROOM);
  #nodes = 1;
  /** Where the weights begin of the n-gram that ends in a node; -1 for a letter that is none alone. */
  readonly #places: number[] = [-1];
  readonly #stride: number;
  readonly #longest: number;
  #weights = 0;

  /** `stride`: so many weights has an n-gram. */
  constructor(stride: number, longest: number) {
    this.#stride = stride;
    this.#longest = longest;
  }

  /** How many weights all have. */
  get weights(): number {
    return this.#weights;
  }

  /** Where the edge is, or would be. */
  #slot(node: number, letter: number): number {
    const last = this.#to.length - 1;
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(letter, 0x85ebca6b)) & last;
    at ^= at >>> 7;
    while (this.#to[at] !== 0 && (this.#from[at] !== node || this.#by[at] !== letter)) at = (at + 1) & last;
    return at;
  }

  /** Makes room for the n-grams of a normalised text, in steps: for all to move at once would take long. */
  *makingRoom(key: string): Steps<undefined> {
    if ((this.#nodes + this.#longest * (key.length + 2)) * 2 <= this.#to.length) return;
    const [from, by, to] = [this.#from, this.#by, this.#to];
    this.#from = new Int32Array(from.length * 2);
    this.#by = new Uint16Array(from.length * 2);
    this.#to = new Int32Array(from.length * 2);
    for (let at = 0; at < to.length; at += 1) {
      if (to[at] !== 0) this.#put(from[at] ?? 0, by[at] ?? 0, to[at] ?? 0);
      if (at % MOVED === 0) yield;
    }
  }

  #put(from: number, by: number, to: number): void {
    const slot = this.#slot(from, by);
    this.#from[slot] = from;
    this.#by[slot] = by;
    this.#to[slot] = to;
  }

  #add(node: number, letter: number): number {
    const found = this.#to[this.#slot(node, letter)] ?? 0;
    if (found !== 0) return found;
    const made = this.#nodes;
    this.#nodes += 1;
    this.#put(node, letter, made);
    this.#places.push(-1);
    return made;
  }

  /** Where the weights of a normalised text's n-grams begin; those that are new get theirs, for which there is room. */
  learn(key: string): Int32Array {
    const text = `^${key}$`;
    const found: number[] = [];
    for (let start = 0; start < text.length; start += 1) {
      const shortest = shortestAt(text, start);
      let node = 0;
      for (let size = 1; size <= this.#longest && start + size <= text.length; size += 1) {
        node = this.#add(node, text.charCodeAt(start + size - 1));
        if (size < shortest) continue;
        if ((this.#places[node] ?? -1) < 0) {
          this.#places[node] = this.#weights;
          this.#weights += this.#stride;
        }
        found.push(this.#places[node] ?? 0);
      }
    }
    return new Int32Array(found);
  }

  /**
   * Writes to `known` where the weights begin of those n-grams of a normalised text that are known, as many as the longest
   * has letters for each letter and edge at most, and tells how many there are, and how many n-grams the text has.
   */
  find(key: string, known: Int32Array): { readonly count: number; readonly all: number } {
    const text = `^${key}$`;
    let count = 0;
    let all = 0;
    for (let start = 0; start < text.length; start += 1) {
      const shortest = shortestAt(text, start);
      const longest = Math.min(this.#longest, text.length - start);
      all += Math.max(0, longest - shortest + 1);
      let node = 0;
      for (let size = 1; size <= longest; size += 1) {
        node = this.#to[this.#slot(node, text.charCodeAt(start + size - 1))] ?? 0;
        if (node === 0) break;
        const place = this.#places[node] ?? -1;
        if (size < shortest || place < 0) continue;
        known[count] = place;
        count += 1;
      }
    }
    return { count, all };
  }
}

/** A letter of the Han scripts is a word, or half of one. */
function shortestAt(text: string, start: number): number {
  return text.charCodeAt(start) >= FIRST_HAN && HAN.test(text[start] ?? '') ? 1 : SHORTEST;
}

/** A model of kinds of text. To ask it costs time linear in the text's length, whatever it holds. */
export class TextModel<K extends string> {
  readonly kinds: readonly K[];
  readonly #grams: Grams;
  /** Those of an n-gram, one for each kind, stand together. */
  readonly #weights: Float32Array;
  /** For the places of the text that is asked for. */
  #room = new Int32Array(256);
  readonly #how: Training;

  /** Trains a model, an example a step. `examples`: the normalised texts of each kind. */
  static *training<K extends string>(
    examples: Readonly<Record<K, Iterable<string>>>,
    how: Training = LABELS,
  ): Steps<TextModel<K>> {
    const kinds = Object.keys(examples) as K[];
    const grams = new Grams(kinds.length, how.longest);
    const all: Example[] = [];
    for (const [kind, name] of kinds.entries()) {
      for (const key of examples[name]) {
        yield* grams.makingRoom(key);
        all.push({ kind, places: grams.learn(key) });
        yield;
      }
    }
    const model = new TextModel(kinds, grams, how);
    yield* model.#train(all);
    return model;
  }

  private constructor(kinds: readonly K[], grams: Grams, how: Training) {
    this.kinds = kinds;
    this.#how = how;
    this.#grams = grams;
    this.#weights = new Float32Array(grams.weights);
  }

  /**
   * Stochastic gradient descent with a step of its own for every weight (AdaGrad). What is known well after the first
   * passes is not looked at again.
   */
  *#train(all: readonly Example[]): Steps<undefined> {
    const squares = new Float32Array(this.#weights.length).fill(1e-6);
    let left = all;
    for (let pass = 0; pass < this.#how.passes; pass += 1) {
      const hard: Example[] = [];
      for (let turn = 0; turn < left.length; turn += 1) {
        const example = left[(turn * STRIDE) % left.length];
        if (example === undefined) return;
        if (this.#learn(example, squares) < KNOWN_WELL) hard.push(example);
        yield;
      }
      if (pass > 0) left = hard;
    }
  }

  /** How probable the example was before. */
  #learn({ kind: right, places }: Example, squares: Float32Array): number {
    const weights = this.#weights;
    const likely = this.#likely(places, places.length, places.length);
    const share = 1 / Math.sqrt(places.length);
    for (let kind = 0; kind < likely.length; kind += 1) {
      const gradient = ((likely[kind] ?? 0) - (kind === right ? 1 : 0)) * share;
      if (Math.abs(gradient) < this.#how.negligible * share) continue;
      const square = gradient * gradient;
      for (let at = 0; at < places.length; at += 1) {
        const place = (places[at] ?? 0) + kind;
        const sum = (squares[place] ?? 0) + square;
        squares[place] = sum;
        weights[place] = (weights[place] ?? 0) - (STEP * gradient) / Math.sqrt(sum);
      }
    }
    return likely[right] ?? 0;
  }

  /** Of the first `count` places; `all` = n-grams of the text, those without a place included. */
  #likely(places: Int32Array, count: number, all: number): Likelihoods {
    const weights = this.#weights;
    const likely = new Float64Array(this.kinds.length);
    for (let at = 0; at < count; at += 1) {
      const first = places[at] ?? 0;
      for (let kind = 0; kind < likely.length; kind += 1)
        likely[kind] = (likely[kind] ?? 0) + (weights[first + kind] ?? 0);
    }
    const share = 1 / Math.sqrt(all);
    let sum = 0;
    for (let kind = 0; kind < likely.length; kind += 1) {
      const power = Math.exp((likely[kind] ?? 0) * share);
      likely[kind] = power;
      sum += power;
    }
    for (let kind = 0; kind < likely.length; kind += 1) likely[kind] = (likely[kind] ?? 0) / sum;
    return likely;
  }

  /**
   * How probable each kind is for a normalised text, and which part of its n-grams is in any list: a text of which
   * little is known is no label, whatever its few known parts are like.
   */
  likelihoods(key: string): { readonly likely: Likelihoods; readonly known: number } {
    const room = this.#how.longest * (key.length + 2);
    if (this.#room.length < room) this.#room = new Int32Array(2 * room);
    const { count, all } = this.#grams.find(key, this.#room);
    return { likely: this.#likely(this.#room, count, all), known: count / all };
  }
}
