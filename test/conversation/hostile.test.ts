import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../bot/local/wire.ts';
import { LANGUAGES } from '../../domain/people/person.ts';
import { cardsOf } from '../teams/card.ts';
import {
  ADMIN_EMAIL,
  AFTER,
  elementsOf,
  LOCALES,
  mail,
  recorded,
  redeemed,
  REPORT,
  reserved,
  TODAY,
  type Chat,
} from './running-bot.ts';
import { world } from './world.ts';

/** What strangers type is shown literally, in a TextRun or in an input, and nowhere that reads Markdown. */

const MARK = 'Zq7';
/** Markdown, HTML, a mention, a template, an override of the direction, a null, an entity, a heading. */
const HOSTILE = `${MARK}**b** [${MARK}](https://evil.example) <b>${MARK}</b> <at>${MARK}</at> \${values.${MARK}} \u202E${MARK}gpj.exe\u202C \u0000&lt;${MARK} # ${MARK} | \`${MARK}\``;
/** The same without what a mail may not call a customer. */
const MAILED = HOSTILE.replace(`\${values.${MARK}}`, '').replace('|', '');
/** What of it is seen; of a mail, the part before what cannot stand in a line. */
const LITERAL = [`${MARK}**b**`, `[${MARK}](https://evil.example)`, `<b>${MARK}</b>`, `&lt;${MARK}`];
const OF_MAIL = LITERAL.slice(0, 3);
/** Has no place in our sentences; an input may hold what its person typed. */
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\0]|<at>/;
const MARKDOWN = /\*\*|\]\(|[<>`#|]|\$\{|&lt;/;

const MARKED_DOWN = [
  'text',
  'title',
  'label',
  'placeholder',
  'errorMessage',
  'altText',
  'fallbackText',
  'speak',
] as const;

/** The texts of a card that a client may read as Markdown, and that hold something of the hostile text. */
function wrongSinks(card: Json): string[] {
  return elementsOf(card).flatMap((element) => {
    const type = typeof element['type'] === 'string' ? element['type'] : '';
    const isRun = type === 'TextRun';
    return MARKED_DOWN.flatMap((name) => {
      const text = element[name];
      if (typeof text !== 'string' || (isRun && name === 'text')) return [];
      return text.includes(MARK) && MARKDOWN.test(text) ? [`${type}.${name}: ${text}`] : [];
    }).concat(
      // A fact's value has no type of its own.
      type === '' &&
        typeof element['value'] === 'string' &&
        'title' in element &&
        MARKDOWN.test(String(element['title']))
        ? [`choice: ${String(element['title'])}`]
        : [],
    );
  });
}

function runs(card: Json): string {
  return elementsOf(card)
    .flatMap(({ type, text }) => (type === 'TextRun' ? [String(text)] : []))
    .join('\n');
}

function literalTexts(card: Json): string {
  const inputs = elementsOf(card).filter(({ type }) => String(type).startsWith('Input.'));
  return [runs(card), ...inputs.map(({ value }) => String(value))].join('\n');
}

const { bot, anna } = world();
const seen: Json[] = [];

/** The card is kept for the checks at the end. */
function look(chat: Chat): Chat {
  seen.push(chat.card.card);
  return chat;
}

function expectLiteral(chat: Chat, parts: readonly string[] = LITERAL): void {
  const shown = literalTexts(chat.card.card);
  for (const part of parts) expect(shown).toContain(part);
  expect(runs(chat.card.card)).not.toMatch(UNSEEN);
  expect(wrongSinks(chat.card.card)).toEqual([]);
}

describe('hostile text is literal', () => {
  test('in a mail: customer, engagement, sender, number', async () => {
    bot.itIs(TODAY);
    const number = bot.newNumber();
    await anna.say(
      mail(number, { customer: MAILED, type: MAILED }).replace(
        'Paul Manager (synthetic) <pm@customer.example>',
        MAILED,
      ),
    );
    // A mail is read as its reader sees it: the reference stands for its character.
    expectLiteral(look(anna), [...OF_MAIL, `<${MARK}`]);
    await anna.press('record.correct');
    expectLiteral(look(anna), OF_MAIL);
    await anna.say(mail(number, { customer: MAILED }));
    await anna.press('record.only', { adminEmail: ADMIN_EMAIL });
    expectLiteral(look(anna), OF_MAIL);
    for (const typed of [
      'home',
      'vouchers',
      'what next',
      number,
      `history ${number}`,
      `correct ${number}`,
      `reserve ${number}`,
    ]) {
      look(await anna.say(typed));
      expect(wrongSinks(anna.card.card)).toEqual([]);
    }
  });

  test('in a mail with several numbers that are not numbers', async () => {
    const [first, second] = [bot.newNumber(), bot.newNumber()];
    await anna.say(`${mail(`${first}**b**`)}\n\n${mail(`[${second}](x)`)}\n\n${mail(`<at>${second}9</at>`)}`);
    look(anna);
    expect(wrongSinks(anna.card.card)).toEqual([]);
  });

  test('in every input of recording by hand', async () => {
    const number = bot.newNumber();
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.tamper('record.facts', {
      number: HOSTILE,
      customer: HOSTILE,
      division: HOSTILE,
      adminEmail: HOSTILE,
    });
    expectLiteral(look(anna));
    await anna.tamper('record.facts', {
      number: `${number} **b**`,
      customer: HOSTILE,
      division: HOSTILE,
      adminEmail: ADMIN_EMAIL,
    });
    expectLiteral(look(anna));
    await anna.say('new voucher');
    await anna.press('record.hand');
    await anna.tamper('record.facts', { number: bot.newNumber(), customer: HOSTILE, stage: 'reported' });
    await anna.tamper('record.stage', {
      reservedOn: '2026-10-01',
      locationId: '4711001',
      country: HOSTILE.slice(0, 60),
      start: '2026-10-05',
      end: '2026-10-09',
      reportedOn: '2026-10-12',
      deliverable: HOSTILE,
      receivedBy: HOSTILE,
      reason: HOSTILE,
    });
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    await anna.tamper('record.stage', { country: '' });
    expectLiteral(look(anna));
  });

  test('in every input of the steps and corrections', async () => {
    bot.itIs(TODAY);
    const number = bot.newNumber();
    await anna.say(mail(number, { customer: MAILED }));
    await anna.press('record.andReserve');
    await anna.tamper('reserve.done', {
      adminEmail: HOSTILE,
      country: HOSTILE,
      reason: HOSTILE,
      consultantId: HOSTILE,
    });
    expectLiteral(look(anna));
    await anna.tamper('reserve.done', {
      adminEmail: ADMIN_EMAIL,
      country: 'Germany',
      consultantId: '',
      start: '2027-01-11',
      end: '2027-01-15',
      terms: 'true',
      arg: `override,${HOSTILE}`,
      reason: HOSTILE,
    });
    expectLiteral(look(anna));
    expect(anna.dataOf('reserve.done')['arg']).toBe('G4');
    await anna.tamper('reserve.done', {});
    expectLiteral(look(anna), OF_MAIL);
    await anna.say(`history ${number}`);
    expectLiteral(look(anna));
    await anna.say(`correct ${number}`);
    await anna.tamper('correct.amend', {
      customer: HOSTILE,
      division: HOSTILE,
      adminEmail: HOSTILE,
      reason: HOSTILE,
    });
    expectLiteral(look(anna));
    await anna.tamper('correct.amend', { adminEmail: ADMIN_EMAIL });
    expectLiteral(look(anna));
    bot.itIs(AFTER);
    await anna.say(`report ${number}`);
    await anna.tamper('report.done', { on: '2027-01-10', deliverable: HOSTILE, receivedBy: HOSTILE });
    expectLiteral(look(anna));
    await anna.tamper('report.done', {
      ...REPORT,
      attested: 'true',
      on: AFTER,
      handedOverOn: AFTER,
      deliverable: HOSTILE,
      receivedBy: HOSTILE,
    });
    expectLiteral(look(anna));
    await anna.say(`redeem ${number}`);
    expectLiteral(look(anna), OF_MAIL);
    await anna.press('redeem.no');
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
  });

  test('in a claim and its reference', async () => {
    bot.itIs(TODAY);
    const number = bot.newNumber();
    await redeemed(bot, anna, number, { customer: MAILED });
    await anna.forge('register.done', { id: 'SDPS', on: AFTER });
    look(anna);
    await anna.say(`claim ${number}`);
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    await anna.press('claim.create', { vouchers: [number] });
    expectLiteral(look(anna), OF_MAIL);
    await anna.tamper('settle.submit', { reference: HOSTILE, amount: HOSTILE, currency: HOSTILE });
    expectLiteral(look(anna));
    await anna.tamper('settle.submit', { reference: HOSTILE, amount: '100', currency: 'EUR' });
    expectLiteral(look(anna));
    await anna.say('claims');
    expectLiteral(look(anna));
  });

  test('in the company, its locations and its consultants', async () => {
    await anna.say('set up');
    await anna.tamper('setUp.save', {
      companyName: HOSTILE,
      country: HOSTILE.slice(0, 60),
      locationId: '1',
      timeZone: HOSTILE,
    });
    expectLiteral(look(anna));
    await anna.tamper('setUp.save', {
      companyName: HOSTILE,
      country: 'PL',
      locationId: HOSTILE.slice(0, 40),
      consultantName: HOSTILE,
      timeZone: 'Europe/Warsaw',
    });
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    await anna.press('setUp.consultant');
    await anna.tamper('setUp.addConsultant', { consultantName: HOSTILE });
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    await anna.say('set up');
    expectLiteral(look(anna));
    const number = bot.newNumber();
    bot.itIs(TODAY);
    await reserved(anna, number);
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    await recorded(anna, bot.newNumber());
    await anna.press('reserve.open');
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
  });

  test('typed into the chat, or as the name of a file', async () => {
    await anna.say(HOSTILE);
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    // Of what was typed the answer says what it looked for.
    await anna.say(`reserve ${HOSTILE}`);
    expectLiteral(look(anna), []);
    await anna.person.drop(`${HOSTILE.slice(0, 80)}.eml`, 'synthetic');
    anna.card = anna.person.latestCard();
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
  });

  test('as the name of a person', async () => {
    const { connector } = bot.teams;
    const boris = bot.chat('boris');
    await boris.install();
    const activity = connector.sent.findLast((one) => one.activity.type === 'installationUpdate')?.activity;
    if (activity === undefined) throw new Error('nobody installed');
    await connector.deliver({
      ...activity,
      id: '1',
      from: { ...(activity['from'] as Json), name: HOSTILE },
    });
    await anna.say('people');
    expect(wrongSinks(look(anna).card.card)).toEqual([]);
    expect(literalTexts(anna.card.card)).toContain(`<b>${MARK}</b>`);
  });
});

describe('however long', () => {
  /** 10 KB. */
  const LONG = '漢'.repeat(3_414);

  test.each(LANGUAGES)(
    '10 KB of three-byte characters in every input keep the card small enough (%s)',
    async (language) => {
      bot.itIs(TODAY);
      anna.person.setLocale(LOCALES[language]);
      const number = bot.newNumber();
      const sizes: [string, number][] = [];
      const measure = (what: string): void => {
        look(anna);
        sizes.push([what, Buffer.byteLength(JSON.stringify(anna.card.card))]);
      };
      const overlong = async (verb: string): Promise<void> => {
        const all = anna.actions.find((one) => one.verb === verb)?.inputs ?? [];
        const inputs = all.filter(({ type }) => type === 'Input.Text');
        await anna.tamper(verb, Object.fromEntries(inputs.map(({ id }) => [String(id), LONG])));
        measure(verb);
      };
      await anna.say(mail(number, { customer: LONG }));
      measure('mail');
      await overlong('record.only');
      await anna.say(mail(number, { customer: '' }));
      await anna.press('record.andReserve');
      await overlong('reserve.done');
      await anna.say(`correct ${number}`);
      await overlong('correct.amend');
      await anna.say('set up');
      await overlong('setUp.save');
      await anna.say('new voucher');
      await anna.press('record.hand');
      await overlong('record.facts');
      await anna.say(`reserve ${LONG}`);
      measure('typed');
      await anna.say(LONG);
      measure('words');
      expect(sizes.filter(([, bytes]) => bytes >= 25_000)).toEqual([]);
    },
  );
});

test('no card of this whole conversation was too large, or used a wrong sink', () => {
  const base = anna.person.messages().flatMap((entry) => cardsOf(entry).map(({ card }) => card));
  const all = [...seen, ...base];
  expect(all.length).toBeGreaterThan(40);
  expect(all.map(runs).filter((text) => UNSEEN.test(text))).toEqual([]);
  expect(all.filter((card) => Buffer.byteLength(JSON.stringify(card)) >= 25_000)).toEqual([]);
  expect(all.flatMap(wrongSinks)).toEqual([]);
});
