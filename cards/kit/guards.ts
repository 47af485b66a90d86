import type { Detail, GuardAnswer, GuardId } from '../../domain/guards/answers.ts';
import { GUARDS } from '../../domain/guards/table.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import { COMPETENCIES, ENGAGEMENTS, type CompetencyId } from '../../domain/programme/catalogue.ts';
import { choiceOf, countryName, formatDay, listOf } from './format.ts';
import { say, type Key, type Say } from './say.ts';

const competencyNames = (ids: readonly CompetencyId[]): string[] => ids.map((id) => COMPETENCIES[id]);

/** What is missing, and what would make it possible; one sentence or two. */
export function guardSentence(language: Language, { detail }: Pick<GuardAnswer, 'detail'>): string {
  const t = (key: Key, args?: Record<string, string | number>): string => say(language, key, args);
  const date = (value: Parameters<typeof formatDay>[1]): string => formatDay(language, value);
  switch (detail.code) {
    case 'ok':
    case 'notApplicable':
    case 'attested':
    case 'notAttested':
    case 'extended':
    case 'unpublished':
    case 'notReported':
    case 'notRedeemed':
    case 'otherPartner':
      return t(`guard.${detail.code}`);
    case 'missing':
      return t('guard.missing', { fact: t(`fact.${detail.fact}`) });
    case 'startsTooSoon':
      return t('guard.startsTooSoon', { start: date(detail.start), on: date(detail.on) });
    case 'expired':
      return t('guard.expired', { by: date(detail.by) });
    case 'endsTooLate':
      return t('guard.endsTooLate', { end: date(detail.end), by: date(detail.by) });
    case 'otherCountry':
      return t('guard.otherCountry', {
        country: countryName(language, detail.country),
        have: listOf(
          language,
          detail.have.map((code) => countryName(language, code)),
        ),
      });
    case 'notALevel':
      return t('guard.notALevel', { days: detail.days });
    case 'tooLong':
      return t('guard.tooLong', { days: detail.days, max: detail.max });
    case 'secondFifteen':
      return t('guard.secondFifteen');
    case 'notEnrolled':
      return t('guard.notEnrolled', {
        offering: detail.offering,
        enrolled: listOf(language, [...detail.enrolled]),
      });
    case 'notCompetent':
      return notCompetent(language, detail);
    case 'enrolmentLapsed':
      return t('guard.enrolmentLapsed', { offering: detail.offering, until: date(detail.until) });
    case 'notInEdition':
      return t('guard.notInEdition', { engagement: ENGAGEMENTS[detail.engagement] });
    case 'notQualified':
      return t('guard.notQualified', {
        competencies: choiceOf(language, competencyNames(detail.anyOf)),
        count: detail.qualified.length,
      });
    case 'notRegistered':
      return t('guard.notRegistered', { offering: detail.offering });
    case 'windowPassed':
      return t('guard.windowPassed', { by: date(detail.by) });
    case 'assignedTooLate':
      return t('guard.assignedTooLate', { last: date(detail.last) });
    case 'redeemedTooLate':
      return t('guard.redeemedTooLate', { last: date(detail.last) });
    default:
      return detail satisfies never;
  }
}

function notCompetent(language: Language, detail: Extract<Detail, { code: 'notCompetent' }>): string {
  const first = say(language, detail.level === 'gold' ? 'guard.needsGold' : 'guard.needsSilver', {
    engagement: ENGAGEMENTS[detail.engagement],
    competencies: choiceOf(language, competencyNames(detail.anyOf)),
    held: detail.held ?? 'none',
  });
  const second =
    detail.instead.length === 0
      ? say(language, 'guard.nothingInstead')
      : say(language, 'guard.instead', {
          engagements: listOf(
            language,
            detail.instead.map((id) => ENGAGEMENTS[id]),
          ),
        });
  return `${first} ${second}`;
}

/** Every guard with its answer in words, its reason and, unless it is said elsewhere, its source. */
export function guardLines(
  t: Say,
  { language }: Pick<Actor, 'language'>,
  answers: readonly GuardAnswer[],
  withSources = true,
): string[] {
  return answers.map((answer) => {
    const name = `${answer.guard} ${t(`guardName.${answer.guard}`)}`;
    const said =
      answer.detail.code === 'notApplicable' ? t('guard.notApplicable') : t(`answer.${answer.answer}`);
    const why =
      answer.detail.code === 'ok' || answer.detail.code === 'notApplicable'
        ? ''
        : ` · ${guardSentence(language, answer)}`;
    const from = withSources ? ` · ${sourcesOf(t, answer.guard)}` : '';
    return `${SIGNS[answer.answer]} ${name}: ${said}${why}${from}`;
  });
}

/** Where a rule comes from, in words. */
export function sourcesOf(t: Say, guard: GuardId): string {
  return GUARDS[guard].sources.map((source) => t(`source.${source}`)).join('; ');
}

/** How an answer looks before its words. */
export const SIGNS = { met: '✔', unmet: '✖', unknown: '?' } as const;
