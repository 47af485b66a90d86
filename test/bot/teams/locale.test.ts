import { expect, test } from '@jest/globals';
import { clientSettings } from '../../../bot/teams/locale.ts';

const client = (more: object) => [{ type: 'clientInfo', ...more }];

test.each<[string, object, string | undefined]>([
  ['the activity’s locale', { locale: 'ru-RU', entities: client({ locale: 'pl-PL' }) }, 'ru'],
  ['the client’s where there is none', { entities: client({ locale: 'pl-PL' }) }, 'pl'],
  ['the client’s where it is empty', { locale: '', entities: client({ locale: 'PL' }) }, 'pl'],
  ['none when nobody says', { entities: client({ platform: 'iOS' }) }, undefined],
  ['none when nothing is there', {}, undefined],
  ['none when we do not speak it', { locale: 'de-DE', entities: client({ locale: 'pl-PL' }) }, undefined],
  ['none of what only begins alike', { locale: 'plt-MG' }, undefined],
  ['none of what is no text', { entities: client({ locale: { pl: 1 } }) }, undefined],
])('the language is %s', (_title, activity, language) => {
  expect(clientSettings(activity as never).language).toBe(language);
});

test('the zone is the activity’s, else the client’s', () => {
  const entities = client({ timezone: 'Europe/Warsaw' }) as never;
  expect(clientSettings({ localTimezone: 'Asia/Tokyo', entities }).timeZone).toBe('Asia/Tokyo');
  expect(clientSettings({ entities }).timeZone).toBe('Europe/Warsaw');
  expect(clientSettings({ entities: client({ timezone: 7 }) }).timeZone).toBeUndefined();
});
