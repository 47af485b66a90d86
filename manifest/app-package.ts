import { AppManifestUtils, type AppManifest } from '@microsoft/app-manifest';
import localizationSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json' with { type: 'json' };
import manifestSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json' with { type: 'json' };
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import type { Language } from '../domain/people/person.ts';
import template from './manifest.json' with { type: 'json' };
import pl from './pl.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

type Template = typeof template;
type Extension = Template['composeExtensions'][number];

/** The Teams manifest with nothing left to fill in, as it goes into the package. */
export type Manifest = Omit<Template, 'composeExtensions'> & {
  readonly composeExtensions: readonly (Omit<Extension, 'messageHandlers'> &
    Partial<Pick<Extension, 'messageHandlers'>>)[];
};

/** The words of one language, by the path of the manifest's text that they replace. */
type Translation = Readonly<Record<string, string>>;

/** What one company's package needs to know, by the names of the environment. */
type PackageSettings = z.infer<typeof settingsSchema>;

/** Thrown when no package was made; nothing has been written, and `problems` names everything at once. */
export class PackageRefused extends Error {
  override readonly name = 'PackageRefused';
  /** One sentence each, for the person who runs the command. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`No package was made:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const hostName = z
  .string()
  .regex(/^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i);

// The schema also takes http; people are shown these links, so only https with a public host name.
const page = z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(2048);

// Nothing behind the host, as the bot and the doctor want it.
const bareAddress = page.refine(
  (value) => URL.canParse(value) && new URL(value).href === `${new URL(value).origin}/`,
);

const settingsSchema = z.object({
  MicrosoftAppId: z.guid(),
  APP_VERSION: z.string().regex(/^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/),
  BOT_DOMAIN: z
    .string()
    .transform((list) => list.split(',').map((domain) => domain.trim()))
    .pipe(z.array(hostName).min(1).max(16)),
  DEVELOPER_NAME: z.string().trim().min(1).max(32),
  DEVELOPER_WEBSITE: page,
  PRIVACY_URL: page,
  TERMS_URL: page,
  PUBLIC_URL: bareAddress.optional(),
});

const expected: Readonly<Record<keyof PackageSettings, string>> = {
  MicrosoftAppId: "the bot's application id, a GUID",
  APP_VERSION: 'three numbers such as 1.4.0, higher than the version already published',
  BOT_DOMAIN:
    'the host name the bot answers on, or up to 16 separated by commas, without https:// or wildcards',
  DEVELOPER_NAME: 'the name people see as the publisher, at most 32 characters',
  DEVELOPER_WEBSITE: 'an https address with support for the app',
  PRIVACY_URL: 'an https address of the privacy statement',
  TERMS_URL: 'an https address of the terms of use',
  PUBLIC_URL:
    'the https address that the bot has for links of vouchers, without a path, on a host of BOT_DOMAIN; absent where it has none',
};

/**
 * Reads the package's settings from the environment; a variable that is set but empty counts as missing.
 *
 * @param projectVersion stands in for APP_VERSION
 * @throws {PackageRefused} naming every variable that is missing or wrong
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
  projectVersion: string,
): PackageSettings {
  const given: Record<string, string> = { APP_VERSION: projectVersion };
  for (const name of Object.keys(expected)) {
    const value = environment[name]?.trim();
    if (value) given[name] = value;
  }
  const parsed = settingsSchema
    .refine(isOnItsDomain, { path: ['PUBLIC_URL'], when: ({ issues }) => !issues.some(isOfAnAddress) })
    .safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  throw new PackageRefused(
    Object.entries(expected)
      .filter(([name]) => wrong.has(name))
      .map(([name, meaning]) => `${name} is ${given[name] === undefined ? 'missing' : 'wrong'}: ${meaning}`),
  );
}

/** Of one that is wrong itself nothing is said about the other. */
function isOfAnAddress({ path }: { readonly path?: readonly PropertyKey[] | undefined }): boolean {
  return path?.[0] === 'BOT_DOMAIN' || path?.[0] === 'PUBLIC_URL';
}

function isOnItsDomain({ PUBLIC_URL: url, BOT_DOMAIN: domains }: PackageSettings): boolean {
  return url === undefined || domains.some((domain) => domain.toLowerCase() === new URL(url).hostname);
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A placeholder is a whole string, so no value can break out of its place; a list fills several places of an array. */
function fill(value: Json, settings: Readonly<Record<string, Json>>): Json {
  if (typeof value === 'string') {
    const name = /^\$\{\{(\w+)\}\}$/.exec(value)?.[1];
    return name === undefined ? value : (settings[name] ?? value);
  }
  if (Array.isArray(value)) return value.flatMap((item: Json) => fill(item, settings));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, settings)]));
  }
  return value;
}

