import { askedFileCard, fileCard, goneFileCard } from '../../../cards/takeout/file.ts';
import { FILE_FAULTS, FILE_KINDS, newDocument, type FileDocument } from '../../../domain/store/documents.ts';
import { fileId } from '../../../domain/store/ids.ts';
import { TENANT, type Scene } from './scene.ts';

/** Files that people take out: asked for, made, there, and why not. */
export function showTakeout(scene: Scene): void {
  const { actor } = scene;
  for (const of of FILE_KINDS) {
    const what = scene.outside('customer', 0);
    scene.show(askedFileCard, of, askedFileCard(actor, { of, what }));
    for (const status of ['offered', 'running', 'there', 'done', 'declined', 'stopped'] as const)
      scene.show(fileCard, `${of} ${status}`, fileCard(actor, file(scene, { of, status })));
  }
  for (const fault of FILE_FAULTS)
    scene.show(fileCard, fault, fileCard(actor, file(scene, { of: 'list', status: 'failed', fault })));
  scene.show(goneFileCard, 'gone', goneFileCard(actor));
}

function file(
  scene: Scene,
  { of, status, fault }: Pick<FileDocument, 'of' | 'status' | 'fault'>,
): FileDocument {
  return newDocument('file', TENANT, fileId('c0ffee00-0000-4000-8000-000000000002'), {
    ttl: 60,
    by: 'synthetic-1',
    of,
    ref: scene.outside('number', 0),
    status,
    open: false,
    fault,
    rows: 10_000,
    at: status === 'running' ? 3_000 : 10_000,
    place: {
      contentUrl: 'https://synthetic-my.sharepoint.com/personal/synthetic/Documents/vouchers.xlsx',
      name: scene.outside('file', 0),
      uniqueId: 'synthetic',
      fileType: 'xlsx',
    },
    madeAt: 0,
  });
}
