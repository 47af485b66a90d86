import { channelCard, noticesCard } from '../../../cards/notices/notice-message.ts';
import type { Told } from '../../../cards/notices/told.ts';
import { TOLD_LIST_BYTES, toldListCard, writeToldList } from '../../../cards/notices/told-list.ts';
import { notificationsCard } from '../../../cards/notices/notifications.ts';
import type { ClaimStatus } from '../../../domain/claim/model.ts';
import { addDays } from '../../../domain/day.ts';
import type { Standing } from '../../../domain/desk/standing.ts';
import { NOTICE_CODES, type NoticeCode } from '../../../domain/notices/notice.ts';
import { bulkOf } from './bulk.ts';
import type {
  BulkDocument,
  ClaimDocument,
  PersonDocument,
  Tallied,
  VoucherDocument,
} from '../../../domain/store/documents.ts';
import { Scene } from './scene.ts';

/** What people are told unasked, and their choices of it. */
export function showNotices(scene: Scene): void {
  unasked(scene);
  choices(scene);
}

/** What a notice of each code says, with a document as it would be then. */
function tellOf(scene: Scene, code: NoticeCode, nth: number, standing: Standing): Told {
  const told = (
    subject: string,
    about: Partial<Told['notice']>,
    doc?: VoucherDocument | ClaimDocument | PersonDocument | BulkDocument,
  ): Told => ({
    notice: { code, subject, day: addDays(standing.today, (nth % 9) - 3), ...about },
    doc,
    ...(nth % 2 === 0 ? { by: scene.outside('person', nth) } : {}),
  });
  const voucher = (state: Tallied, detail?: string): Told => {
    const doc = scene.voucher(state, nth, nth % 5 === 4 ? 'number' : 'all');
    return told(doc.id, detail === undefined ? {} : { detail }, doc);
  };
  const claim = (status: ClaimStatus, detail?: string): Told => {
    const doc = scene.claim(status, 2);
    return told(doc.id, detail === undefined ? {} : { detail }, doc);
  };
  const person = scene.person(nth % 10);
  switch (code) {
    case 'voucher.recorded':
    case 'reserve.now':
    case 'start.near':
    case 'start.passed':
    case 'expiry.near':
      return voucher('assigned');
    case 'voucher.released':
      return voucher('assigned', 'otherPartner');
    case 'voucher.handedOver':
      return voucher('reserved', 'consultant-0');
    case 'voucher.reserved':
    case 'report.overdue':
    case 'expiry.passed':
      return voucher('reserved');
    case 'voucher.lost':
      return voucher('lost');
    case 'voucher.reported':
      return voucher('reported');
    case 'voucher.redeemed':
    case 'claimBy.near':
      return voucher('redeemed');
    case 'voucher.void':
      return voucher('void', 'duplicate');
    case 'claimBy.passed':
      return claim('draft');
    case 'claim.submitted':
      return claim('submitted');
    case 'claim.approved':
    case 'payment.missing':
      return claim('approved');
    case 'claim.paid':
      return claim('paid');
    case 'claim.denied':
      return claim('denied', 'deliverables');
    case 'access.requested':
      return told(person.id, {}, person);
    case 'access.granted':
      return told(person.id, { detail: 'consultant' }, person);
    case 'bulk.handOver':
    case 'bulk.void': {
      const doc = bulkOf(scene, code === 'bulk.handOver' ? 'handOver' : 'void');
      return told(doc.id, { detail: '250' }, doc);
    }
    case 'sheet.recorded':
    case 'sheet.reconciled':
      return told('company', { detail: '300' });
    case 'renewal.near':
      return told('company', { detail: 'DDPS' });
    case 'renewal.open':
      return told('company', { detail: 'ppm' });
    case 'renewal.passed':
      return told('company', { detail: 'membership' });
    case 'profile.stale':
      return told('company', { detail: 'PL' });
    case 'ask.new':
    case 'comment.new': {
      const doc = scene.discussed(scene.voucher('assigned', nth));
      return told(doc.id, { detail: code === 'ask.new' ? 'asks-0' : 'said-1' }, doc);
    }
    case 'ask.done':
      return voucher('reserved', 'reserve');
    case 'ask.declined':
      return voucher('assigned', 'reserve');
    case 'ask.over':
      return voucher('lost', 'lost');
    case 'remind.me':
      return voucher('reported');
    default:
      return code satisfies never;
  }
}

