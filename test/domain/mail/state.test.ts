import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { MAIL_NAMES } from '../../../dialogs/mail/names.ts';
import { readMail } from '../../../domain/mail/read-mail.ts';
import { canonicalNumber } from '../../../domain/voucher/number.ts';
import { NAMES } from './mails/names.ts';
import { markedTexts } from './marks.ts';

const FACTS = 'Service level: 5 days\nEngagement: SharePoint Deployment Planning\nExpires: 2 May 2027';

/** What is read to have become of each voucher of a text, by its number. */
function told(text: string): Readonly<Record<string, string | undefined>> {
  const reading = readMail(text, NAMES);
  const candidates = reading.kind === 'candidates' ? reading.candidates : [];
  return Object.fromEntries(candidates.map(({ number, state }) => [number.value, state?.value]));
}

function mail(sentence: string): string {
  return `${sentence}\n\nVoucher ID: SAP-7F3K-0042\n${FACTS}`;
}

describe('what has become of a voucher', () => {
  test.each([
    ['This voucher has unfortunately been cancelled by the customer.', 'cancelled'],
    [
      'Hi all, the customer cancelled this one, so we revoked it: the voucher was revoked yesterday.',
      'cancelled',
    ],
    ['Subject: Voucher cancelled: SAP-7F3K-0042', 'cancelled'],
    ['It has already expired.', 'expired'],
    ['Sorry, but the voucher below is no longer valid.', 'expired'],
    ['FYI: it was reserved by another partner last week.', 'lost'],
    ['The voucher was redeemed on 12 November, nothing left to do.', 'redeemed'],
    ['Der Gutschein wurde gestern vom Kunden storniert.', 'cancelled'],
    ['Der Voucher ist leider schon abgelaufen.', 'expired'],
    [
      'Ein anderer Partner war schneller, den Gutschein hat inzwischen ein anderer Partner reserviert.',
      'lost',
    ],
    ['Le bon a malheureusement été annulé hier.', 'cancelled'],
    ['Ce bon a déjà été utilisé.', 'redeemed'],
    ['El vale ha caducado.', 'expired'],
    ['Este vale ya está canjeado desde octubre.', 'redeemed'],
    ['Il voucher è stato purtroppo annullato dal cliente.', 'cancelled'],
    ['O voucher já foi resgatado na semana passada.', 'redeemed'],
    ['Niestety voucher został wczoraj anulowany przez klienta.', 'cancelled'],
    ['Ten voucher już wygasł.', 'expired'],
    ['Tento poukaz byl zrušen.', 'cancelled'],
    ['Platnost poukazu už bohužel vypršela.', 'expired'],
    ['К сожалению, ваучер вчера был отозван заказчиком.', 'cancelled'],
    ['Срок действия ваучера уже истек.', 'expired'],
    ['バウチャーは取り消されました。', 'cancelled'],
    ['このバウチャーは引き換え済みです。', 'redeemed'],
    ['该凭证已过期。', 'expired'],
    ['凭证已被客户取消，凭证已取消。', 'cancelled'],
    ['They have cancelled the voucher, a new one will come.', 'cancelled'],
    ['Wir bestätigen, dass der Gutschein am 13. November eingelöst wurde.', 'redeemed'],
    ['La société a annulé son bon, trop court.', 'cancelled'],
    ['Ваучер они на прошлой неделе аннулировали.', 'cancelled'],
    ['Poukaz se bohužel ztratil.', 'lost'],
    ['客户已取消该凭证。', 'cancelled'],
    ['Ya canjeado en junio', 'redeemed'],
    ['Estado\nCANCELADO por el cliente el 16/11/2026', 'cancelled'],
    ['Status: Cancelled', 'cancelled'],
    ['Stav: uplatněno', 'redeemed'],
    ['| Status | Expired |', 'expired'],
  ])('%s', (sentence, state) => {
    expect(told(mail(sentence))).toEqual({ 'SAP-7F3K-0042': state });
  });

  test('the clause that says so is kept, up to 80 characters', () => {
    const long = `This voucher has been cancelled by ${'somebody at '.repeat(20)}the customer.`;
    const reading = readMail(mail(long), NAMES);
    const [one] = reading.kind === 'candidates' ? reading.candidates : [];
    expect(one?.state?.raw).toBe(long.slice(0, 80));
  });
});

