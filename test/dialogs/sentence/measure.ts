/**
 * `npm run measure:sentences -- FILE.json… [--list]`: what becomes of sentences of which somebody wrote what they should
 * do. Without a file it takes those that were written beside the examples: a development set, which proves nothing.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../../domain/people/person.ts';
import { marked, sentencesIn, type Mark, type Marked } from './marks.ts';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function row(name: string, all: readonly Marked[]): string {
  const of = (mark: Mark): string => {
    const count = all.filter((one) => one.mark === mark).length;
    return `${count} (${all.length === 0 ? '-' : ((100 * count) / all.length).toFixed(1)}%)`;
  };
  return `${name.padEnd(6)} ${all.length} · right ${of('right')} · asked, with it ${of('asked')} · asked, without ${of('askedWithout')} · wrong ${of('wrong')}`;
}

const OWN = join(import.meta.dirname, 'own');
const given = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const files = given.length > 0 ? given : readdirSync(OWN).map((name) => join(OWN, name));
const all = await marked(files.flatMap((path) => sentencesIn(path)));
for (const language of LANGUAGES)
  print(
    row(
      language,
      all.filter((one) => one.language === language),
    ),
  );
print(row('all', all));
if (process.argv.includes('--list'))
  for (const { text, mark, came, should } of all)
    if (mark !== 'right')
      print(`${mark.padEnd(13)} “${text}”\n   should ${JSON.stringify(should)}\n   came ${came}`);
