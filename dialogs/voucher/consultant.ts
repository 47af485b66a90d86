import type { Standing } from '../../domain/desk/standing.ts';
import { suggestedConsultant } from '../../domain/people/same-person.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';

/** The inputs that say who leads the engagement: who is typed goes before who is chosen. */
interface ConsultantInputs {
  readonly consultantId?: string | undefined;
  readonly consultantName?: string | undefined;
}

/** Who leads the engagement, of the company's consultants, or nobody; refuses whom it does not have. */
export function consultantOf(
  standing: Standing,
  { consultantId, consultantName }: ConsultantInputs,
): { readonly consultantId?: string } | Refusal {
  const unknown = (field: keyof ConsultantInputs): Refusal =>
    refuse({ why: 'input', field, problem: 'unknown' });
  if (consultantName !== undefined) {
    const named = suggestedConsultant(consultantName, standing);
    return named === undefined ? unknown('consultantName') : { consultantId: named };
  }
  if (consultantId === undefined) return {};
  return standing.company.consultants.some(({ id }) => id === consultantId)
    ? { consultantId }
    : unknown('consultantId');
}