/**
 * The manifest of one company: the template of `manifest.json` with its placeholders filled in. Links of vouchers become
 * cards where the bot has a public address.
 */
export function fillManifest({ PUBLIC_URL: url, ...settings }: PackageSettings): Manifest {
  const domain = url === undefined ? {} : { LINK_DOMAIN: new URL(url).hostname };
  const manifest = fill(template, { ...settings, ...domain }) as Manifest;
  if (url !== undefined) return manifest;
  return {
    ...manifest,
    composeExtensions: manifest.composeExtensions.map(
      ({ messageHandlers: _none, ...extension }) => extension,
    ),
  };
}

/** Of every language that the bot speaks beside English, and none lacks what Polish has. */
const TRANSLATED: Readonly<
  Record<`${Exclude<Language, 'en'>}.json`, Readonly<Record<keyof typeof pl, string>>>
> = { 'pl.json': pl, 'ru.json': ru };

/** The translations that the package carries, by file name. */
export const translations: Readonly<Record<string, Translation>> = TRANSLATED;

/**
 * Every text of the manifest that a language must translate, with the most characters it may have.
 * The limits of commands are those of schema 1.19 and of the command menu (32 and 128): later schemas allow more than
 * Teams shows. A prompt is typed for the person, who reads it first.
 */
export function localisable(manifest: Manifest): ReadonlyMap<string, { text: string; limit: number }> {
  const texts = new Map([
    ['name.short', { text: manifest.name.short, limit: 30 }],
    ['name.full', { text: manifest.name.full, limit: 100 }],
    ['description.short', { text: manifest.description.short, limit: 80 }],
    ['description.full', { text: manifest.description.full, limit: 4000 }],
  ]);
  for (const [b, bot] of manifest.bots.entries()) {
    for (const [l, list] of bot.commandLists.entries()) {
      for (const [c, command] of list.commands.entries()) {
        const path = `bots[${b}].commandLists[${l}].commands[${c}]`;
        texts.set(`${path}.title`, { text: command.title, limit: 32 });
        texts.set(`${path}.description`, { text: command.description, limit: 128 });
        if (command.prompt !== undefined) texts.set(`${path}.prompt`, { text: command.prompt, limit: 128 });
      }
    }
  }
  for (const [e, extension] of manifest.composeExtensions.entries()) {
    for (const [c, command] of extension.commands.entries()) {
      const path = `composeExtensions[${e}].commands[${c}]`;
      texts.set(`${path}.title`, { text: command.title, limit: 32 });
      texts.set(`${path}.description`, { text: command.description, limit: 128 });
      for (const [p, parameter] of (command.parameters ?? []).entries()) {
        texts.set(`${path}.parameters[${p}].title`, { text: parameter.title, limit: 32 });
        texts.set(`${path}.parameters[${p}].description`, { text: parameter.description, limit: 128 });
      }
    }
  }
  return texts;
}

type Schema = NonNullable<Parameters<typeof AppManifestUtils.validateAgainstSchema>[1]>;

/** With the schema handed over, the validator has no reason to fetch it. */
async function schemaProblems(file: string, content: object, schema: object): Promise<string[]> {
  const problems = await AppManifestUtils.validateAgainstSchema(content as AppManifest, schema as Schema);
  return problems.map((problem) => `${file}: ${problem.trim()}`);
}

