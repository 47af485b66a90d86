import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { BoundedMap } from '../../domain/bounded-map.ts';
import type { UploadInfo } from './activities.ts';
import { BodyTooLarge, readBody, sendJson } from './http.ts';

const FILES_KEPT = 50;
/** OneDrive takes no more in one request. */
const MAX_BYTES = 60 * 1024 * 1024;
const FILE_ID = /^[0-9a-f-]{36}$/;

/** A file that was put into a chat, or is about to be. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const keptName = z.object({ name: z.string() });

/** How a test makes a place answer in another way: with this status, before or after the file was taken. */
interface UploadFault {
  readonly status: number;
  readonly afterwards?: boolean;
}

/**
 * The OneDrive of the people as far as files go through it: places to which a bot may send one file each, and the files.
 * With a folder they are there after a restart, too; a place is not, as in Teams, where it is open for a while only.
 */
export class Uploads {
  /** What goes wrong with the next requests; undefined = nothing. */
  faults: (() => UploadFault | undefined) | undefined;
  readonly #folder: string | undefined;
  readonly #files = new BoundedMap<string, KeptFile>(FILES_KEPT);
  readonly #places = new Map<string, { readonly name: string; readonly fileId: string }>();

  constructor(dataDir: string | undefined) {
    this.#folder = dataDir === undefined ? undefined : join(dataDir, 'onedrive');
  }

  /** Keeps a file; gives its id. */
  keep(file: KeptFile, fileId = randomUUID() as string): string {
    this.#files.set(fileId, file);
    return fileId;
  }

  /** A file that was kept not long ago, or put into its place. */
  file(fileId: string): KeptFile | undefined {
    const kept = this.#files.get(fileId);
    if (kept !== undefined || this.#folder === undefined || !FILE_ID.test(fileId)) return kept;
    try {
      const { name } = keptName.parse(JSON.parse(readFileSync(join(this.#folder, `${fileId}.json`), 'utf8')));
      return { name, bytes: readFileSync(join(this.#folder, fileId)) };
    } catch {
      return undefined;
    }
  }

  /** Opens a place for a file of this name. */
  open(name: string, serviceUrl: string): UploadInfo {
    const place = randomUUID();
    const fileId = randomUUID();
    this.#places.set(place, { name, fileId });
    const dot = name.lastIndexOf('.');
    return {
      name,
      uploadUrl: new URL(`/onedrive/${place}`, serviceUrl).href,
      contentUrl: new URL(`/files/${fileId}`, serviceUrl).href,
      uniqueId: fileId,
      fileType: dot < 0 ? '' : name.slice(dot + 1).toLowerCase(),
    };
  }

  /** Closes every place, as time does. */
  expire(): void {
    this.#places.clear();
  }

  /** Takes a file at its place; false when the request is for something else. */
  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    if (!path.startsWith('/onedrive/')) return false;
    const refuse = (status: number, code: string): void => sendJson(response, status, { error: { code } });
    const id = path.slice('/onedrive/'.length);
    const place = this.#places.get(id);
    let bytes: Uint8Array;
    try {
      bytes = await readBody(request, MAX_BYTES);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      refuse(413, 'tooLarge');
      return true;
    }
    const fault = this.faults?.();
    if (fault !== undefined && fault.afterwards !== true) refuse(fault.status, 'fault');
    else if (request.method !== 'PUT') refuse(405, 'methodNotAllowed');
    else if (place === undefined) refuse(404, 'itemNotFound');
    else if (request.headers['content-range'] !== `bytes 0-${bytes.length - 1}/${bytes.length}`)
      refuse(416, 'invalidRange');
    else {
      this.#places.delete(id);
      this.#put(place.fileId, { name: place.name, bytes });
      if (fault === undefined)
        sendJson(response, 201, { id: place.fileId, name: place.name, size: bytes.length });
      else refuse(fault.status, 'fault');
    }
    return true;
  }

  #put(fileId: string, file: KeptFile): void {
    this.keep(file, fileId);
    if (this.#folder === undefined) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.#folder, fileId), file.bytes, { mode: 0o600 });
    writeFileSync(join(this.#folder, `${fileId}.json`), JSON.stringify({ name: file.name }), { mode: 0o600 });
  }
}
