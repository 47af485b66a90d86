import type { Standing } from '../../domain/desk/standing.ts';
import type { Language } from '../../domain/people/person.ts';
import { OFFERING_IDS } from '../../domain/programme/catalogue.ts';
import { stepNumber, SUPPORT, type Edition, type StepIdea } from '../../domain/programme/edition.ts';
import { claimsEnd, hasEnded } from '../../domain/programme/retirement.ts';
import { openUrl } from './actions.ts';
import { words, type Element } from './elements.ts';
import { formatDay, listOf } from './format.ts';
import { offeringName } from './names.ts';
import type { Say } from './say.ts';
import { why } from './why.ts';

/** The workflow, at the step that the article points to (P22); nothing where the edition has none. */
export function workflowLink(t: Say, edition: Edition, idea: StepIdea): readonly Element[] {
  const step = stepNumber(edition, idea);
  const { workflow } = edition.links;
  return workflow === undefined || step === undefined
    ? []
    : [openUrl(t('link.workflowStep', { step }), workflow)];
}

/** A step as the edition's article calls it. */
export function stepName(t: Say, { id }: Edition, idea: StepIdea): string {
  if (id === '2019' && (idea === 'reserve' || idea === 'profile')) return t(`step.${idea}2019`);
  return t(`step.${idea}`);
}

/** VVR, and in 2019 the page that says how to work in it (R23). */
export function vvrLinks(t: Say, edition: Edition): readonly Element[] {
  return [openUrl(t('link.vvr'), edition.links.vvr), ...vvrGuide(t, edition)];
}

/** The page of 2019 that says how to work in VVR (R23). */
export function vvrGuide(t: Say, { links }: Edition): readonly Element[] {
  return links.vvrGuide === undefined ? [] : [openUrl(t('link.vvrGuide'), links.vvrGuide)];
}

/** Words that only a source of 2019 has: it is named, where it is not the article of the edition. */
export function of2019(t: Say, { article }: Edition, said: string, source: 'RU' | 'V3'): string {
  return article === source ? said : `${said} (${t(`source.${source}`)})`;
}

/** Whom to ask at Microsoft (D8, F3, X4). */
export function supportLine(t: Say): string {
  return t('support.line', SUPPORT);
}

/** Active comes before the course, the agreement and the enrolment: said where another status was recorded (R25). */
export function activeFirst(
  t: Say,
  language: Language,
  { edition, company }: Pick<Standing, 'edition' | 'company'>,
): string[] {
  if (edition.eligibility !== 'statuses') return [];
  const others = OFFERING_IDS.flatMap((id) => {
    const status = company.statuses[id]?.status;
    return status === undefined || status === 'active'
      ? []
      : [`${offeringName(id)}: ${t(`eligibility.${status}`)}`];
  });
  if (Object.keys(company.statuses).length === 0) return [t('eligibility.activeUnread')];
  return others.length === 0 ? [] : [t('eligibility.activeFirst', { list: listOf(language, others) })];
}

/** What the edition says of a step's last day, and that it is over when it is (D8; §12.1 no. 7). */
export function closingLines(
  t: Say,
  language: Language,
  { edition, today }: Pick<Standing, 'edition' | 'today'>,
  idea: StepIdea,
): string[] {
  const { lastAssignment, daysRemovedOn, lastRedemption } = edition;
  if (lastAssignment === undefined || daysRemovedOn === undefined || lastRedemption === undefined) return [];
  const day = (of: Parameters<typeof formatDay>[1]): string => formatDay(language, of);
  const source = t(`source.${edition.article}`);
  const lines: Partial<Record<StepIdea, string>> = {
    assign: t(today < daysRemovedOn ? 'closing.assignAhead' : 'closing.assign', {
      last: day(lastAssignment),
      removed: day(daysRemovedOn),
      source,
    }),
    reserve: t('closing.redeem', { last: day(lastRedemption), source }),
    report: t('closing.redeem', { last: day(lastRedemption), source }),
    redeem: t('closing.redeem', { last: day(lastRedemption), source }),
    claim: t('closing.claim', { last: day(claimsEnd(edition) ?? lastRedemption), source }),
  };
  const line = lines[idea];
  if (line === undefined) return [];
  return [hasEnded(edition, idea, today) ? `${t('closing.over')} ${line}` : line];
}

/** The last day of an edition that ended, in a line; what the sources say of these steps behind it. */
export function closingNote(
  t: Say,
  language: Language,
  standing: Pick<Standing, 'edition' | 'today'>,
  ideas: readonly StepIdea[],
): readonly Element[] {
  const { edition, today } = standing;
  const said = ideas.flatMap((idea) => closingLines(t, language, standing, idea));
  if (said.length === 0 || edition.lastRedemption === undefined) return [];
  const line = t(hasEnded(edition, 'redeem', today) ? 'closing.shortOver' : 'closing.shortAhead', {
    last: formatDay(language, edition.lastRedemption),
  });
  return why(
    t,
    'closing',
    line,
    said.map((text) => words(text, { size: 'Small' })),
  );
}
