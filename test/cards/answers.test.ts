import { describe, expect, test } from '@jest/globals';
import { answerTo } from '../../cards/answers.ts';
import { formatDay } from '../../cards/kit/format.ts';
import { say, speaker, STRINGS, type Key } from '../../cards/kit/say.ts';
import { answerCard } from '../../cards/questions.ts';
import { MAX_PROFILE_LOCATIONS } from '../../domain/company/model.ts';
import { MAX_DESCRIPTION } from '../../domain/company/profile.ts';
import type { Day } from '../../domain/day.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { ENGAGEMENTS, SERVICE_LEVELS } from '../../domain/programme/catalogue.ts';
import { EDITION_IDS, type EditionId } from '../../domain/programme/edition.ts';
import { edition } from '../../domain/programme/editions.ts';
import {
  OFF_SITE_DAYS,
  ON_SITE_WAIVED_UNTIL,
  PROFILE_VISIBLE_HOURS,
} from '../../domain/programme/policies.ts';
import { QUESTION_IDS, type QuestionId } from '../../domain/programme/questions.ts';
import {
  CLAIM_DAYS,
  EXTENDED_BEFORE,
  EXTENSION_DAYS,
  PAYMENT_DAYS,
  VALID_DAYS,
} from '../../domain/voucher/deadlines.ts';

const TODAY = '2026-11-20' as Day;

function asked(question: QuestionId, language: Language, id: EditionId, today = TODAY) {
  return answerTo(question, { t: speaker(language), language, standing: { edition: edition(id), today } });
}

const every = QUESTION_IDS.flatMap((question) =>
  LANGUAGES.flatMap((language) => EDITION_IDS.map((id) => ({ question, language, id }))),
);

/** Numbers that the code holds. */
const NUMBERS: ReadonlySet<number> = new Set([
  ...SERVICE_LEVELS,
  VALID_DAYS,
  EXTENSION_DAYS,
  CLAIM_DAYS,
  PAYMENT_DAYS,
  OFF_SITE_DAYS,
  PROFILE_VISIBLE_HOURS,
  MAX_PROFILE_LOCATIONS,
  MAX_DESCRIPTION,
]);

/** What a sentence says beside days of the data, names of the catalogue and what sources are called. */
function bare(sentence: string, language: Language): string {
  const { lastAssignment, daysRemovedOn, lastRedemption } = edition('2021');
  const days = [lastAssignment, daysRemovedOn, lastRedemption, ON_SITE_WAIVED_UNTIL, EXTENDED_BEFORE].flatMap(
    (one) => (one === undefined ? [] : [formatDay(language, one)]),
  );
  const sources = Object.entries(STRINGS[language]).flatMap(([key, text]) =>
    key.startsWith('source.') ? [text] : [],
  );
  const named = [...days, ...sources, ...Object.values(ENGAGEMENTS), say(language, 'guard.sourcesDiffer')];
  return named
    .reduce((text, name) => text.replaceAll(name, ''), sentence)
    .replaceAll(/(?<=\d)[,.\s\u00A0\u202F](?=\d{3})/gu, '');
}

describe('an answer', () => {
  test('there are the twenty official questions', () => {
    expect(QUESTION_IDS).toHaveLength(20);
  });

  test('is there for every question, in every language and edition, with its sources', () => {
    for (const { question, language, id } of every) {
      const { sentences, sources } = asked(question, language, id);
      const what = `${question} ${language} ${id}`;
      expect([what, sentences.length > 0, sentences.length <= 5]).toEqual([what, true, true]);
      expect([what, sources.length > 0]).toEqual([what, true]);
      const card = JSON.stringify(answerCard({ tenantId: 't', id: 'i', name: 'n', language, roles: [] }, {
        question,
        standing: { edition: edition(id), today: TODAY },
      })); // prettier-ignore
      for (const text of [...sentences, ...sources, say(language, `question.${question}` as Key)])
        expect(card).toContain(JSON.stringify(text).slice(1, -1));
    }
  });

  test('says no number that is not in the data', () => {
    const strange = every.flatMap(({ question, language, id }) =>
      asked(question, language, id).sentences.flatMap((sentence) =>
        (bare(sentence, language).match(/\d+/gu) ?? [])
          .filter((number) => !NUMBERS.has(Number(number)))
          .map((number) => `${question} ${language} ${id}: ${number} in ${sentence}`),
      ),
    );
    expect(strange).toEqual([]);
  });

  test('says as many sentences and sources in every language', () => {
    for (const question of QUESTION_IDS)
      for (const id of EDITION_IDS) {
        const counts = LANGUAGES.map((language) => {
          const { sentences, sources } = asked(question, language, id);
          return `${sentences.length} ${sources.length}`;
        });
        expect([question, id, new Set(counts).size]).toEqual([question, id, 1]);
      }
  });
});

describe('the edition decides', () => {
  const text = (question: QuestionId, id: EditionId, today = TODAY): string => {
    const { sentences, sources } = asked(question, 'en', id, today);
    return [...sentences, ...sources].join(' ');
  };

  test('who may enrol: with the compliance course in 2019, and not clear whether with it afterwards', () => {
    expect(text('whoEnrols', '2019')).toContain(say('en', 'faq.who2019'));
    for (const id of ['2020', '2021'] as const) {
      expect(text('whoEnrols', id)).toContain(say('en', 'faq.courseUnclear'));
      expect(text('whoEnrols', id)).toContain(say('en', 'source.LP'));
    }
  });

  test('whether to enrol again every year', () => {
    expect(text('howToEnrol', '2019')).toContain(say('en', 'faq.everyYear'));
    expect(text('howToEnrol', '2020')).toContain(say('en', 'faq.everyYear'));
    expect(text('howToEnrol', '2021')).not.toContain(say('en', 'faq.everyYear'));
  });

  test('where customers look: the directory, then the business profile', () => {
    expect(text('directory', '2019')).toContain('Planning Services Partner Directory');
    expect(text('directory', '2020')).toContain('2,500');
  });

  test('the last days of 2021, and that they are over', () => {
    expect(text('expiry', '2020')).not.toContain('2022');
    expect(text('expiry', '2021')).toContain(formatDay('en', '2022-01-01' as Day));
    expect(text('expiry', '2021')).toContain(say('en', 'closing.over'));
    expect(text('expiry', '2021', '2021-05-01' as Day)).not.toContain(say('en', 'closing.over'));
    expect(text('customers', '2021')).toContain(formatDay('en', '2021-06-30' as Day));
  });

  test('the waiver of 2020 is no answer of 2019', () => {
    expect(text('remote', '2019')).not.toContain(say('en', 'source.S7'));
    expect(text('remote', '2020')).toContain(formatDay('en', ON_SITE_WAIVED_UNTIL));
  });
});

test.each(LANGUAGES)('what is not known is said to be so (%s)', (language) => {
  const unknown = { en: 'documents do not say', ru: 'В документах программы', pl: 'okumenty programu' };
  for (const question of [
    'marketing',
    'endUsers',
    'training',
    'qualifications',
    'payment',
    'customers',
  ] as const)
    for (const id of EDITION_IDS)
      expect(asked(question, language, id).sentences.join(' ').toLowerCase()).toContain(
        unknown[language].toLowerCase(),
      );
});
