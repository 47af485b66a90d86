/**
 * Where somebody asks for something within a sentence: "we need to …", "нужно …", "trzeba …". Who only tells what was or
 * was not done asks for nothing.
 */

const BESIDE_EN = '(?:also|just|now|please|urgently|today|you|us|to)';
const BESIDE_RU = '(?:бы|вас|нам|мне|ещё|еще|срочно|тоже|теперь|сегодня|пожалуйста|это|его|этот|ваучер)';
const BESIDE_PL = '(?:też|teraz|dziś|dzisiaj|pilnie|proszę|prosze|to|go|ten|voucher|nam|mi)';

const ASKING: readonly RegExp[] = [
  new RegExp(
    `(?:^|(?:^|[\\s,])(?:we|i|and|so|but|then)\\s+)(?:${BESIDE_EN}\\s+)*(?:need|have|want|would like|must|should|let's|let us)(?:\\s+${BESIDE_EN})*\\s+`,
    'u',
  ),
  new RegExp(
    `(?:^|[\\s,])(?:нужно|надо|необходимо|пора|требуется|хотим|хочу|хотели бы|хотел бы|хотела бы|просим|прошу|просьба|можно|можете|должны|давайте|придётся|придется)(?:\\s+${BESIDE_RU})*\\s+`,
    'u',
  ),
  new RegExp(
    `(?:^|[\\s,])(?:trzeba|należy|musimy|muszę|chcemy|chcę|chciałbym|chciałabym|chcielibyśmy|prosimy|proszę|możemy|możecie|możesz|mamy)(?:\\s+${BESIDE_PL})*\\s+`,
    'u',
  ),
];

/** What makes a report or a claim of somebody's, in front of its noun. */
const MAKING =
  /^(?:send|submit|file|prepare|make|create|отправить|отправь|отправьте|подать|подай|подайте|пришли|пришлите|сдать|создать|создайте|wyślij|wyślijcie|wysłać|złóż|złóżcie|złożyć|prześlij|przesłać|przygotuj|przygotować|utwórz|utworzyć)(?:\s+(?:the|a|an|this|our|your|us|нам|наш|нашу|этот|эту|ten|nasz|nam|proszę|prosze|пожалуйста|please))*\s+/u;

const DENIED = /(?:^|\s)(?:not|no|never|already|don't|didn't|не|нет|уже|nie|już|bez)(?:\s|$)|n['’]t(?:\s|$)/u;

/** What is asked for, from the word on that may be a command; undefined where nothing is. `part`: in lower case. */
export function askedIn(part: string): string | undefined {
  for (const asking of [/^/u, ...ASKING]) {
    const found = asking.exec(part);
    if (found === null) continue;
    const said = part.slice(found.index + found[0].length);
    const made = said.replace(MAKING, '');
    const isBare = found[0] === '';
    if ((isBare && made === said) || DENIED.test(part.slice(0, part.length - made.length))) continue;
    return made;
  }
  return undefined;
}
