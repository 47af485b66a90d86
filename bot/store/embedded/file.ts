import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The layout of the file; a file with a higher one was written by a later version of the bot. */
const FILE_VERSION = 1;
/** Marks the file as ours among SQLite files: "SAPS". */
const APPLICATION_ID = 0x53415053;
const HEADER_BYTES = 100;
/** What the local Teams keeps in the same folder. */
const CHATS = 'local-teams.jsonl';
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;
const LET_WRITE =
  'cannot be read and written: let this process read and write it and its folder, or choose another folder with DATA_DIR';

/** Vouchers, names and conversations are the bot's business: nobody else opens the file or its folder. */
const OWNER = 0o700;

/** The data file cannot be used; it was left as it is. The message names it and says what to do. */
export class DataFileError extends Error {
  readonly file: string;

  constructor(file: string, problem: string, cause?: unknown) {
    super(`the data file ${file} ${problem}`, { cause });
    this.name = 'DataFileError';
    this.file = file;
  }
}

/**
 * Opens `file`, or creates it, for this process alone, with every commit on the disk before it returns.
 * `busyTimeoutMs` is how long another process may take to let go of it, `maxPages` the most it may grow to.
 * Throws {@link DataFileError} when it is held, damaged, newer, not ours, or may not be written.
 */
export function openFile(file: string, busyTimeoutMs: number, maxPages?: number): DatabaseSync {
  makeFolder(file);
  if (existsSync(file)) requireWhole(file);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: busyTimeoutMs });
    db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // Blank also when a first start was cut short before its first commit.
    const isBlank = db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;
    if (!isBlank) requireOurs(db, file);
    // What is deleted is overwritten, not only let go of.
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON',
    );
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
    db.exec('BEGIN IMMEDIATE');
    if (isBlank)
      db.exec(`
        CREATE TABLE resource (link TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE tenant (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        PRAGMA application_id = ${APPLICATION_ID};
        PRAGMA user_version = ${FILE_VERSION};`);
    db.exec('COMMIT');
    shutOut(file);
    return db;
  } catch (error) {
    db?.close();
    if (errcode(error) === SQLITE_BUSY)
      throw new DataFileError(
        file,
        'is held by another process: stop that one, or use another folder',
        error,
      );
    throw cannotOpen(file, error);
  }
}

function cannotOpen(file: string, error: unknown): DataFileError {
  if (error instanceof DataFileError) return error;
  if (errcode(error) === SQLITE_READONLY || errcode(error) === SQLITE_CANTOPEN)
    return new DataFileError(file, `${LET_WRITE} (${messageOf(error)})`, error);
  return new DataFileError(file, `cannot be opened: ${messageOf(error)}`, error);
}

/**
 * What there is of a data file, without changing it. `held`: another process has it open, such as the bot itself.
 * Throws {@link DataFileError} as {@link openFile} would.
 */
export function lookAtFile(file: string): 'absent' | 'held' | 'usable' {
  if (!existsSync(file)) return 'absent';
  requireWhole(file);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    if (db.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined) requireOurs(db, file);
    return 'usable';
  } catch (error) {
    if (errcode(error) === SQLITE_BUSY) return 'held';
    throw cannotOpen(file, error);
  } finally {
    db?.close();
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: OWNER });
  } catch (error) {
    throw new DataFileError(
      file,
      `has no folder, and none can be made: choose another with DATA_DIR (${messageOf(error)})`,
      error,
    );
  }
}

/**
 * Keeps everybody but the owner out of the file and of what SQLite keeps beside it, also where an earlier version left
 * them open; and out of the folder, unless others have something in it. What the owner may do stays as it is.
 */
function shutOut(file: string): void {
  // There are no such modes; the folder's own list decides.
  if (process.platform === 'win32') return;
  const folder = dirname(file);
  const names = readdirSync(folder);
  const own = names.filter((name) => name.startsWith(basename(file)));
  for (const name of own) shut(join(folder, name));
  if (names.every((name) => own.includes(name) || name === CHATS)) shut(folder);
}

function shut(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o077) === 0) return;
  try {
    chmodSync(path, mode & OWNER);
  } catch {
    // Not the owner, or a file system without modes: who may open it is decided elsewhere.
  }
}

/** SQLite takes an empty file for a new one and finds a missing tail only when it gets there. */
function requireWhole(file: string): void {
  const header = Buffer.alloc(HEADER_BYTES);
  let size: number;
  let read: number;
  let handle: number | undefined;
  try {
    // For writing too: SQLite would go on with a file that can only be read, and fail later.
    handle = openSync(file, 'r+');
    size = fstatSync(handle).size;
    read = readSync(handle, header, 0, HEADER_BYTES, 0);
  } catch (error) {
    throw new DataFileError(file, `${LET_WRITE} (${messageOf(error)})`, error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
  if (size === 0) throw new DataFileError(file, 'is empty: restore it, or remove it to begin anew');
  if (read < HEADER_BYTES || header.toString('latin1', 0, 15) !== 'SQLite format 3')
    throw new DataFileError(file, 'is not a database: restore it, or remove it to begin anew');
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  // With a write-ahead log beside it the tail may still be in there.
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (size < pages * pageSize && !log?.size)
    throw new DataFileError(
      file,
      `is truncated: ${size} bytes of ${pages * pageSize}; restore it from a backup`,
    );
}

function requireOurs(db: DatabaseSync, file: string): void {
  const application = pragma(db, 'application_id');
  const version = pragma(db, 'user_version');
  if (application !== APPLICATION_ID)
    throw new DataFileError(file, 'is a database of another program: use another folder');
  if (version !== FILE_VERSION)
    throw new DataFileError(
      file,
      `has version ${version}, this program knows ${FILE_VERSION}: start the version that wrote it`,
    );
}

function pragma(db: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** By the code, because an error that node:sqlite makes is of no realm's Error in a test. */
export function errcode(error: unknown): number | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
