import { readFileSync } from 'node:fs';
import { packageApp, readSettings } from '../../../manifest/app-package.ts';
import { APP } from '../teams/given.ts';

const icon = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../manifest/${name}.png`, import.meta.url));
const SITE = 'https://contoso.example/';

/** The package of a synthetic company's bot, in version 1.2.3, for an environment that differs by this much. */
export function packageFor(more: Readonly<Record<string, string | undefined>> = {}): Promise<Uint8Array> {
  const env = {
    MicrosoftAppId: APP,
    BOT_DOMAIN: 'bot.contoso.example',
    DEVELOPER_NAME: 'Contoso',
    DEVELOPER_WEBSITE: SITE,
    PRIVACY_URL: SITE,
    TERMS_URL: SITE,
    PUBLIC_URL: 'https://bot.contoso.example',
    ...more,
  };
  return packageApp(readSettings(env, '1.2.3'), { color: icon('color'), outline: icon('outline') });
}
