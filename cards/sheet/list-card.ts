import { slot, type Element } from '../kit/elements.ts';
import { defineCard } from '../kit/template.ts';

/** Rows that are named: in sight, and in all. */
export const IN_SIGHT = 3;
export const NAMED = 20;

/** A list of vouchers: what it is, and what is said of it. */
export const fillList = defineCard<{ readonly head: readonly Element[]; readonly says: readonly Element[] }>(
  (t) => ({
    title: t('sheet.title'),
    hasHead: true,
    body: [slot('head'), slot('says')],
  }),
);
