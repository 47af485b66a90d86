/**
 * Which kind of label a text is, by its likeness to labels that are known: a multinomial logistic regression over the
 * character n-grams of the normalised text. A wording that nobody listed is read, in any language of the lists, and a
 * label of something else is told from those of a voucher. Trained where it is made: its only source are the lists.
 */
const SHORTEST = 2;
const LONGEST = 4;
const HAN = /\p{Script=Han}/u;
/** Passes over the examples; more of them change less than one answer in a hundred. */
const PASSES = 5;
const STEP = 0.5;
/** A difference from the right answer that is not worth a correction. */
const NEGLIGIBLE = 0.01;
/** An example that is so probable is learnt. */
const KNOWN_WELL = 0.95;
/** Steps from one example to the next, prime to any number of examples: neighbours in the lists are alike. */
const STRIDE = 7919;

/** A label with its kind, and where the weights of its n-grams begin. */
interface Example {
  readonly kind: number;
  readonly places: Int32Array;
}

/** How probable each kind is for a text, in the order of the model's kinds; they sum up to 1. */
type Likelihoods = Float64Array;

/** The features of a normalised text: its n-grams with its edges. */
function gramsOf(key: string): string[] {
  const text = `^${key}$`;
  const grams: string[] = [];
  for (let start = 0; start < text.length; start += 1) {
    // A letter of these scripts is a word, or half of one.
    const shortest = HAN.test(text[start] ?? '') ? 1 : SHORTEST;
    for (let size = shortest; size <= LONGEST && start + size <= text.length; size += 1) {
      grams.push(text.slice(start, start + size));
    }
  }
  return grams;
}

/** A model of labels. To ask it costs time linear in the text's length, whatever it holds. */
export class LabelModel<K extends string> {
  readonly kinds: readonly K[];
  /** Where the weights of an n-gram begin. */
  readonly #places = new Map<string, number>();
  readonly #weights: Float32Array;

  /** `examples`: the normalised labels of each kind. */
  constructor(examples: Readonly<Record<K, readonly string[]>>) {
    this.kinds = Object.keys(examples) as K[];
    const count = this.kinds.length;
    const all: Example[] = [];
    for (const [kind, name] of this.kinds.entries()) {
      for (const key of examples[name]) {
        const places = gramsOf(key).map((gram) => {
          const place = this.#places.get(gram) ?? this.#places.size * count;
          this.#places.set(gram, place);
          return place;
        });
        all.push({ kind, places: Int32Array.from(places) });
      }
    }
    this.#weights = new Float32Array(this.#places.size * count);
    this.#train(all);
  }

  /**
   * Stochastic gradient descent with a step of its own for every weight (AdaGrad). What is known well after the first
   * passes is not looked at again.
   */
  #train(all: readonly Example[]): void {
    const weights = this.#weights;
    const squares = new Float32Array(weights.length).fill(1e-6);
    let left = all;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const hard: Example[] = [];
      for (let turn = 0; turn < left.length; turn += 1) {
        const example = left[(turn * STRIDE) % left.length];
        if (example === undefined) return;
        const likely = this.#likely(example.places);
        if ((likely[example.kind] ?? 0) < KNOWN_WELL) hard.push(example);
        const share = 1 / Math.sqrt(example.places.length);
        for (let kind = 0; kind < likely.length; kind += 1) {
          const gradient = ((likely[kind] ?? 0) - (kind === example.kind ? 1 : 0)) * share;
          if (Math.abs(gradient) < NEGLIGIBLE * share) continue;
          const square = gradient * gradient;
          for (const first of example.places) {
            const place = first + kind;
            const sum = (squares[place] ?? 0) + square;
            squares[place] = sum;
            weights[place] = (weights[place] ?? 0) - (STEP * gradient) / Math.sqrt(sum);
          }
        }
      }
      if (pass > 0) left = hard;
    }
  }

  #likely(places: ArrayLike<number>, length = places.length): Likelihoods {
    const weights = this.#weights;
    const likely = new Float64Array(this.kinds.length);
    for (let at = 0; at < places.length; at += 1) {
      const first = places[at] ?? 0;
      for (let kind = 0; kind < likely.length; kind += 1)
        likely[kind] = (likely[kind] ?? 0) + (weights[first + kind] ?? 0);
    }
    const share = 1 / Math.sqrt(length);
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
    const grams = gramsOf(key);
    const known = grams.map((gram) => this.#places.get(gram)).filter((place) => place !== undefined);
    return { likely: this.#likely(known, grams.length), known: known.length / grams.length };
  }
}