describe('is no state', () => {
  test.each([
    'The voucher will expire on 3 May.',
    'This voucher has not been cancelled.',
    'The voucher has never been redeemed.',
    'If this voucher has been cancelled, tell us.',
    'Once the voucher has been redeemed, send us the report.',
    'The voucher can be redeemed in VVR.',
    'The voucher has to be redeemed by 2 May 2027.',
    'Has this voucher been cancelled?',
    'Vouchers that have been redeemed cannot be cancelled.',
    'The meeting about the voucher has been cancelled.',
    'Your order has been cancelled.',
    'Клиент отменил встречу.',
    'The customer cancelled the meeting.',
    '客户已取消会议。',
    'The previous voucher has expired, so here is a new one.',
    'This voucher replaces the one that was cancelled.',
    'Expired on: 2 May 2027',
    'Redeemed on: -',
    'expired',
    'wygasłe',
    'Status: Active',
    'Der Gutschein wurde nicht storniert.',
    'Der alte Gutschein ist abgelaufen, hier ist der neue.',
    'Wenn der Gutschein abgelaufen ist, bitte melden.',
    "Le bon n'a pas été annulé.",
    'El vale caduca el 3 de mayo.',
    'El vale no ha sido cancelado.',
    'Il voucher non è stato annullato.',
    'O voucher não foi cancelado.',
    'Voucher nie został anulowany.',
    'Jeśli voucher wygasł, prosimy o kontakt.',
    'Voucher nebyl zrušen.',
    'Ваучер не был отменен.',
    'Если ваучер аннулирован, сообщите нам.',
    'Погашение ваучера до 3 мая.',
    'バウチャーは取り消されていません。',
    '失効日：2027年5月2日',
    'バウチャーの有効期限が切れた場合はご連絡ください。',
    '凭证尚未过期。',
    '如果凭证已过期，请联系我们。',
  ])('%s', (sentence) => {
    expect(told(mail(sentence))).toEqual({ 'SAP-7F3K-0042': undefined });
  });
});

describe('of several vouchers only the one that is meant', () => {
  test('in its sentence', () => {
    const text =
      'Planning Services vouchers of Contoso: voucher number SAP-0001 is for SharePoint Deployment Planning, 5 days. ' +
      'Voucher number SAP-0002 has been cancelled by the customer. Voucher number SAP-0003 is for 10 days.';
    expect(told(text)).toEqual({ 'SAP-0001': undefined, 'SAP-0002': 'cancelled', 'SAP-0003': undefined });
  });

  test('in its row', () => {
    const text = [
      'Voucher ID\tEngagement\tDays\tNote',
      'SAP-0001\tSharePoint Deployment Planning\t5\t',
      'SAP-0002\tExchange Deployment Planning\t10\tredeemed by us',
      'SAP-0003\tExchange Deployment Planning\t3\tExpired',
    ].join('\n');
    expect(told(text)).toEqual({ 'SAP-0001': undefined, 'SAP-0002': 'redeemed', 'SAP-0003': 'expired' });
  });

  test('in its heading', () => {
    const text = `=== Voucher TO-11-A ===\n${FACTS}\n\n=== Voucher TO-13-C — CANCELLED by the customer ===\n${FACTS}`;
    expect(told(text)).toEqual({ 'TO-11-A': undefined, 'TO-13-C': 'cancelled' });
  });

  test('in its section', () => {
    const section = (number: string, more: string): string => `Voucher ID: ${number}\n${FACTS}\n${more}`;
    const text = [
      section('SAP-0001', 'Status: Active'),
      section('SAP-0002', 'Status: Cancelled'),
      section('SAP-0003', 'Unfortunately it has already expired.'),
    ].join('\n\n');
    expect(told(text)).toEqual({ 'SAP-0001': undefined, 'SAP-0002': 'cancelled', 'SAP-0003': 'expired' });
  });

  test('and none where nobody knows', () => {
    const text = `One of them has been cancelled.\n\nVoucher ID: SAP-0001\n${FACTS}\n\nVoucher ID: SAP-0002\n${FACTS}`;
    expect(told(text)).toEqual({ 'SAP-0001': undefined, 'SAP-0002': undefined });
  });
});

test('in the texts of strangers most are told, and none where there is none', () => {
  const all = ['strangers', 'development'].flatMap((folder) =>
    markedTexts(join(import.meta.dirname, folder)),
  );
  let right = 0;
  const wrong: string[] = [];
  for (const { id, text, vouchers } of all) {
    const reading = readMail(text, MAIL_NAMES);
    for (const { number, state } of reading.kind === 'candidates' ? reading.candidates : []) {
      const truth = vouchers.find(
        (one) => canonicalNumber(one.number ?? '') === canonicalNumber(number.value),
      );
      if (state !== undefined && truth?.state === state.value) right += 1;
      else if (state !== undefined && truth?.state === undefined) wrong.push(`${id}: ${state.raw}`);
    }
  }
  expect(wrong).toEqual([]);
  // Of 50.
  expect(right).toBeGreaterThanOrEqual(41);
}, 60_000);
