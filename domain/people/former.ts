/** The pseudonym that replaces the object id of a forgotten person everywhere; it cannot be traced back. */
const FORMER = /^former-([0-9a-f]{8})$/;

/** The pseudonym with these eight hexadecimal digits, which are to be random. */
export function formerId(code: string): string {
  const id = `former-${code}`;
  if (!FORMER.test(id)) throw new RangeError('a pseudonym has eight hexadecimal digits');
  return id;
}

/** The digits that tell one forgotten person from another; undefined for everybody else. */
export function formerCode(personId: string): string | undefined {
  return FORMER.exec(personId)?.[1];
}
