/** `npm run measure:mail [folder] [--why]`: how well mails are read that were written by somebody who has not seen the reader. */
import { join } from 'node:path';
import { marked, markedTexts, tableOf, type Marks, type Table } from './marks.ts';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function percent(part: number, of: number): string {
  return of === 0 ? '-' : `${((100 * part) / of).toFixed(1)}%`;
}

function row(name: string, table: Table): string {
  return [
    name.padEnd(26),
    `number ${table.numberRead}/${table.one} ${percent(table.numberRead, table.one)}`,
    `right ${percent(table.right, table.facts)} of ${table.facts}`,
    `shown ${percent(table.shown, table.facts)}`,
    `false ${table.wrong} ${percent(table.wrong, table.facts)}`,
    `several ${table.allFound}/${table.several}`,
    `others taken ${table.taken}/${table.others} ${percent(table.taken, table.others)}`,
  ].join(' · ');
}

const folder =
  process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? join(import.meta.dirname, 'strangers');
const all = markedTexts(folder).map(marked);
const by = (of: (marks: Marks) => string): void => {
  for (const name of new Set(all.map(of)))
    print(row(name, tableOf(all.filter((marks) => of(marks) === name))));
};
by(({ text }) => text.language);
if (process.argv.includes('--layouts')) by(({ text }) => text.layout);
for (const fact of new Set(all.flatMap(({ facts }) => facts.map((one) => one.fact)))) {
  const of = all.flatMap(({ facts }) => facts.filter((one) => one.fact === fact));
  const count = (mark: string): number => of.filter((one) => one.mark === mark).length;
  print(
    `${fact.padEnd(18)} shown ${count('shown')} asked ${count('asked')} missed ${count('missed')} false ${count('false')}`,
  );
}
print(row('all', tableOf(all)));
if (process.argv.includes('--why')) {
  for (const { text, found, invented, facts } of all) {
    const bad = facts.filter(({ mark }) => mark === 'missed' || mark === 'false');
    if (found === text.vouchers.length && invented === 0 && bad.length === 0) continue;
    print(
      `${text.id} ${text.kind} ${text.layout}: found ${found}/${text.vouchers.length} invented ${invented}`,
    );
    for (const { fact, mark, truth, read } of bad.slice(0, 12))
      print(`   ${mark} ${fact}: ${truth ?? '(not printed)'} read as ${read || '-'}`);
  }
}
