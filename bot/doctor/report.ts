import type { Examined } from './examination.ts';
import type { Finding } from './finding.ts';

const WIDTH = 100;
const LABEL: Readonly<Record<Finding['state'], string>> = { ok: 'ok', not_ok: 'NOT OK', unchecked: '?' };
const STATE_WIDTH = 8;
const NAME_WIDTH = 15;
const INDENT = ' '.repeat(STATE_WIDTH + NAME_WIDTH);

/** What was found, as lines of at most {@link WIDTH} characters, with a count as the last one. */
export function reportOf(examined: readonly Examined[]): string {
  const lines: string[] = [];
  for (const { name, findings } of examined) {
    for (const [at, finding] of findings.entries()) {
      const head = LABEL[finding.state].padEnd(STATE_WIDTH) + (at === 0 ? name : '').padEnd(NAME_WIDTH);
      lines.push(...wrapped(head, finding.saw));
      if (finding.state !== 'ok' && finding.todo !== undefined)
        lines.push(...wrapped(INDENT, `→ ${finding.todo}`));
    }
  }
  const count = (state: Finding['state']): number =>
    examined.flatMap(({ findings }) => findings).filter((one) => one.state === state).length;
  lines.push('', `${count('ok')} ok, ${count('not_ok')} not ok, ${count('unchecked')} could not be checked`);
  return `${lines.join('\n')}\n`;
}

/** The text after its head, and in a column below. A word that is longer than a line stays whole, to be copied. */
function wrapped(head: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = head;
  for (const word of text.split(/\s+/)) {
    if (line.length > INDENT.length && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = INDENT;
    }
    line += line.length > INDENT.length ? ` ${word}` : word;
  }
  return [...lines, line];
}
