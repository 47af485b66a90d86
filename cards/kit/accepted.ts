import { textInput, type Element } from './elements.ts';
import type { Say } from './say.ts';

/** What a button carries of the guards that its card has shown as not met. */
export function acceptArg(guards: readonly string[]): string | undefined {
  return guards.length === 0 ? undefined : guards.join(',');
}

/** Why guards that are not met are accepted: asked for where the card binds `asksReason`. `value`: its binding. */
export function reasonInput(t: Say, value: string): Element {
  return {
    $when: '${asksReason}',
    ...textInput('reason', t('field.reason'), { value, required: t('required.reason') }),
  };
}
