import type { Actor } from '../../domain/people/person.ts';
import type { Edition } from '../../domain/programme/edition.ts';
import { openUrl } from '../kit/actions.ts';
import { beside } from '../kit/beside.ts';
import { bound, words, type Element } from '../kit/elements.ts';
import { namesOf } from '../kit/format.ts';
import type { Say } from '../kit/say.ts';
import { why } from '../kit/why.ts';

/** Partner admins that are named where the step is. */
const ASKED = 1;

/**
 * A step that is done in VVR, in two lines: who signs in there, with the way to it, and what to do there, with how
 * exactly behind it.
 */
export function inVvr(
  t: Say,
  { roles }: Pick<Actor, 'roles'>,
  {
    edition,
    partnerAdmins,
    does,
    how,
    links,
  }: {
    readonly edition: Edition;
    /** MPN partner admins by name, to ask; empty when nobody is recorded. */
    readonly partnerAdmins: readonly string[];
    readonly does: string;
    readonly how: string;
    /** Where to read on. */
    readonly links: readonly Element[];
  },
): readonly Element[] {
  const isPartnerAdmin = roles.includes('mpnPartnerAdmin');
  const first = isPartnerAdmin
    ? t('vvr.signIn')
    : partnerAdmins.length === 0
      ? t('vvr.nobody')
      : t('vvr.ask', { names: namesOf(t, partnerAdmins, ASKED) });
  return [
    beside([bound(first)], openUrl(t('link.vvr'), edition.links.vvr)),
    ...why(
      t,
      'vvr',
      does,
      [
        ...(isPartnerAdmin || partnerAdmins.length > 0 ? [] : [words(t('vvr.nobodyKnown'))]),
        bound(how),
        ...(links.length === 0 ? [] : [{ type: 'ActionSet', actions: links }]),
      ],
      {},
      t('do.how'),
    ),
  ];
}
