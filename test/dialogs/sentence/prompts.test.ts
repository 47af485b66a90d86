import { describe, expect, test } from '@jest/globals';
import { say } from '../../../cards/kit/say.ts';
import { LANGUAGES, type Language } from '../../../domain/people/person.ts';
import manifest from '../../../manifest/manifest.json' with { type: 'json' };
import { translations } from '../../../manifest/app-package.ts';
import { FreshChat } from './chat.ts';
import { companyOfSentences } from './company.ts';

/** The prompts that Teams offers above the compose box, in the app's order. */
const list = manifest.bots[0]!.commandLists[0]!;
const at = list.commands.flatMap(({ type }, index) => (type === 'prompt' ? [index] : []));

function promptIn(language: Language, index: number): string {
  const own = language === 'en' ? undefined : translations[`${language}.json`];
  const english = list.commands[index]!.prompt!;
  return own === undefined ? english : own[`bots[0].commandLists[0].commands[${index}].prompt`]!;
}

describe.each(LANGUAGES)('the prompts of the app, pressed as they are (%s)', (language) => {
  const answers = async (index: number): Promise<string> => {
    const { world, anna } = await companyOfSentences(language);
    return JSON.stringify((await new FreshChat(world, anna).say(promptIn(language, index))).card);
  };
  const nameOf = (card: string): string => (JSON.parse(card) as { fallbackText: string }).fallbackText;

  test('are three', () => {
    expect(at).toHaveLength(3);
  });

  test('show what is to be done next', async () => {
    const { world, anna } = await companyOfSentences(language);
    const typed = JSON.stringify((await new FreshChat(world, anna).say(say(language, 'do.next'))).card);
    expect(nameOf(typed)).toMatch(/./);
    expect(nameOf(await answers(at[0]!))).toBe(nameOf(typed));
  });

  test('show what falls due within 30 days', async () => {
    expect(await answers(at[1]!)).toContain('due=30');
  });

  test('answer how the programme pays', async () => {
    expect(await answers(at[2]!)).toContain(JSON.stringify(say(language, 'question.payment')).slice(1, -1));
  });
});
