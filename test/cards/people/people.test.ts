import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../../cards/kit/template.ts';
import { NO_CONSULTANT, personCard } from '../../../cards/people/people.ts';
import { say } from '../../../cards/kit/say.ts';
import type { Standing } from '../../../domain/desk/desk.ts';
import { personId, type PersonDocument } from '../../../domain/store/documents.ts';
import { edition } from '../../../domain/programme/editions.ts';
import { suggestedConsultant } from '../../../domain/people/same-person.ts';
import { actorOf, companyOf, d, TENANT } from '../../domain/given.ts';

function standingOf(names: readonly string[]): Standing {
  const ids = names.map((_, nth) => `c${nth}`);
  return {
    company: companyOf({ consultants: ids.map((id) => ({ id, assessments: [] })) }),
    edition: edition('2020'),
    today: d('2020-06-15'),
    texts: Object.fromEntries(ids.map((id, nth) => [`consultant:${id}`, names[nth] ?? ''])),
    version: 1,
  };
}

const person = (name: string): PersonDocument => ({
  id: personId('bo'),
  tenantId: TENANT,
  kind: 'person',
  schema: 1,
  name,
  roles: [],
  language: 'en',
  permission: 'consultant',
});

interface Chooser {
  readonly value: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

function chooser(card: Card): Chooser {
  const body = card['body'] as unknown as readonly (Chooser & { readonly id?: string })[];
  const found = body.find(({ id }) => id === 'consultant');
  if (found === undefined) throw new Error('no choice of consultants');
  return found;
}

describe('who a person is among the consultants', () => {
  test('is suggested by the same name, however it is spaced and written', () => {
    const standing = standingOf(['Anna Nowak', 'Boris  IVANOV']);
    expect(suggestedConsultant(' boris Ivanov ', standing)).toBe('c1');
    const card = personCard(actorOf('admin'), { person: person('Boris Ivanov'), standing });
    expect(chooser(card).value).toBe('c1');
    expect(JSON.stringify(card)).toContain(say('en', 'person.suggested'));
  });

  test('is not guessed among two of one name, nor from an empty one', () => {
    const standing = standingOf(['Boris Ivanov', 'boris ivanov', '']);
    expect(suggestedConsultant('Boris Ivanov', standing)).toBeUndefined();
    expect(suggestedConsultant('', standing)).toBeUndefined();
    const card = personCard(actorOf('admin'), { person: person('Boris Ivanov'), standing });
    expect(chooser(card).value).toBe(NO_CONSULTANT);
  });

  test('is chosen among the likeliest, when there are hundreds, and the card stays small', () => {
    const names = Array.from({ length: 500 }, (_, nth) => `${'漢'.repeat(36)}${nth}`);
    const standing = standingOf([...names.slice(0, 499), 'Barbara Ivanov']);
    const { choices, value } = chooser(
      personCard(actorOf('admin'), { person: person('Boris Ivanov'), standing }),
    );
    expect(value).toBe(NO_CONSULTANT);
    expect(choices[1]?.title).toBe('Barbara Ivanov');
    const known = personCard(actorOf('admin'), {
      person: { ...person('Boris Ivanov'), consultantId: 'c400' },
      standing,
    });
    expect(chooser(known).value).toBe('c400');
    expect(chooser(known).choices[1]?.value).toBe('c400');
    expect(Buffer.byteLength(JSON.stringify(known))).toBeLessThan(25_000);
  });
});
