import { open } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { jsonOf } from './ask.ts';
import { notOk, ok, unchecked, type Finding } from './finding.ts';
import type { TeamsConfig } from './identity.ts';

/** Teams takes no larger one. */
const MAX_PACKAGE_BYTES = 2 * 1024 * 1024;
const MAX_MANIFEST_BYTES = 256 * 1024;
const AGAIN = '`npm run package` with the environment of the bot, and upload that';

const bot = z.looseObject({ botId: z.string() });
const manifestSchema = z.looseObject({
  id: z.string(),
  version: z.string(),
  bots: z.array(bot).min(1),
  composeExtensions: z
    .array(
      z.looseObject({
        botId: z.string(),
        messageHandlers: z
          .array(z.looseObject({ value: z.looseObject({ domains: z.array(z.string()) }) }))
          .default([]),
      }),
    )
    .default([]),
  validDomains: z.array(z.string()).default([]),
});
type AppManifest = z.infer<typeof manifestSchema>;

/**
 * Whether a package for Teams was made for this bot. `isNamed`: somebody said which file it is, so that it has to be
 * there.
 */
export async function lookAtPackage(
  { identity, publicUrl }: Pick<TeamsConfig, 'identity' | 'publicUrl'>,
  file: string,
  isNamed: boolean,
): Promise<readonly Finding[]> {
  const bytes = await bytesOf(file);
  if (bytes === 'absent')
    return [
      isNamed
        ? notOk(`there is no ${file}`, '`npm run package`')
        : unchecked(`there is no ${file}`, '`npm run package`, or --package FILE'),
    ];
  const manifest = bytes === 'too_large' ? undefined : manifestOf(bytes);
  if (manifest === undefined) return [notOk(`${file} is no package for Teams`, AGAIN)];
  const wrong = differences(manifest, identity.appId, publicUrl);
  if (wrong.length > 0) return wrong.map((saw) => notOk(saw, AGAIN));
  return [
    ok(`${file}, version ${manifest.version}: made for this bot. Teams takes it over a lower version only`),
  ];
}

function differences(
  { id, bots, composeExtensions, validDomains }: AppManifest,
  appId: string,
  publicUrl: string | undefined,
): readonly string[] {
  const wrong: string[] = [];
  const others = [...bots, ...composeExtensions].filter(({ botId }) => botId.toLowerCase() !== appId);
  if (others[0] !== undefined)
    wrong.push(`the package is of the bot ${others[0].botId}, not of MicrosoftAppId ${appId}`);
  else if (id.toLowerCase() !== appId) wrong.push(`the app in the package has the id ${id}, not ${appId}`);
  const host = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  const links = composeExtensions.flatMap(({ messageHandlers }) =>
    messageHandlers.flatMap(({ value }) => value.domains),
  );
  if (host === undefined) {
    if (links.length > 0)
      wrong.push('the package turns links into cards, but without PUBLIC_URL the bot gives none');
    return wrong;
  }
  if (!validDomains.includes(host))
    wrong.push(`validDomains of the package lacks ${host}, the host of PUBLIC_URL`);
  if (!links.includes(host))
    wrong.push(`links of ${host} do not become cards by this package: PUBLIC_URL was not set`);
  return wrong;
}

async function bytesOf(file: string): Promise<Uint8Array | 'absent' | 'too_large'> {
  let handle;
  try {
    handle = await open(file);
  } catch {
    return 'absent';
  }
  try {
    if ((await handle.stat()).size > MAX_PACKAGE_BYTES) return 'too_large';
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function manifestOf(bytes: Uint8Array): AppManifest | undefined {
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === 'manifest.json' && originalSize <= MAX_MANIFEST_BYTES,
    });
    const text = new TextDecoder().decode(files['manifest.json']);
    return manifestSchema.safeParse(jsonOf(text)).data;
  } catch {
    return undefined;
  }
}
