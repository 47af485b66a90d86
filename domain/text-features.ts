import type { Steps } from './steps.ts';

/** Features as plain data, by the kind of them: of `letter-grams.ts`, or of `word-parts.ts`. */
export type SavedFeatures =
  | {
      readonly of: 'letters';
      readonly longest: number;
      readonly count: number;
      readonly nodes: number;
      readonly from: Int32Array<ArrayBuffer>;
      readonly by: Uint16Array<ArrayBuffer>;
      readonly to: Int32Array<ArrayBuffer>;
      readonly places: Int32Array<ArrayBuffer>;
    }
  /** `parts`: by their numbers, a line each. One long text is read at once, tens of thousands are not. */
  | { readonly of: 'words'; readonly parts: string };

/** What texts are compared by: each feature has a number, from 0 on in the order in which they were met. */
export interface Features {
  /** How many there are. */
  readonly count: number;
  /** Makes room for those of a normalised text, in steps. */
  makingRoom: (key: string) => Steps<undefined>;
  /** The features of a normalised text; those that are new get their numbers. */
  learn: (key: string) => Int32Array;
  /** As plain data. */
  saved: () => SavedFeatures;
  /** Of a normalised text the features that are known, and how many it has. */
  find: (key: string) => { readonly known: Int32Array; readonly all: number };
}
