import type { Company } from '../company/model.ts';

/** Whether two names are written the same, but for case, spaces and how their letters are encoded. */
export function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** The company's one consultant of this name; undefined when there is none, or more than one. */
export function suggestedConsultant(
  name: string,
  { company, texts }: { readonly company: Company; readonly texts: Readonly<Record<string, string>> },
): string | undefined {
  const same = company.consultants.filter(({ id }) => sameName(texts[`consultant:${id}`] ?? '', name));
  return same.length === 1 && plain(name) !== '' ? same[0]?.id : undefined;
}
