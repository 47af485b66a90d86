import { z } from 'zod';
import { languageName } from '../../cards/kit/format.ts';
import { say } from '../../cards/kit/say.ts';
import type { Banner } from '../../cards/kit/template.ts';
import { messageCard } from '../../cards/message.ts';
import { AS_TEAMS, notificationsCard, OFTEN } from '../../cards/notices/notifications.ts';
import { NOTICE_GROUPS, type NoticeGroup } from '../../domain/notices/notice.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { choice, choices, readInputs } from '../inputs.ts';
import { StepDialog, type Handles, type Reply, type Shown } from '../step.ts';
import type { Press, Turn } from '../turn.ts';

const inputsSchema = z.strictObject({
  groups: choices(NOTICE_GROUPS),
  often: choice(OFTEN),
  /** Cards of an earlier version do not ask it, nor of {@link NEWER}. */
  language: choice([...LANGUAGES, AS_TEAMS] as const),
});

const NEWER: ReadonlySet<NoticeGroup> = new Set(['colleagues', 'remind']);

/** What a person wants to be told about, and how often. */
export class NotificationsDialog extends StepDialog<'notifications'> {
  protected readonly handles: Handles<'notifications', object> = {
    save: (turn, _frame, press) => this.#save(turn, press),
  };

  protected open(turn: Turn): Promise<Reply> {
    return this.#show(turn);
  }

  async #save(turn: Turn, press: Press): Promise<Reply> {
    const inputs = readInputs(inputsSchema, press.inputs);
    if (isRefusal(inputs)) return this.#show(turn, await turn.refused(inputs));
    const asked =
      inputs.language === undefined ? NOTICE_GROUPS.filter((group) => !NEWER.has(group)) : NOTICE_GROUPS;
    const outcome = await turn.desk.choose(turn.unit, turn.actor, {
      asked,
      wanted: inputs.groups,
      digest: inputs.often === 'daily',
    });
    const { language } = inputs;
    if (!outcome.done || language === undefined)
      return this.#show(turn, await turn.outcome(outcome, 'people.saved'));
    const spoken = await turn.desk.speak(turn.unit, turn.actor, language === AS_TEAMS ? undefined : language);
    if (!spoken.done) return this.#show(turn, await turn.outcome(spoken, 'people.saved'));
    const now = language === AS_TEAMS ? turn.actor.language : language;
    const said = language === AS_TEAMS && spoken.unchanged !== true ? 'language.asTeams' : 'people.saved';
    return this.#show(turn, turn.did([outcome, spoken], say(now, said)), now);
  }

  async #show(turn: Turn, banner?: Banner, language = turn.actor.language): Promise<Reply> {
    const [person, standing] = await Promise.all([
      turn.desk.person(turn.unit, turn.actor.id),
      turn.standing(),
    ]);
    const card = notificationsCard({ language }, { person, standing, banner });
    return { card, seen: { verb: 'notifications.open' }, waits: false };
  }
}

/** Their own setting, and nothing else: it is done at once, and said in the language that they asked for. */
export async function speakFromNowOn(turn: Turn, language: Language): Promise<Shown> {
  await turn.desk.speak(turn.unit, turn.actor, language);
  const card = messageCard(
    { language },
    {
      title: 'language.title',
      text: [say(language, 'language.now', { language: languageName(language) })],
      offers: turn.actor.permission === undefined ? ['ask', 'help'] : ['home', 'notifications', 'help'],
    },
  );
  return { card, waits: false };
}
