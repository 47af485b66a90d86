/**
 * The key of a customer: the same name written in another case, spacing or punctuation is the same
 * customer; another division or legal entity is another one (G6).
 */
export function customerKey(name: string, division?: string): string {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '');
  const own = division === undefined ? '' : plain(division);
  return own === '' ? plain(name) : `${plain(name)}/${own}`;
}
