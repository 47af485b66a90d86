/** A count that the command line gives as `--name`, above 0. Throws an Error that names it. */
export function wholeNumber(name: string, given: string | undefined, otherwise: number): number {
  const number = given === undefined ? otherwise : Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} takes a whole number above 0, not ${given}`);
}
