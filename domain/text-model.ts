import { LetterGrams } from './letter-grams.ts';
import type { Steps } from './steps.ts';
import type { Features, SavedFeatures } from './text-features.ts';
import { WordParts } from './word-parts.ts';

/**
 * Which kind of text a short text is, by its likeness to examples: a multinomial logistic regression over the
 * features of the normalised text. A wording that nobody listed is read, in any language of the examples. Trained where it
 * is made: its only source are the examples.
 */
/** What reads labels of a mail: short texts, many of them. */
const LABELS: Training = { features: () => new LetterGrams(4), passes: 2, step: 0.5, negligible: 0.01 };
/** An example that is so probable is learnt. */
const KNOWN_WELL = 0.95;
/** Steps from one example to the next, prime to any number of examples: neighbours in the lists are alike. */
const STRIDE = 7919;

/** How a model is made. */
interface Training {
  /** What a text is compared by. */
  readonly features: () => Features;
  /** Passes over the examples. */
  readonly passes: number;
  /** How far a weight goes in one step at first. */
  readonly step: number;
  /** A difference from the right answer that is not worth a correction. */
  readonly negligible: number;
}

/** A text with its kind, and where the weights of its features begin. */
interface Example {
  readonly kind: number;
  readonly places: Int32Array;
}

/** A model as plain data. */
export interface SavedModel<K extends string> {
  readonly kinds: readonly K[];
  readonly weights: Float32Array;
  readonly features: SavedFeatures;
}

/** How probable each kind is for a text, in the order of the model's kinds; they sum up to 1. */
type Likelihoods = Float64Array;

/** A model of kinds of text. To ask it costs time linear in the text's length, whatever it holds. */
export class TextModel<K extends string> {
  readonly kinds: readonly K[];
  readonly #features: Features;
  /** Those of a feature, one for each kind, stand together. */
  readonly #weights: Float32Array;

  /** Trains a model, an example a step. `examples`: the normalised texts of each kind. */
  static *training<K extends string>(
    examples: Readonly<Record<K, Iterable<string>>>,
    how: Training = LABELS,
  ): Steps<TextModel<K>> {
    const kinds = Object.keys(examples) as K[];
    const features = how.features();
    const all: Example[] = [];
    for (const [kind, name] of kinds.entries()) {
      for (const key of examples[name]) {
        yield* features.makingRoom(key);
        all.push({ kind, places: placesOf(features.learn(key), kinds.length) });
        yield;
      }
    }
    const model = new TextModel(kinds, features, new Float32Array(features.count * kinds.length));
    yield* model.#train(all, how);
    return model;
  }

  /** One that was saved. */
  static *restored<K extends string>({ kinds, weights, features }: SavedModel<K>): Steps<TextModel<K>> {
    const known =
      features.of === 'letters' ? LetterGrams.restored(features) : yield* WordParts.restored(features);
    return new TextModel(kinds, known, weights);
  }

  private constructor(kinds: readonly K[], features: Features, weights: Float32Array) {
    this.kinds = kinds;
    this.#features = features;
    this.#weights = weights;
  }

  saved(): SavedModel<K> {
    return { kinds: this.kinds, weights: this.#weights, features: this.#features.saved() };
  }

  /**
   * Stochastic gradient descent with a step of its own for every weight (AdaGrad). What is known well after the first
   * passes is not looked at again.
   */
  *#train(all: readonly Example[], how: Training): Steps<undefined> {
    const squares = new Float32Array(this.#weights.length).fill(1e-6);
    let left = all;
    for (let pass = 0; pass < how.passes; pass += 1) {
      const hard: Example[] = [];
      for (let turn = 0; turn < left.length; turn += 1) {
        const example = left[(turn * STRIDE) % left.length];
        if (example === undefined) return;
        if (this.#learn(example, squares, how) < KNOWN_WELL) hard.push(example);
        yield;
      }
      if (pass > 0) left = hard;
    }
  }

  /** How probable the example was before. */
  #learn({ kind: right, places }: Example, squares: Float32Array, how: Training): number {
    const weights = this.#weights;
    const likely = this.#likely(places, places.length);
    const share = 1 / Math.sqrt(places.length);
    for (let kind = 0; kind < likely.length; kind += 1) {
      const gradient = ((likely[kind] ?? 0) - (kind === right ? 1 : 0)) * share;
      if (Math.abs(gradient) < how.negligible * share) continue;
      const square = gradient * gradient;
      for (let at = 0; at < places.length; at += 1) {
        const place = (places[at] ?? 0) + kind;
        const sum = (squares[place] ?? 0) + square;
        squares[place] = sum;
        weights[place] = (weights[place] ?? 0) - (how.step * gradient) / Math.sqrt(sum);
      }
    }
    return likely[right] ?? 0;
  }

  /** `all`: how many features the text has, those that nobody knows included. */
  #likely(places: Int32Array, all: number): Likelihoods {
    const weights = this.#weights;
    const likely = new Float64Array(this.kinds.length);
    for (let at = 0; at < places.length; at += 1) {
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
   * How probable each kind is for a normalised text, and which part of its features is in any list: a text of which
   * little is known is no label, whatever its few known parts are like.
   */
  likelihoods(key: string): { readonly likely: Likelihoods; readonly known: number } {
    const { known, all } = this.#features.find(key);
    const likely = this.#likely(placesOf(known, this.kinds.length), all);
    return { likely, known: known.length / all };
  }
}

/** Where the weights of these features begin. */
function placesOf(features: Int32Array, kinds: number): Int32Array {
  return features.map((feature) => feature * kinds);
}