/** What keeps the manifest from being valid: the bundled schema's complaints, placeholders left, texts too long. */
export async function manifestProblems(manifest: Manifest): Promise<string[]> {
  const problems = await schemaProblems('manifest.json', manifest, manifestSchema);
  for (const [placeholder] of JSON.stringify(manifest).matchAll(/\$\{\{\w+\}\}/g)) {
    problems.push(`manifest.json: ${placeholder} was not filled in`);
  }
  for (const [path, { text, limit }] of localisable(manifest)) {
    if (text.length > limit)
      problems.push(`manifest.json: ${path} has ${text.length} of ${limit} characters`);
  }
  return problems;
}

// Only the patterns of texts that are here: others have a lone bracket, which the validator's regular expressions do not
// take.
const textsLocalizationSchema = {
  ...localizationSchema,
  patternProperties: Object.fromEntries(
    Object.entries(localizationSchema.patternProperties).filter(([pattern]) =>
      /^\^(?:bots|composeExtensions.*commands.{10}(?:\.parameters.{10})?\.(?:title|description)\$$)/.test(
        pattern,
      ),
    ),
  ),
};

/** What keeps one language from saying everything that the manifest says, and no more, within Teams' limits. */
export async function translationProblems(
  file: string,
  translation: Translation,
  manifest: Manifest,
): Promise<string[]> {
  const problems = await schemaProblems(file, translation, textsLocalizationSchema);
  const texts = localisable(manifest);
  for (const [path, { limit }] of texts) {
    const text = translation[path] ?? '';
    if (text.trim() === '') problems.push(`${file}: ${path} is not translated`);
    if (text.length > limit) problems.push(`${file}: ${path} has ${text.length} of ${limit} characters`);
  }
  for (const path of Object.keys(translation)) {
    if (path !== '$schema' && !texts.has(path)) problems.push(`${file}: the manifest has no ${path}`);
  }
  return problems;
}

/** The two icons, as PNG files. */
export type Icons = Readonly<Record<keyof Manifest['icons'], Uint8Array>>;

const iconSizes = { color: 192, outline: 32 } as const;
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const rgbWithAlpha = 6;

/** What keeps the icons from being shown: not a PNG, not the one size Teams takes, an outline without transparency. */
export function iconProblems(icons: Icons): string[] {
  const problems: string[] = [];
  for (const name of ['color', 'outline'] as const) {
    const bytes = icons[name];
    const size = iconSizes[name];
    if (bytes.length < 26 || pngSignature.some((byte, at) => bytes[at] !== byte)) {
      problems.push(`${name} icon: not a PNG file`);
      continue;
    }
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [width, height] = [header.getUint32(16), header.getUint32(20)];
    if (width !== size || height !== size) {
      problems.push(`${name} icon: ${width}×${height} instead of ${size}×${size}`);
    }
    if (name === 'outline' && bytes[25] !== rgbWithAlpha) {
      problems.push('outline icon: no transparent background');
    }
  }
  return problems;
}

// fflate writes the local time, so the moment is a local one too: the same bytes in every time zone.
const packedAt = new Date(2020, 0, 1, 12);

/** A zip of these files whose bytes depend on nothing but them. */
function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync({ ...files }, { mtime: packedAt, level: 9 });
}

const jsonFile = (content: object): Uint8Array => strToU8(`${JSON.stringify(content, null, 2)}\n`);

/**
 * The app package that is uploaded to Teams: checked without a network, the same bytes for the same input.
 *
 * @throws {PackageRefused} naming everything Teams would refuse
 */
export async function packageApp(settings: PackageSettings, icons: Icons): Promise<Uint8Array> {
  const manifest = fillManifest(settings);
  const problems = [...(await manifestProblems(manifest)), ...iconProblems(icons)];
  const files: Record<string, Uint8Array> = {
    'manifest.json': jsonFile(manifest),
    [manifest.icons.color]: icons.color,
    [manifest.icons.outline]: icons.outline,
  };
  for (const { file } of manifest.localizationInfo.additionalLanguages) {
    const translation = translations[file] ?? {};
    problems.push(...(await translationProblems(file, translation, manifest)));
    files[file] = jsonFile(translation);
  }
  if (problems.length > 0) throw new PackageRefused(problems);
  return zip(files);
}
