import { checklist } from './checklist.ts';
import { bound, folded, type Element } from './elements.ts';
import type { Say } from './say.ts';

/** What became of each of many: what failed first, `shown` of them in sight, the others behind a button. */
export function resultLines(
  t: Say,
  {
    done,
    failed,
    shown,
  }: { readonly done: readonly string[]; readonly failed: readonly string[]; readonly shown: number },
): readonly Element[] {
  const all = [
    ...failed.map((text) => ({ is: 'not', text }) as const),
    ...done.map((text) => ({ is: 'done', text }) as const),
  ];
  const first = checklist(all.slice(0, shown));
  const rest = all.slice(shown).map(({ text }) => bound(text, { spacing: 'Small' }));
  return rest.length === 0 ? first : [...first, ...folded('results', t('do.theRest'), rest)];
}
