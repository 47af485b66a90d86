/**
 * What a person writes above a mail that is passed on without saying anything of a voucher. Only these words: whatever
 * else stands there may be a fact in some language ("The voucher has been cancelled", "ten days"), and a list of what a
 * fact looks like would always lack one.
 */
const COURTESIES: ReadonlySet<string> = new Set(
  `hi hello dear all team everyone colleagues please see look read find check have take at below above attached
  attachment enclosed here is are it this that the a to for from with and of my our your you me us i we fyi thanks thank
  many kind best warm regards greetings sincerely cheers good morning afternoon mail email message letter forwarded
  forward forwarding fw fwd in advance
  привет здравствуйте добрый день доброе утро вечер коллеги пожалуйста посмотрите смотрите см ниже выше во вложении
  вложение прилагаю пересылаю письмо большое спасибо с уважением заранее вот к этому это и для вас
  cześć dzień dobry witam proszę zobacz poniżej powyżej w załączeniu załączniku przesyłam przekazuję wiadomość bardzo
  dziękuję dzięki z góry pozdrawiam pozdrowienia serdecznie oraz dla ciebie państwa`.split(/\s+/u),
);

/** What mail programs put before a subject that they pass on or answer. */
const PREFIX =
  /^(?:fwd?|wg|tr|rv|pd|vs|vb|enc|doorst|пересл|переслано|转发|轉寄|転送|re|aw|sv|antw|odp|ha|на|ответ)\s?[:：]\s*/iu;

/** Nothing but courtesy, or nothing at all. */
export function isGreeting(text: string): boolean {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,.!…]+/u);
  return words.every((word) => word === '' || COURTESIES.has(word));
}

/** A subject without what says that it is passed on or answered. */
function subjectItself(subject: string): string {
  let rest = subject.trim();
  for (let found = PREFIX.exec(rest); found !== null; found = PREFIX.exec(rest))
    rest = rest.slice(found[0].length);
  return rest;
}

/** Whether a subject says nothing that the subjects of the mails inside do not say. */
export function isOnlyPassedOn(subject: string, inside: readonly string[]): boolean {
  const itself = subjectItself(subject);
  return isGreeting(itself) || inside.some((each) => subjectItself(each) === itself);
}
