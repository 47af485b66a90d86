import {
  bulkCard,
  bulkEachCard,
  bulkFailedCard,
  bulkListCard,
  bulkReviewCard,
  EACH_PAGE,
} from '../../../cards/voucher/bulk.ts';
import { severalCard } from '../../../cards/voucher/several.ts';
import { handOverAllCard } from '../../../cards/people/hand-over-all.ts';
import { MAX_BULK, newDocument, type BulkDocument } from '../../../domain/store/documents.ts';
import { bulkId } from '../../../domain/store/ids.ts';
import { MANY, TENANT, type Scene } from './scene.ts';

type Does = BulkDocument['does'];

const KEY = 'c0ffee00-0000-4000-8000-000000000002';

/** What is done with many vouchers, as many as one press takes. */
export function bulkOf(scene: Scene, type: Does['type'], more: Partial<BulkDocument> = {}): BulkDocument {
  const does: Does =
    type === 'handOver'
      ? { type, from: 'consultant-0', to: 'consultant-1', rest: 'consultant-2' }
      : { type, reason: 'notOurs', note: scene.outside('reason', 0) };
  return newDocument('bulk', TENANT, bulkId(KEY), {
    ttl: 60,
    by: 'synthetic-1',
    does,
    status: 'waiting',
    items: Array.from({ length: MAX_BULK }, (_, nth) => ({
      number: scene.outside('number', nth),
      version: 1,
      ...(type === 'handOver' ? { to: `consultant-${1 + (nth % 3)}` } : {}),
    })),
    at: 0,
    done: 0,
    told: 0,
    failed: [],
    concerned: ['consultant-0', 'consultant-1'],
    ...more,
  });
}

/** What many vouchers go through together, and what somebody has who leaves. */
export function showBulks(scene: Scene): void {
  const { actor } = scene;
  const standing = scene.standing();
  const unchanged = Array.from({ length: 40 }, (_, nth) => ({
    number: scene.outside('number', nth),
    why: scene.outside('reason', nth),
  }));
  const takers = Array.from({ length: 12 }, (_, nth) => ({ id: `consultant-${nth}`, fits: 250 - nth }));
  const going = new Map([
    ['consultant-1', 200],
    ['consultant-2', 50],
  ]);
  for (const type of ['handOver', 'void'] as const) {
    const doc = bulkOf(scene, type);
    const all = new Map([['', MAX_BULK]]);
    const view = { standing, takers, others: takers.slice(2), unchanged, banner: scene.banner() };
    const some = { ...view, doc, going: type === 'handOver' ? going : all };
    scene.show(bulkReviewCard, `${type}, some stay`, bulkReviewCard(actor, some));
    const none = { ...some, going: new Map<string, number>(), banner: undefined };
    scene.show(bulkReviewCard, `${type}, all stay`, bulkReviewCard(actor, none));
    const failed = unchanged.map(({ why }, at) => ({ at, why }));
    for (const status of ['running', 'stopped', 'done'] as const) {
      const far = bulkOf(scene, type, { status, at: status === 'done' ? MAX_BULK : 180, done: 140, failed });
      scene.show(bulkCard, `${type}, ${status}`, bulkCard(actor, far, scene.banner('good')));
    }
    const done = bulkOf(scene, type, { status: 'done', at: MAX_BULK, done: MAX_BULK });
    scene.show(bulkCard, `${type}, all done`, bulkCard(actor, done));
    const docs = scene.many('reserved', MANY).slice(0, 10);
    const list = { doc: done, docs, from: 10, count: MAX_BULK, standing };
    scene.show(bulkListCard, type, bulkListCard(actor, { ...list, isOwn: false }));
    scene.show(bulkListCard, `${type}, theirs`, bulkListCard(actor, { ...list, isOwn: true }));
    const far = bulkOf(scene, type, { status: 'done', at: MAX_BULK, done: MAX_BULK - 40, failed });
    scene.show(bulkFailedCard, type, bulkFailedCard(actor, { doc: far, from: 10 }));
  }
  for (const [of, isAll, count] of [
    ['none', false, 0],
    ['most', true, MAX_BULK],
  ] as const) {
    const docs = scene.many('reserved', MANY).slice(0, 10);
    const chosen = Array.from(
      { length: count },
      (_, nth) => docs[nth]?.state.facts.number ?? `synthetic-${nth}`,
    );
    const view = { list: 'only:state=reserved', docs, chosen, isAll, banner: scene.banner() };
    for (const next of [undefined, 'synthetic-page'])
      scene.show(
        severalCard,
        `${of}, ${next ?? 'last page'}`,
        severalCard(actor, { ...view, next, isFirst: false }),
      );
  }
  const unchosen = bulkOf(scene, 'handOver', { does: { type: 'handOver' } });
  const first = {
    doc: unchosen,
    standing,
    takers,
    others: [],
    unchanged: [],
    going: new Map<string, number>(),
  };
  scene.show(bulkReviewCard, 'nobody chosen', bulkReviewCard(actor, first));
  const vouchers = scene
    .many('reserved', MANY)
    .slice(0, EACH_PAGE)
    .map((doc) => ({
      number: doc.state.facts.number,
      doc,
      to: 'consultant-1',
      takers: takers.map(({ id }) => id),
    }));
  const each = { doc: bulkOf(scene, 'handOver'), from: EACH_PAGE, vouchers, standing };
  scene.show(bulkEachCard, 'five', bulkEachCard(actor, { ...each, banner: scene.banner() }));
  const [assigned, reserved] = [scene.many('assigned', MANY), scene.many('reserved', MANY)];
  const work = { delivers: reserved, asked: assigned, looksAfter: assigned, reminders: 4, isMore: true };
  const leaver = { name: scene.outside('person', 0), id: 'synthetic-1', standing };
  scene.show(
    handOverAllCard,
    'all kinds',
    handOverAllCard(actor, { ...leaver, work, banner: scene.banner() }),
  );
  const nothing = { delivers: [], asked: [], looksAfter: [], reminders: 0, isMore: false };
  scene.show(handOverAllCard, 'nothing', handOverAllCard(actor, { ...leaver, work: nothing }));
}
