import { expect, test } from '@jest/globals';
import { mailCard } from '../../../cards/mail/mail.ts';
import { say } from '../../../cards/kit/say.ts';
import type { Actor } from '../../../domain/people/person.ts';
import { Scene } from '../gallery/scene.ts';

const actor: Actor = {
  tenantId: 'synthetic',
  id: 'anna',
  name: 'Anna',
  language: 'en',
  permission: 'admin',
  roles: [],
};
const scene = new Scene('2020', actor, (place, nth) => `${place} ${nth}`, new Map());

/** What the card says of who sent the mail, label by label. */
function senders(of: {
  readonly hops: readonly string[];
  readonly signedBy?: string;
  readonly signedFrom?: string;
}) {
  const card = mailCard({
    actor,
    standing: scene.standing(),
    subject: 'SYN-1',
    arg: '',
    printed: 'SYN-1',
    values: {},
    options: {},
    answers: [],
    qualified: 0,
    commandId: 'synthetic',
    ...of,
  });
  const texts = [...JSON.stringify(card).matchAll(/"text":"([^"]*)"/g)].map(([, text = '']) => text);
  return Object.fromEntries(of.hops.map((hop) => [hop, texts[texts.lastIndexOf(hop) - 1]?.trim()]));
}

const label = (key: 'mail.sentBy' | 'mail.sentBySigned' | 'mail.sender') => say('en', key);

test('without a signature nobody is verified', () => {
  expect(senders({ hops: ['pm@customer.example', 'noreply@licensing.example'] })).toEqual({
    'noreply@licensing.example': label('mail.sentBy'),
    'pm@customer.example': label('mail.sender'),
  });
});

test('who signed is said of the address that it is signed for, and of no other that the text prints', () => {
  const hops = ['bob@evil.example', 'vlsc@licensing.example'];
  expect(senders({ hops, signedBy: 'evil.example', signedFrom: 'bob@evil.example' })).toEqual({
    'vlsc@licensing.example': label('mail.sentBy'),
    'bob@evil.example': label('mail.sentBySigned'),
  });
});
