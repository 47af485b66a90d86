/** Texts of 10 KB that nobody types by hand, by what they consist of. */
export const HOSTILE: Readonly<Record<string, string>> = {
  words: 'reserve contoso '.repeat(700),
  'one long word': 'reserve '.concat('a'.repeat(10_000)),
  numbers: '7F3K-'.repeat(2_000),
  days: 'from 30 nov to '.repeat(700),
  dashes: '- '.repeat(5_000),
};
