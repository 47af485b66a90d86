import type { Askable } from '../../domain/voucher/model.ts';
import type { Unreachable } from '../../domain/people/person.ts';

import { execute, plainExecute, seldom } from '../kit/actions.ts';
import { bound, choiceInput, folded, slot, textInput, type Choice, type Element } from '../kit/elements.ts';
import { plainLabel, shortened } from '../kit/format.ts';
import { linesOf } from '../kit/lists.ts';
import { speaker, type Key, type Say } from '../kit/say.ts';
import { defineCard, type Card } from '../kit/template.ts';
import {
  cancelOf,
  formData,
  formHead,
  refOf,
  type VoucherFormData,
  type VoucherFormView,
} from '../voucher/voucher-form.ts';

/** Somebody who can be asked. */
export interface Askee {
  readonly id: string;
  readonly name: string;
  /** Why they are likely to do it. */
  readonly why?: 'isMpnAdmin' | 'delivers' | undefined;
}

interface AskColleagueView extends VoucherFormView {
  readonly what: Askable;
  /** The likeliest first. */
  readonly people: readonly Askee[];
  /** Who may do it, and cannot be written to. */
  readonly unreached: readonly { readonly name: string; readonly why: Unreachable }[];
  /** What this person asked already: whom, and whether they can do it still. */
  readonly open: readonly { readonly key: string; readonly name: string; readonly isLost: boolean }[];
}

const WHY_KEYS = {
  isMpnAdmin: 'askColleague.isMpnAdmin',
  delivers: 'askColleague.delivers',
} as const satisfies Record<NonNullable<Askee['why']>, Key>;

const PEOPLE_SHOWN = 60;
const UNREACHED_SHOWN = 5;

const fill = defineCard<
  VoucherFormData & {
    readonly text: string;
    readonly people: readonly Choice[];
    readonly hasPeople: boolean;
    readonly notes: readonly Element[];
  }
>((t) => ({
  title: t('askColleague.title'),
  hasHead: true,
  body: [
    formHead,
    bound('${text}'),
    {
      $when: '${hasPeople}',
      ...choiceInput('personId', t('askColleague.person'), '${people}', {
        value: '${values.personId}',
        required: t('required.personId'),
      }),
    },
    {
      $when: '${hasPeople}',
      ...textInput('message', t('askColleague.message'), { value: '${values.message}', max: 200 }),
    },
    slot('notes'),
  ],
}));

/** Whom to ask for the step that a voucher waits for. */
export function askColleagueCard(view: AskColleagueView): Card {
  const { language } = view.actor;
  const t = speaker(language);
  const ref = refOf(view);
  const hasPeople = view.people.length > 0;
  return fill(language, {
    ...formData(view),
    text: hasPeople ? t('askColleague.text', { what: view.what }) : t('askColleague.nobody'),
    hasPeople,
    people: view.people.slice(0, PEOPLE_SHOWN).map(({ id, name, why }) => ({
      title: [plainLabel(name, 40), why === undefined ? '' : t(WHY_KEYS[why])].filter(Boolean).join(' · '),
      value: id,
    })),
    notes: notesOf(t, view),
    actions: [
      ...(hasPeople ? [execute(t('do.askNow'), 'askColleague.done', ref, 'positive')] : []),
      ...view.open.slice(0, 3).map(({ key, name }) =>
        seldom(
          plainExecute(t('do.takeBack', { name: plainLabel(name, 30) }), 'askColleague.decline', {
            ...ref,
            arg: key,
          }),
        ),
      ),
      cancelOf(t, view, 'askColleague'),
    ],
  });
}

/** Who cannot be asked and why: behind a button where somebody else can be. */
function notesOf(t: Say, { unreached, open, people }: AskColleagueView): readonly Element[] {
  const said = (name: string, why: string): string =>
    t('askColleague.unreached', { name: shortened(name, 40), why });
  const notes = linesOf([
    ...open.filter(({ isLost }) => isLost).map(({ name }) => said(name, t('askColleague.lost'))),
    ...unreached.slice(0, UNREACHED_SHOWN).map(({ name, why }) => said(name, t(`unreachable.${why}`))),
  ]);
  return notes.length === 0 || people.length === 0
    ? notes
    : folded('unreached', t('askColleague.unreachedFold'), notes);
}
