/**
 * Whether a build brought with it what is made of lists of the code alone, and what that is, by its name. The sources bring
 * nothing: there it is made. `manifest/bundle.ts` puts its own answers in the place of this file.
 */
export const IS_KEPT: boolean = false;

export function keptOf(_name: string): unknown {
  return undefined;
}
