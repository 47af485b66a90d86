import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import {
  PackageRefused,
  fillManifest,
  iconProblems,
  localisable,
  manifestProblems,
  packageApp,
  readSettings,
  translationProblems,
  translations,
} from '../../manifest/app-package.ts';
import type { Icons, Manifest } from '../../manifest/app-package.ts';
import { say } from '../../cards/kit/say.ts';

const environment = {
  MicrosoftAppId: '11111111-2222-4333-8444-555555555555',
  BOT_DOMAIN: 'bot.contoso.example, bot-eu.contoso.example',
  DEVELOPER_NAME: 'Contoso (synthetic)',
  DEVELOPER_WEBSITE: 'https://contoso.example',
  PRIVACY_URL: 'https://contoso.example/privacy',
  TERMS_URL: 'https://contoso.example/terms',
};
const settings = readSettings(environment, '1.2.3');
const manifest = fillManifest(settings);

const root = fileURLToPath(new URL('../../', import.meta.url));
const icon = (name: string): Uint8Array => new Uint8Array(readFileSync(`${root}manifest/${name}.png`));
const icons: Icons = { color: icon('color'), outline: icon('outline') };

/** The problems a call was refused with; none if it was not refused. */
function refusal(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof PackageRefused) return error.problems;
    throw error;
  }
  return [];
}

const fetchOfTheMachine = globalThis.fetch;
beforeAll(() => {
  globalThis.fetch = () => Promise.reject(new Error('packaging must not need a network'));
});
afterAll(() => {
  globalThis.fetch = fetchOfTheMachine;
});

describe('settings', () => {
  test('are read by the names of the environment', () => {
    expect(settings).toEqual({
      ...environment,
      APP_VERSION: '1.2.3',
      BOT_DOMAIN: ['bot.contoso.example', 'bot-eu.contoso.example'],
    });
  });

  test('APP_VERSION overrides the version of the project', () => {
    expect(readSettings({ ...environment, APP_VERSION: '2.0.0' }, '1.2.3').APP_VERSION).toBe('2.0.0');
  });

  test.each(Object.keys(environment))('%s is named when it is missing or empty', (name) => {
    for (const value of [undefined, '', '  ']) {
      expect(refusal(() => readSettings({ ...environment, [name]: value }, '1.2.3'))).toEqual([
        expect.stringContaining(`${name} is missing`),
      ]);
    }
  });

  test('everything missing is named at once', () => {
    const problems = refusal(() => readSettings({}, '1.2.3'));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(environment));
  });

  test.each([
    ['MicrosoftAppId', 'a name', 'my-bot'],
    ['MicrosoftAppId', 'a GUID without dashes', '11111111222243338444555555555555'],
    ['APP_VERSION', 'two numbers', '1.2'],
    ['APP_VERSION', 'a pre-release', '1.2.3-beta'],
    ['APP_VERSION', 'a leading zero', '01.2.3'],
    ['BOT_DOMAIN', 'an address', 'https://bot.contoso.example'],
    ['BOT_DOMAIN', 'a path', 'bot.contoso.example/api'],
    ['BOT_DOMAIN', 'a port', 'bot.contoso.example:3978'],
    ['BOT_DOMAIN', 'a wildcard', '*.contoso.example'],
    ['BOT_DOMAIN', 'a host without a domain', 'localhost'],
    ['BOT_DOMAIN', 'an empty one in the list', 'bot.contoso.example,,'],
    [
      'BOT_DOMAIN',
      'seventeen of them',
      Array.from({ length: 17 }, (_, n) => `bot${n}.contoso.example`).join(),
    ],
    ['DEVELOPER_NAME', '33 characters', 'x'.repeat(33)],
    ['DEVELOPER_WEBSITE', 'http', 'http://contoso.example'],
    ['DEVELOPER_WEBSITE', 'no scheme', 'contoso.example'],
    ['PRIVACY_URL', 'a script', 'javascript:alert(1)'],
    ['PRIVACY_URL', 'a host that is not public', 'https://localhost/privacy'],
    ['TERMS_URL', 'more than 2048 characters', `https://contoso.example/${'x'.repeat(2048)}`],
    ['PUBLIC_URL', 'no address', 'bot.contoso.example'],
    ['PUBLIC_URL', 'a path', 'https://bot.contoso.example/bot'],
    ['PUBLIC_URL', 'a query', 'https://bot.contoso.example/?tenant=1'],
    ['PUBLIC_URL', 'a fragment', 'https://bot.contoso.example/#top'],
    ['PUBLIC_URL', 'a user', 'https://somebody@bot.contoso.example'],
    ['PUBLIC_URL', 'a host that is not of BOT_DOMAIN', 'https://other.example'],
  ])('%s is refused by name: %s', (name, _what, value) => {
    expect(refusal(() => readSettings({ ...environment, [name]: value }, '1.2.3'))).toEqual([
      expect.stringContaining(`${name} is wrong`),
    ]);
  });

  test.each([
    'https://bot.contoso.example',
    'https://bot.contoso.example/',
    'https://bot.contoso.example:8443',
  ])('PUBLIC_URL may be %s', (PUBLIC_URL) => {
    expect(readSettings({ ...environment, PUBLIC_URL }, '1.2.3').PUBLIC_URL).toBe(PUBLIC_URL);
  });

  test('a wrong or missing BOT_DOMAIN is not the fault of PUBLIC_URL, which is right', () => {
    const PUBLIC_URL = 'https://bot.contoso.example';
    for (const [BOT_DOMAIN, what] of [
      ['https://bot.contoso.example', 'wrong'],
      ['', 'missing'],
    ])
      expect(refusal(() => readSettings({ ...environment, BOT_DOMAIN, PUBLIC_URL }, '1.2.3'))).toEqual([
        expect.stringContaining(`BOT_DOMAIN is ${what}`),
      ]);
  });

  test('a host of PUBLIC_URL that is not of BOT_DOMAIN is named together with what else is wrong', () => {
    const wrong = { ...environment, DEVELOPER_NAME: '', PUBLIC_URL: 'https://other.example' };
    expect(refusal(() => readSettings(wrong, '1.2.3'))).toEqual([
      expect.stringContaining('DEVELOPER_NAME is missing'),
      expect.stringContaining('PUBLIC_URL is wrong'),
    ]);
  });
});

