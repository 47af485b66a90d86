import { afterAll, describe, expect, test } from '@jest/globals';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { readMail } from '../../../domain/mail/read-mail.ts';
import { MailDecoder } from '../../../bot/mail/mail-decoder.ts';
import { FACTS, madeMails } from './programs.ts';

// What it understands is asked here, not how soon: other suites share the machine.
const decoder = new MailDecoder({ caps: { ms: 30_000 } });
afterAll(() => decoder.close());

describe('the same facts come out of the mail in every language, program and form', () => {
  test.each(madeMails().map(({ name, bytes }) => [name, bytes] as const))('%s', async (_name, bytes) => {
    const decoded = await decoder.decode(bytes, { originals: 'attached' });
    if (decoded.kind !== 'mail') throw new Error(decoded.problem);
    expect(decoded.headers.from).toEqual(['vera@partner.example']);
    const reading = readMail(decoded.mail.text, MAIL_NAMES);
    expect(reading).toMatchObject({
      kind: 'candidates',
      left: 0,
      candidates: [
        {
          number: { value: FACTS.number },
          adminEmail: [{ value: FACTS.adminEmail }],
          assignedOn: [{ value: { kind: 'day', day: FACTS.assignedOn } }],
          expiresOn: [{ value: { kind: 'day', day: FACTS.expiresOn } }],
          sender: { value: FACTS.sender },
        },
      ],
    });
  });
});
