import type { Steps } from './steps.ts';
import type { Features, SavedFeatures } from './text-features.ts';

const SHORTEST = 2;
const HAN = /\p{Script=Han}/u;
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
export class LetterGrams implements Features {
  /** Edges: from this node by this letter to that node, 0 for a free place. */
  #from = new Int32Array(FIRST_ROOM);
  #by = new Uint16Array(FIRST_ROOM);
  #to = new Int32Array(FIRST_ROOM);
  #nodes = 1;
  /** The number of the n-gram that ends in a node; -1 for a letter that is none alone. */
  #places = new Int32Array(FIRST_ROOM / 2).fill(-1);
  readonly #longest: number;
  #count = 0;
  /** For the features of the text that is asked for. */
  #room = new Int32Array(256);

  /** `longest`: letters of the longest n-grams. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Those that were saved. */
  static restored(saved: Extract<SavedFeatures, { readonly of: 'letters' }>): LetterGrams {
    const grams = new LetterGrams(saved.longest);
    grams.#from = saved.from;
    grams.#by = saved.by;
    grams.#to = saved.to;
    grams.#places = saved.places;
    grams.#nodes = saved.nodes;
    grams.#count = saved.count;
    return grams;
  }

  saved(): SavedFeatures {
    return {
      of: 'letters',
      longest: this.#longest,
      count: this.#count,
      nodes: this.#nodes,
      from: this.#from,
      by: this.#by,
      to: this.#to,
      places: this.#places,
    };
  }

  get count(): number {
    return this.#count;
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
    const places = this.#places;
    // Half of the edges' room is used at most.
    this.#places = new Int32Array(places.length * 2).fill(-1);
    this.#places.set(places);
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
    return made;
  }

  /** The n-grams of a normalised text; there is room for those that are new. */
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
          this.#places[node] = this.#count;
          this.#count += 1;
        }
        found.push(this.#places[node] ?? 0);
      }
    }
    return new Int32Array(found);
  }

  /** As many n-grams as the longest has letters for each letter and edge at most. */
  find(key: string): { readonly known: Int32Array; readonly all: number } {
    const most = this.#longest * (key.length + 2);
    if (this.#room.length < most) this.#room = new Int32Array(2 * most);
    const known = this.#room;
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
    return { known: known.subarray(0, count), all };
  }
}

/** A letter of the Han scripts is a word, or half of one. */
function shortestAt(text: string, start: number): number {
  return text.charCodeAt(start) >= FIRST_HAN && HAN.test(text[start] ?? '') ? 1 : SHORTEST;
}