describe('manifest', () => {
  test('is valid by the bundled schema, without a network', async () => {
    expect(await manifestProblems(manifest)).toEqual([]);
  });

  test('carries the settings, each in its place', () => {
    expect(manifest).toMatchObject({
      id: environment.MicrosoftAppId,
      version: '1.2.3',
      developer: {
        name: environment.DEVELOPER_NAME,
        websiteUrl: environment.DEVELOPER_WEBSITE,
        privacyUrl: environment.PRIVACY_URL,
        termsOfUseUrl: environment.TERMS_URL,
      },
      bots: [{ botId: environment.MicrosoftAppId }],
      validDomains: ['bot.contoso.example', 'bot-eu.contoso.example'],
    });
  });

  test('declares one bot that takes files, in personal chat, a team for subscribing alone, and a group for its cards', () => {
    expect(manifest.bots).toHaveLength(1);
    expect(manifest.bots[0]).toMatchObject({
      scopes: ['personal', 'team', 'groupChat'],
      supportsFiles: true,
      isNotificationOnly: false,
      commandLists: [{ scopes: ['personal'] }, { scopes: ['team'] }],
    });
    expect(manifest.defaultInstallScope).toBe('personal');
    const [, team] = manifest.bots[0]!.commandLists;
    expect(team!.commands.map(({ title }) => title)).toEqual(['subscribe', 'unsubscribe']);
  });

  test('follows the newest schema, and offers three prompts beside the commands', () => {
    expect(manifest.manifestVersion).toBe('1.30');
    const [personal] = manifest.bots[0]!.commandLists;
    const prompts = personal!.commands.filter(({ type }) => type === 'prompt');
    expect(prompts).toHaveLength(3);
    expect(prompts.every(({ prompt }) => prompt !== undefined)).toBe(true);
    expect(personal!.commands.length).toBeLessThanOrEqual(12);
  });

  test('declares a command on messages, which its dialog asks the bot for, and a search in any compose box', () => {
    expect(manifest.composeExtensions).toEqual([
      {
        botId: environment.MicrosoftAppId,
        commands: [
          expect.objectContaining({
            id: 'recordVoucher',
            type: 'action',
            context: ['message'],
            fetchTask: true,
          }),
          expect.objectContaining({
            id: 'find',
            type: 'query',
            context: ['compose', 'commandBox'],
            initialRun: true,
            parameters: [expect.objectContaining({ name: 'query', inputType: 'text' })],
          }),
        ],
      },
    ]);
  });

  test('takes links to itself where the bot has a public address, and nobody’s else', async () => {
    const PUBLIC_URL = 'https://bot-eu.contoso.example';
    const linked = fillManifest(readSettings({ ...environment, PUBLIC_URL }, '1.2.3'));
    expect(linked.composeExtensions[0]?.messageHandlers).toEqual([
      { type: 'link', value: { domains: ['bot-eu.contoso.example'] } },
    ]);
    expect(await manifestProblems(linked)).toEqual([]);
    for (const wrong of ['https://other.example', 'http://bot.contoso.example', 'https://localhost'])
      expect(refusal(() => readSettings({ ...environment, PUBLIC_URL: wrong }, '1.2.3'))).toEqual([
        expect.stringContaining('PUBLIC_URL is wrong'),
      ]);
  });

  test('a search is named in each language, its word too', () => {
    for (const language of ['ru', 'pl'] as const) {
      const named = Object.entries(translations[`${language}.json`]!).filter(([path]) =>
        path.startsWith('composeExtensions[0].commands[1].'),
      );
      expect(named).toHaveLength(4);
    }
  });

  test('a command of a message is named as the bot’s dialog is, in each language', () => {
    const [command] = manifest.composeExtensions[0]!.commands;
    expect(command!.title).toBe(say('en', 'task.title'));
    for (const language of ['ru', 'pl'] as const) {
      const title = translations[`${language}.json`]!['composeExtensions[0].commands[0].title'];
      expect(title).toBe(say(language, 'task.title'));
    }
  });

  test('a value that looks like JSON or like a placeholder stays text', async () => {
    const name = '"}, ${{TERMS_URL}} \\';
    const odd = fillManifest({ ...settings, DEVELOPER_NAME: name });
    expect(odd.developer.name).toBe(name);
    expect(odd.developer.websiteUrl).toBe(environment.DEVELOPER_WEBSITE);
  });

  test('the schema is really asked', async () => {
    const bad = { ...manifest, id: 'my-bot', colour: 'teal' } as Manifest;
    expect(await manifestProblems(bad)).toEqual([
      expect.stringContaining('additional'),
      expect.stringContaining('/id'),
    ]);
  });

  test('a placeholder nobody fills is reported', async () => {
    const bad = { ...manifest, developer: { ...manifest.developer, name: '${{COMPANY}}' } };
    expect(await manifestProblems(bad)).toEqual(['manifest.json: ${{COMPANY}} was not filled in']);
  });

  test('a command longer than the menu shows is reported though the schema takes it', async () => {
    const [bot] = structuredClone(manifest.bots);
    bot!.commandLists[0]!.commands[0]!.title = 'x'.repeat(33);
    expect(await manifestProblems({ ...manifest, bots: [bot!] })).toEqual([
      'manifest.json: bots[0].commandLists[0].commands[0].title has 33 of 32 characters',
    ]);
  });
});

