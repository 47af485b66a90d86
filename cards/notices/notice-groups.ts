import { kindOf } from '../../domain/store/ids.ts';
import type { NoticeCode } from '../../domain/notices/notice.ts';
import type { Told } from './told.ts';

/** From so many on, notices of one kind are one sentence. */
const TOGETHER_FROM = 3;

/** Notices of which several are always told one by one: there are few of them, and each leads elsewhere. */
const ONE_BY_ONE = [
  'bulk.handOver',
  'bulk.void',
  'access.granted',
  'renewal.near',
  'renewal.open',
  'renewal.passed',
  'profile.stale',
  'ask.new',
  'ask.done',
  'ask.declined',
  'ask.over',
  'comment.new',
  'remind.me',
] as const satisfies readonly NoticeCode[];
export type GroupedCode = Exclude<NoticeCode, (typeof ONE_BY_ONE)[number]>;

/** What is one line of a message: one notice, or all of a kind, the most urgent first. */
export type Entry =
  | { readonly code: GroupedCode; readonly told: readonly Told[] }
  | { readonly code: undefined; readonly told: readonly [Told] };

/** Groups what is of one kind and about one kind of document; `sorted` is the most urgent first, and so are they. */
export function entriesOf(sorted: readonly Told[]): readonly Entry[] {
  const kinds = Map.groupBy(sorted, kindOfTold);
  return sorted.flatMap((one): readonly Entry[] => {
    const told = kinds.get(kindOfTold(one)) ?? [];
    const { code } = one.notice;
    if (!isGrouped(code) || told.length < TOGETHER_FROM) return [{ code: undefined, told: [one] }];
    return told[0] === one ? [{ code, told }] : [];
  });
}

function kindOfTold({ notice: { code, subject } }: Told): string {
  return `${code} ${kindOf(subject)}`;
}

function isGrouped(code: NoticeCode): code is GroupedCode {
  return !ONE_BY_ONE.some((one) => one === code);
}
