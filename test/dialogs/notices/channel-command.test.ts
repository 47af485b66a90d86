import { describe, expect, test } from '@jest/globals';
import { channelCommand } from '../../../dialogs/notices/channel-command.ts';
import manifest from '../../../manifest/manifest.json' with { type: 'json' };
import { translations } from '../../../manifest/app-package.ts';

const bot = '<at>Planning Services</at>';

describe('in a channel', () => {
  test.each([
    ['subscribe', 'subscribe'],
    ['  Subscribe!\n', 'subscribe'],
    ['\u00a0subscribe', 'subscribe'],
    ['подписать', 'subscribe'],
    ['ПОДПИСАТЬ.', 'subscribe'],
    ['subskrybuj', 'subscribe'],
    ['unsubscribe', 'unsubscribe'],
    ['отписать', 'unsubscribe'],
    ['Anuluj  subskrypcję', 'unsubscribe'],
  ] as const)('%j is understood', (text, command) => {
    expect(channelCommand(text)).toBe(command);
  });

  test.each([
    '',
    bot,
    'vouchers',
    'subscribe please',
    'do not subscribe',
    `${bot} SAP-7F3K-0042`,
    '<at>subscribe</at>',
    '<at>subscribe',
    'cancel',
    `${' '.repeat(2_000)}subscribe`,
  ])('%j is not', (text) => {
    expect(channelCommand(text)).toBeUndefined();
  });

  test('what was made to be slow is not', () => {
    expect(channelCommand('<at '.repeat(50_000))).toBeUndefined();
    expect(channelCommand(`${'!'.repeat(100_000)}x`)).toBeUndefined();
  });

  const { commands } = manifest.bots[0]!.commandLists.find(({ scopes }) => scopes.includes('team'))!;
  test.each(commands.map(({ title }, index) => [title, index] as const))(
    '%s of the manifest means the same in every language',
    (title, index) => {
      expect(channelCommand(title)).toBe(title);
      for (const translation of Object.values(translations))
        expect(channelCommand(translation[`bots[0].commandLists[1].commands[${index}].title`] ?? '')).toBe(
          title,
        );
    },
  );
});
