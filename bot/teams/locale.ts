import { spokenIn, type Language } from '../../domain/people/person.ts';

/** What an activity says of the client that it was written in. */
interface ClientSettings {
  /** Absent = it does not say, or names a language that we do not speak. */
  readonly language: Language | undefined;
  /** IANA name. */
  readonly timeZone: string | undefined;
}

/**
 * The language and zone of the client: of the activity itself, else of its entity `clientInfo`, which is all that
 * iPhones send (botbuilder-js 4794).
 */
export function clientSettings({
  locale,
  localTimezone,
  entities = [],
}: {
  readonly locale?: string;
  readonly localTimezone?: string;
  readonly entities?: readonly { readonly type: string }[];
}): ClientSettings {
  const client: Readonly<Record<string, unknown>> = {
    ...entities.find(({ type }) => type === 'clientInfo'),
  };
  return {
    language: spokenIn(locale) ?? (locale ? undefined : spokenIn(client['locale'])),
    timeZone: localTimezone || (typeof client['timezone'] === 'string' ? client['timezone'] : undefined),
  };
}