describe('translations', () => {
  test('are those that the manifest announces', () => {
    const announced = manifest.localizationInfo.additionalLanguages;
    expect(announced.map(({ languageTag }) => languageTag)).toEqual(['ru', 'pl']);
    expect(announced.map(({ file }) => file).toSorted()).toEqual(Object.keys(translations).toSorted());
  });

  test.each(Object.entries(translations))(
    '%s says everything, within the limits',
    async (file, translation) => {
      expect(await translationProblems(file, translation, manifest)).toEqual([]);
    },
  );

  test.each(Object.entries(translations))('%s is in another language', (_file, translation) => {
    for (const [path, { text }] of localisable(manifest)) {
      if (path !== 'name.short') expect(translation[path]).not.toBe(text);
    }
  });

  test.each(Object.entries({ 'manifest.json': undefined, ...translations }))(
    'no two commands of %s are the same, whatever the case',
    (_file, translation) => {
      const titles = [...localisable(manifest)]
        .filter(([path]) => path.endsWith('.title'))
        .map(([path, { text }]) => (translation?.[path] ?? text).toLowerCase());
      expect(titles).toHaveLength(17);
      expect(new Set(titles).size).toBe(titles.length);
    },
  );

  test('a text missing, empty, too long or without a place is reported', async () => {
    const { 'name.full': _missing, ...rest } = translations['ru.json']!;
    const first = 'bots[0].commandLists[0].commands[0].title';
    const beyond = 'bots[0].commandLists[1].commands[9].title';
    const bad = { ...rest, [first]: ' ', 'description.short': 'x'.repeat(81), [beyond]: 'x' };
    expect(await translationProblems('ru.json', bad, manifest)).toEqual([
      expect.stringContaining('/description.short must NOT have more than 80 characters'),
      'ru.json: name.full is not translated',
      'ru.json: description.short has 81 of 80 characters',
      `ru.json: ${first} is not translated`,
      `ru.json: the manifest has no ${beyond}`,
    ]);
  });
});

