import type { Detail, GuardAnswer, GuardId, Verdict } from '../../domain/guards/answers.ts';
import { GUARDS } from '../../domain/guards/table.ts';
import type { Actor, Language } from '../../domain/people/person.ts';
import type { Edition } from '../../domain/programme/edition.ts';
import { COMPETENCIES, ENGAGEMENTS, type CompetencyId } from '../../domain/programme/catalogue.ts';
import { choiceOf, countryName, formatDay, listOf } from './format.ts';
import { offeringName, offeringNames } from './names.ts';
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
    case 'extensionPrinted':
    case 'extensionUnanswered':
    case 'tableUnknown':
    case 'notReported':
    case 'notRedeemed':
    case 'notTrained':
    case 'sourcesDiffer':
    case 'otherPartner':
      return t(`guard.${detail.code}`);
    case 'missing':
      return t('guard.missing', { fact: t(`fact.${detail.fact}`) });
    case 'startsTooSoon':
      return t('guard.startsTooSoon', { start: date(detail.start), on: date(detail.on) });
    case 'expired':
      return t('guard.expired', { by: date(detail.by) });
    case 'expiredForGood':
      return t('guard.expiredForGood', { by: date(detail.by), last: date(detail.last) });
    case 'extensionDecides':
      return t('guard.extensionDecides', { by: date(detail.by), until: date(detail.until) });
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
    case 'customerDays':
      return t('guard.customerDays', { days: detail.days });
    case 'notEnrolled':
      return t('guard.notEnrolled', {
        offering: offeringName(detail.offering),
        enrolled: offeringNames(language, detail.enrolled),
      });
    case 'notCompetent':
      return notCompetent(language, detail);
    case 'membershipEnded':
      return t('guard.membershipEnded', {
        offering: offeringName(detail.offering),
        until: date(detail.until),
      });
    case 'notActive':
      return t('guard.notActive', { status: t(`eligibility.${detail.status}`) });
    case 'notInEdition':
      return t('guard.notInEdition', { engagement: ENGAGEMENTS[detail.engagement] });
    case 'notQualified':
      return t('guard.notQualified', {
        competencies: choiceOf(language, competencyNames(detail.anyOf)),
        count: detail.qualified.length,
      });
    case 'notRegistered':
      return t('guard.notRegistered', { offering: offeringName(detail.offering) });
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

/** What a guard asks for: of the consultant the article of 2019 asks something else than that of 2020 (R4, P15). */
export function guardName(t: Say, guard: GuardId, { id }: Edition): string {
  return t(guard === 'G10' && id === '2019' ? 'guardName.G10of2019' : `guardName.${guard}`);
}

/**
 * Every guard with its answer in words and its reason. `sourced`: with its source. `coded`: with the code by which sources
 * and people speak of it.
 */
export function guardLines(
  t: Say,
  { language }: Pick<Actor, 'language'>,
  answers: readonly GuardAnswer[],
  edition: Edition,
  { sourced, coded }: { readonly sourced: boolean; readonly coded: boolean },
): string[] {
  return answers.map((answer) => {
    const named = guardName(t, answer.guard, edition);
    const name = coded ? `${answer.guard} ${named}` : named;
    const said =
      answer.detail.code === 'notApplicable' ? t('guard.notApplicable') : t(`answer.${answer.answer}`);
    const why =
      answer.detail.code === 'ok' || answer.detail.code === 'notApplicable'
        ? ''
        : ` · ${guardSentence(language, answer)}`;
    const from = sourced ? ` · ${sourcesOf(t, answer.guard, edition)}` : '';
    return `${SIGNS[answer.answer]} ${name}: ${said}${why}${from}`;
  });
}

/** Where a rule comes from, in words; an article is that of the edition. */
export function sourcesOf(t: Say, guard: GuardId, { article }: Edition): string {
  const sources = GUARDS[guard].sources.map((source) => (source === 'article' ? article : source));
  return [...new Set(sources)].map((source) => t(`source.${source}`)).join('; ');
}

/** What was answered: "met", and that nobody entered it is not that it cannot be checked. */
export function answerWords(t: Say, { answer, detail }: Verdict): string {
  return t(detail.code === 'missing' ? 'answer.missing' : `answer.${answer}`);
}

/** How an answer looks before its words. */
export const SIGNS = { met: '✔', unmet: '✖', unknown: '?' } as const;
