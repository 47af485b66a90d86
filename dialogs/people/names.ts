import { speaker } from '../../cards/kit/say.ts';
import type { Names } from '../../cards/voucher/colleagues.ts';
import { formerCode } from '../../domain/people/former.ts';
import type { Turn } from '../turn.ts';

/** The names of people for who acts, by their AAD object ids: read only where there are any. Rejects with StoreFailure. */
export async function namesFor(
  { desk, unit, actor }: Pick<Turn, 'desk' | 'unit' | 'actor'>,
  ids: readonly string[],
): Promise<Names> {
  const t = speaker(actor.language);
  const named = await Promise.all(
    ids.map(async (id): Promise<readonly [string, string]> => {
      if (id === actor.id) return [id, t('person.you')];
      const code = formerCode(id);
      if (code !== undefined) return [id, t('person.former', { code })];
      return [id, (await desk.person(unit, id))?.name ?? t('person.someone')];
    }),
  );
  return new Map(named);
}
