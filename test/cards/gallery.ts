import type { Card } from '../../cards/kit/template.ts';
import type { ClaimDocument, PersonDocument, VoucherDocument } from '../../domain/store/documents.ts';
import { EDITION_IDS, type EditionId } from '../../domain/programme/edition.ts';
import {
  LANGUAGES,
  OFFICIAL_ROLES,
  PERMISSIONS,
  type Actor,
  type Language,
  type OfficialRole,
  type Permission,
} from '../../domain/people/person.ts';
import { showClaims } from './gallery/claim.ts';
import { showCompany } from './gallery/company.ts';
import { showHome } from './gallery/home.ts';
import { showMails } from './gallery/mail.ts';
import { showMailbox } from './gallery/mailbox.ts';
import { showNotices } from './gallery/notices.ts';
import type { Outside } from './gallery/outside.ts';
import { showOverviews } from './gallery/overview.ts';
import { showPeople } from './gallery/people.ts';
import { Scene, TENANT } from './gallery/scene.ts';
import { showPlans } from './gallery/plan.ts';
import { showBulks } from './gallery/bulk.ts';
import { showSheets } from './gallery/sheet.ts';
import { showTakeout } from './gallery/takeout.ts';
import { showVouchers } from './gallery/voucher.ts';

/**
 * Every card of every state, made by the card functions from documents that the domain decided. All texts
 * that would come from outside come from `outside`, so that a test chooses how long or how hostile they are.
 */

export interface Shown {
  /** The card function's name. */
  readonly made: string;
  /** Which card it is, to name it when a rule is broken. */
  readonly of: string;
  readonly language: Language;
  readonly permission: Permission | undefined;
  /** The language of the message to a customer, where the card holds one. */
  readonly customerLanguage?: Language;
  readonly card: Card;
}

interface Options {
  readonly languages?: readonly Language[];
  readonly editions?: readonly EditionId[];
  /** Absent = everybody, also who has none. */
  readonly permissions?: readonly Permission[];
  readonly outside: Outside;
}

export function* gallery(options: Options): Generator<Shown> {
  for (const editionId of options.editions ?? EDITION_IDS) {
    const documents = new Map<string, VoucherDocument | ClaimDocument | PersonDocument>();
    for (const language of options.languages ?? LANGUAGES) {
      for (const { permission, roles } of PEOPLE) {
        if (options.permissions !== undefined && !options.permissions.some((one) => one === permission))
          continue;
        const actor = actorOf(language, permission, roles, options.outside);
        const scene = new Scene(editionId, actor, options.outside, documents);
        for (const show of IDEAS) show(scene);
        for (const { made, of, card, customerLanguage } of scene.made) {
          yield {
            made,
            of: `${made}: ${of} (${editionId}, ${language}, ${permission ?? 'nobody'}${roles.length > 0 ? ' with roles' : ''})`,
            language,
            permission,
            card,
            ...(customerLanguage === undefined ? {} : { customerLanguage }),
          };
        }
      }
    }
  }
}

const IDEAS = [
  showHome,
  showVouchers,
  showPlans,
  showMails,
  showMailbox,
  showSheets,
  showTakeout,
  showBulks,
  showClaims,
  showCompany,
  showPeople,
  showNotices,
  showOverviews,
];

const PEOPLE: readonly {
  readonly permission: Permission | undefined;
  readonly roles: readonly OfficialRole[];
}[] = [
  ...PERMISSIONS.flatMap((permission) => [
    { permission, roles: [] },
    { permission, roles: OFFICIAL_ROLES },
  ]),
  { permission: undefined, roles: [] },
];

function actorOf(
  language: Language,
  permission: Permission | undefined,
  roles: readonly OfficialRole[],
  outside: Outside,
): Actor {
  const actor = { tenantId: TENANT, id: 'synthetic-person', name: outside('person', 0), language, roles };
  return permission === undefined ? actor : { ...actor, permission };
}
