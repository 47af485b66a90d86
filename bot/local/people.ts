/** The tenant of the local people: a synthetic partner company. */
export const localTenantId = '5f1c7a52-9d0e-4c3b-8a64-2b7d1e90c301';

/** The mailbox to which the local people forward their mails. */
export const localMailbox = 'vouchers@partner.example';

/** Somebody who has Teams open. Everything that the bot learns of a person comes from here. */
export interface LocalPerson {
  /** Short name for the page and for tests. */
  readonly key: string;
  readonly name: string;
  /** The id that Teams gives a person towards one bot. */
  readonly id: `29:${string}`;
  readonly aadObjectId: string;
  readonly tenantId: string;
  readonly locale: string;
  readonly timezone: string;
  /** The person's Teams is an old one that shows the `Action.Submit` fallback of every `Action.Execute`. */
  readonly executeAsSubmit?: boolean;
}

/** The admin of the synthetic company. */
export const anna: LocalPerson = {
  key: 'anna',
  name: 'Anna Nowak (synthetic)',
  id: '29:1AnnaNowakSynthetic',
  aadObjectId: 'a1e4c0d2-3b5f-4e66-9c17-0f2d8b6a5e01',
  tenantId: localTenantId,
  locale: 'en-US',
  timezone: 'Europe/Warsaw',
};

/** A consultant of the synthetic company. */
export const boris: LocalPerson = {
  key: 'boris',
  name: 'Boris Ivanov (synthetic)',
  id: '29:1BorisIvanovSynthetic',
  aadObjectId: 'b7d95f18-64c2-4a0b-8f3e-51c7a2e9d402',
  tenantId: localTenantId,
  locale: 'en-US',
  timezone: 'Europe/Warsaw',
};

/** Who uses the local Teams unless somebody else is named. */
export const localPeople: readonly LocalPerson[] = [anna, boris];
