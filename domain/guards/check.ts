import { GUARD_IDS, type GuardAnswer, type GuardStep } from './answers.ts';
import type { GuardContext, GuardSubject } from './subject.ts';
import { GUARDS } from './table.ts';

/** The answers of every guard that stands before `step` in this edition, in the order of their numbers. */
export function checkGuards(
  step: GuardStep,
  subject: GuardSubject,
  context: GuardContext,
): readonly GuardAnswer[] {
  return GUARD_IDS.flatMap((guard) => {
    const row = GUARDS[guard];
    const severity = row.steps[step];
    if (severity === undefined) return [];
    if (row.editions !== undefined && !row.editions.includes(context.edition.id)) return [];
    return [
      {
        guard,
        severity: typeof severity === 'function' ? severity(context.edition) : severity,
        ...row.answer(subject, context),
      },
    ];
  });
}
