import type { Actor } from '../people/person.ts';
import { present } from '../present.ts';
import { newDocument, type FileDocument, type FileKind } from '../store/documents.ts';
import { ttlOf } from '../store/retention.ts';
import { fileId } from '../store/ids.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Files that people take out: asked for in a turn, offered by Teams, made when they said yes. */

/** What a file is of. */
export interface Wanted {
  readonly of: FileKind;
  /** The list's reference, or the voucher's number. */
  readonly ref?: string | undefined;
  /** Canonical numbers, at most `MAX_CHOSEN`. */
  readonly numbers?: readonly string[] | undefined;
}

/** Where a file goes, as Teams says it when the person accepts. */
export type Place = NonNullable<FileDocument['place']>;

/** Asks for a file: the offer is sent after the batch. */
export function askFile(
  unit: UnitOfWork,
  { id: by }: Pick<Actor, 'id'>,
  key: string,
  { of, ref, numbers }: Wanted,
  now: number,
): FileDocument {
  const doc = newDocument('file', unit.tenantId, fileId(key), {
    ttl: ttlOf('file'),
    by,
    of,
    ...present({ ref, numbers: numbers === undefined ? undefined : [...numbers] }),
    status: 'asked',
    open: true,
    rows: 0,
    at: 0,
    madeAt: now,
  });
  unit.save(doc);
  return doc;
}

/** A file of this person's; of somebody else's nothing is told. */
export async function readFile(
  unit: UnitOfWork,
  { id: by }: Pick<Actor, 'id'>,
  key: string,
): Promise<FileDocument | undefined> {
  const doc = await unit.read('file', fileId(key), true);
  return doc?.by === by ? doc : undefined;
}

/**
 * What becomes of a file when its owner answers the offer: with a place yes, without one no. An offer that was answered
 * stays as it was answered. `activityId`: the offer's own.
 */
export function answered(
  doc: FileDocument,
  place: Place | undefined,
  activityId: string | undefined,
): FileDocument {
  if (doc.status !== 'asked' && doc.status !== 'offered') return doc;
  const shown = { ...doc, ...present({ activityId: activityId ?? doc.activityId }) };
  return place === undefined
    ? { ...shown, status: 'declined', open: false }
    : { ...shown, status: 'running', open: true, at: 0, place };
}

/** A file whose making ended, without what only its way needed. */
export function ended(
  { place, ...doc }: FileDocument,
  end: Pick<FileDocument, 'fault'> & { readonly status: 'done' | 'stopped' | 'failed' },
): FileDocument {
  const { uploadUrl: _gone, ...named } = place ?? {};
  return { ...doc, ...(end.status === 'done' ? { place: named as Place } : {}), ...end, open: false };
}