/** The pixels of one of our icons, as [red, green, blue, alpha]; they are written without PNG filters. */
function pixels(png: Uint8Array): [number, number, number, number][] {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
    }
  }
  const raw = inflateSync(Buffer.concat(parts));
  return Array.from({ length: height }, (_, y) => {
    const row = raw.subarray(y * (width * 4 + 1), (y + 1) * (width * 4 + 1));
    expect(row[0]).toBe(0);
    return Array.from({ length: width }, (_dot, x): [number, number, number, number] => {
      const at = 1 + x * 4;
      return [row[at]!, row[at + 1]!, row[at + 2]!, row[at + 3]!];
    });
  }).flat();
}

describe('icons', () => {
  test('are of the size and kind Teams takes', () => {
    expect(iconProblems(icons)).toEqual([]);
  });

  test('the outline is white on nothing', () => {
    const dots = pixels(icons.outline);
    expect(dots.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
    expect(dots.some(([, , , alpha]) => alpha === 255)).toBe(true);
    expect(dots[0]?.[3]).toBe(0);
  });

  test('the colour icon fills its square with the accent colour', () => {
    const dots = pixels(icons.color);
    expect(dots.every(([, , , alpha]) => alpha === 255)).toBe(true);
    const corner = dots[0]!.slice(0, 3).map((part) => part.toString(16).padStart(2, '0'));
    expect(`#${corner.join('')}`.toUpperCase()).toBe(manifest.accentColor);
  });

  test('swapped, cut off and opaque ones are reported', () => {
    expect(iconProblems({ color: icons.outline, outline: icons.color })).toEqual([
      'color icon: 32×32 instead of 192×192',
      'outline icon: 192×192 instead of 32×32',
    ]);
    const opaque = icons.outline.slice();
    opaque[25] = 2;
    expect(iconProblems({ color: icons.color.slice(0, 20), outline: opaque })).toEqual([
      'color icon: not a PNG file',
      'outline icon: no transparent background',
    ]);
  });
});

describe('package', () => {
  test('holds exactly the manifest, the icons and the translations', async () => {
    const files = unzipSync(await packageApp(settings, icons));
    expect(Object.keys(files).toSorted()).toEqual([
      'color.png',
      'manifest.json',
      'outline.png',
      'pl.json',
      'ru.json',
    ]);
    expect(JSON.parse(strFromU8(files['manifest.json']!))).toEqual(manifest);
    expect(JSON.parse(strFromU8(files['pl.json']!))).toEqual(translations['pl.json']);
    expect(JSON.parse(strFromU8(files['ru.json']!))).toEqual(translations['ru.json']);
    expect(Buffer.from(files['color.png']!).equals(icons.color)).toBe(true);
    expect(Buffer.from(files['outline.png']!).equals(icons.outline)).toBe(true);
  });

  // A process of its own each: jest's process.env does not reach the clock.
  test.each(['Pacific/Auckland', 'America/St_Johns'])('is the same, byte for byte, in %s', async (zone) => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { packageApp } from './manifest/app-package.ts';
      const icon = (name) => readFileSync('manifest/' + name + '.png');
      const archive = await packageApp(${JSON.stringify(settings)}, { color: icon('color'), outline: icon('outline') });
      process.stdout.write(archive);`;
    const there = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { TZ: zone },
    });
    expect(there.stderr.toString()).toBe('');
    expect(there.stdout.equals(await packageApp(settings, icons))).toBe(true);
  });

  test('is refused with every problem, and nothing is made', async () => {
    const attempt = packageApp({ ...settings, MicrosoftAppId: 'my-bot' }, { ...icons, color: icons.outline });
    await expect(attempt).rejects.toThrow(PackageRefused);
    await expect(attempt).rejects.toMatchObject({
      problems: [
        expect.stringContaining('/id'),
        expect.stringContaining('/botId'),
        expect.stringContaining('/composeExtensions/0/botId'),
        'color icon: 32×32 instead of 192×192',
      ],
    });
  });

  test('the command without its settings makes nothing, names them and fails', () => {
    const command = spawnSync(process.execPath, ['manifest/package.ts'], { cwd: root, env: {} });
    expect(command.status).toBe(1);
    expect(command.stdout.toString()).toBe('');
    for (const name of Object.keys(environment))
      expect(command.stderr.toString()).toContain(`${name} is missing`);
  });
});
