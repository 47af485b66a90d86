import type { Steps } from './steps.ts';

/** What texts are compared by: each feature has a number, from 0 on in the order in which they were met. */
export interface Features {
  /** How many there are. */
  readonly count: number;
  /** Makes room for those of a normalised text, in steps. */
  makingRoom: (key: string) => Steps<undefined>;
  /** The features of a normalised text; those that are new get their numbers. */
  learn: (key: string) => Int32Array;
  /** Of a normalised text the features that are known, and how many it has. */
  find: (key: string) => { readonly known: Int32Array; readonly all: number };
}
