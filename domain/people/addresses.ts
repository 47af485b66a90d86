/** More is no address; and nobody has more of them in a roster. */
const MAX_LENGTH = 254;
const ADDRESS = /^[^\s@<>(),;:"]{1,64}@[^\s@<>(),;:"]{3,}$/u;
/** A guest's user name is made of their address elsewhere by this tenant; nothing is sent from it. */
const GUEST = /#ext#/i;

/**
 * The addresses that a roster has of a person, in lower case, each once: those that mails of theirs come from. A guest's
 * user name is none.
 */
export function addressesOf(member: {
  readonly email?: string | undefined;
  readonly userPrincipalName?: string | undefined;
}): readonly string[] {
  const given = [member.email, member.userPrincipalName]
    .map((one) => (one ?? '').trim().toLowerCase())
    .filter((one) => one.length <= MAX_LENGTH && ADDRESS.test(one) && !GUEST.test(one));
  return [...new Set(given)];
}
