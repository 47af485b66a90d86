import type { Standing } from '../../domain/desk/standing.ts';
import type { Language, Permission } from '../../domain/people/person.ts';
import type { Reason } from '../../domain/refusal.ts';
import { amountExample, choiceOf, formatDay, formatInstant, shortened } from './format.ts';
import { guardSentence } from './guards.ts';
import { fieldName, offeringName, statusName } from './names.ts';
import { say, type Key } from './say.ts';

/** Why something was refused and what would help, for a card's banner and above the input that it is about. */
export function refusalSentence(
  language: Language,
  reason: Reason,
  {
    standing,
    nameOf,
    label,
  }: {
    readonly standing: Standing;
    readonly nameOf?: (id: string) => string | undefined;
    /** What the card calls the input that it is about. */
    readonly label?: string | undefined;
  },
): string {
  const t = (key: Key, args?: Record<string, string | number>): string => say(language, key, args);
  switch (reason.why) {
    case 'state':
      return t('refused.state', { status: statusName(language, reason.status) });
    case 'guards':
      return reason.unmet.map((answer) => guardSentence(language, answer)).join(' ');
    case 'input': {
      const field = label ?? fieldName(language, reason.field);
      const limit = reason.limit === undefined ? '' : formatDay(language, reason.limit);
      const [min, max] = reason.range ?? [0, 0];
      const example = amountExample(language);
      return t(`problem.${reason.problem}`, { field, limit, min, max, example });
    }
    case 'permission':
      return t('refused.permission', { needs: anyOf(language, reason.needs) });
    case 'role':
      return t('refused.role', { role: t(`role.${reason.role}`) });
    case 'exists':
      return t('refused.exists');
    case 'notFound':
    case 'reused':
    case 'asked':
    case 'claimed':
    case 'nothingToUndo':
    case 'lastAdmin':
    case 'notRunOut':
    case 'notTrained':
    case 'notSigned':
    case 'policiesUnread':
      return t(`refused.${reason.why}`);
    case 'incomplete':
      return t('refused.incomplete', {
        number: shortened(reason.id, 40),
        lacks: reason.lacks.map((what) => t(`lacks.${what}`)).join(', '),
      });
    case 'reasonNeeded':
      return label === undefined ? t('refused.reasonNeeded') : t('problem.missing', { field: label });
    case 'nothingChosen':
      return [label, t('refused.nothingChosen')].filter((part) => part !== undefined).join(': ');
    case 'stale': {
      const name = reason.by === undefined ? undefined : nameOf?.(reason.by);
      const at = reason.at === undefined ? '' : formatInstant(language, reason.at, standing.company.timeZone);
      return name === t('person.you')
        ? t('refused.staleOwn', { at })
        : t('refused.stale', { name: name ?? t('person.someone'), at });
    }
    case 'mayNotHaveRunOut':
      return t('guard.extensionDecides', {
        by: formatDay(language, reason.by),
        until: formatDay(language, reason.until),
      });
    case 'tooMany':
      return t('refused.tooMany', { max: reason.max });
    case 'registered':
      return t('refused.registered', { offering: offeringName(reason.offering) });
    case 'nothingRedeemed':
      return t('refused.nothingRedeemed', { offering: offeringName(reason.offering) });
    default:
      return reason satisfies never;
  }
}

/** The permissions of which one is enough: "admin or consultant". */
export function anyOf(language: Language, needs: readonly Permission[]): string {
  return choiceOf(
    language,
    needs.map((permission) => say(language, `permission.${permission}`)),
  );
}