function unasked(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const chat = 'https://teams.microsoft.com/l/chat/0/0?users=28:synthetic';
  const all = NOTICE_CODES.map((code, nth) => tellOf(scene, code, nth, standing));
  // Each alone where its buttons differ; the words of all of them, ten at a time.
  const alone: readonly NoticeCode[] = [
    'voucher.recorded',
    'voucher.lost',
    'claimBy.near',
    'claimBy.passed',
    'access.requested',
    'access.granted',
    'renewal.near',
    'renewal.open',
    'profile.stale',
    'ask.new',
    'ask.done',
    'ask.declined',
    'comment.new',
    'remind.me',
  ];
  for (const told of all.filter(({ notice }) => alone.includes(notice.code))) {
    scene.show(noticesCard, told.notice.code, noticesCard(actor, [told], standing));
  }
  for (let nth = 0; nth < all.length; nth += 9) {
    const some = all.slice(nth, nth + 9);
    scene.show(noticesCard, `some from ${nth}`, noticesCard(actor, some, standing));
  }
  const [first] = all;
  if (first !== undefined)
    scene.show(channelCard, 'one', channelCard(actor.language, [first], standing, chat));
  scene.show(noticesCard, 'everything', noticesCard(actor, all, standing));
  scene.show(channelCard, 'everything', channelCard(actor.language, all, standing, chat));
  scene.show(noticesCard, 'only counted', noticesCard(actor, [], standing, 12));
  scene.show(channelCard, 'only counted', channelCard(actor.language, [], standing, chat, 12));
  const vouchers = Array.from({ length: 10 }, (_, nth) => tellOf(scene, 'claimBy.near', nth, standing));
  scene.show(noticesCard, 'ten of one kind', noticesCard(actor, vouchers, standing));
  // Every kind as several: its sentence counts them.
  const each = 6;
  for (let from = 0; from < NOTICE_CODES.length; from += each) {
    const many = NOTICE_CODES.slice(from, from + each).flatMap((code) =>
      [0, 1, 2, 3].map((nth) => tellOf(scene, code, nth, standing)),
    );
    scene.show(noticesCard, `several of each from ${from}`, noticesCard(actor, many, standing));
  }
  listed(scene);
}

function listed(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const docs = [
    ...Array.from({ length: 8 }, (_, nth) =>
      scene.voucher('assigned', nth, nth % 5 === 4 ? 'number' : 'all'),
    ),
    scene.claim('approved', 2),
    scene.claim('draft', 3),
  ];
  const ids = Array.from({ length: 40 }, (_, nth) => docs[nth % docs.length]?.id ?? '');
  const arg = writeToldList(ids, TOLD_LIST_BYTES);
  const list = { ids, more: 3 };
  scene.show(toldListCard, 'first page', toldListCard(actor, { docs, list, arg, from: 0, standing }));
  scene.show(toldListCard, 'last page', toldListCard(actor, { docs, list, arg, from: 30, standing }));
}

function choices(scene: Scene): void {
  const actor = scene.actor;
  const standing = scene.standing();
  const person = { ...scene.person(0), timeZone: scene.outside('zone', 0) };
  scene.show(notificationsCard, 'as it begins', notificationsCard(actor, { person: undefined, standing }));
  scene.show(
    notificationsCard,
    'daily, some muted, banner',
    notificationsCard(actor, {
      person: { ...person, muted: ['vouchers', 'profile'], digest: true },
      standing,
      banner: scene.banner(),
    }),
  );
}
