import type { Company } from '../company/model.ts';

/** Before a consultant's id: where the company's texts have the name. */
const KEY = 'consultant:';

/** Whether two names are written the same, but for case, spaces and how their letters are encoded. */
export function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/**
 * The id of the company's consultant of exactly this name, else of one of that name who was removed: who is added again is
 * the same one, and what was left reserved with them is theirs again.
 */
export function consultantCalled(
  name: string,
  { company, texts }: { readonly company: Company; readonly texts: Readonly<Record<string, string>> },
): string | undefined {
  const isCalled = (id: string): boolean => texts[`${KEY}${id}`] === name;
  return (
    company.consultants.find(({ id }) => isCalled(id))?.id ??
    Object.keys(texts)
      .find((key) => key.startsWith(KEY) && texts[key] === name)
      ?.slice(KEY.length)
  );
}

/** The company's one consultant of this name; undefined when there is none, or more than one. */
export function suggestedConsultant(
  name: string,
  { company, texts }: { readonly company: Company; readonly texts: Readonly<Record<string, string>> },
): string | undefined {
  const same = company.consultants.filter(({ id }) => sameName(texts[`consultant:${id}`] ?? '', name));
  return same.length === 1 && plain(name) !== '' ? same[0]?.id : undefined;
}
