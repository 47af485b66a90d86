/**
 * Makes what is made of lists of the code alone, and writes each to `NAME.kept` in a folder: for a build, which has it all
 * in the place of `domain/kept.ts`.
 *
 *   node bot/keep.ts FOLDER
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { SENTENCES } from '../dialogs/sentence/model.ts';
import { LABELS } from '../domain/mail/labels.ts';
import { HEADINGS } from '../domain/sheet/columns.ts';
import { STATES } from '../domain/sheet/states.ts';

function keep(folder: string): void {
  for (const one of [...LABELS, ...SENTENCES, HEADINGS, STATES])
    writeFileSync(join(folder, `${one.name}.kept`), serialize(one.saved()));
}

if (import.meta.main) keep(process.argv[2] ?? '.');
