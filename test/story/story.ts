import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { say, type Key } from '../../cards/kit/say.ts';
import { LANGUAGES, type Language } from '../../domain/people/person.ts';
import { BotProcess } from './bot-process.ts';
import { Chat, type Effort } from './chat.ts';
import { savedForms } from './forms.ts';
import { byKeyboard } from './keyboard.ts';
import { forwardedMail } from './mail.ts';
import { forwardedMails } from './mails.ts';
import { drawnAsTeamsDoes, firstMinute } from './page.ts';
import { atTheDesk } from './desk.ts';
import { inAnyChat } from './any-chat.ts';
import { waysIn } from './ways-in.ts';

/**
 * The whole way of two vouchers in a real browser, in each language: from an empty data directory to paid,
 * with a reload and a SIGKILL in the middle; and every form about what is known, saved as it is. Prints what each step
 * costs a person, and how many forms were saved; fails on what the page does not show, and on a form that changes what
 * nobody changed.
 */

const SHOTS = '.story';
const PORT = 4978;
const PAGE_PORT = 4979;
const RECORDED_PRESSES_MAX = 3;
/** News wait for others that come with them. */
const NEWS_MS = 60_000;

type Speak = (key: Key, args?: Record<string, string | number>) => string;

/** A story on a bot of its own with an empty data directory; whatever fails leaves a picture. */
async function told(
  browser: Browser,
  language: Language,
  name: string,
  tell: (chat: Chat, t: Speak, bot: BotProcess, url: string) => Promise<Record<string, Effort>>,
  // One person alone reads the newest card: nothing may come in between.
  env: Readonly<Record<string, string>> = { NOTIFY_PER_SECOND: '0' },
): Promise<Record<string, Effort>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'story-'));
  const bot = new BotProcess({ dataDir, port: PORT, pagePort: PAGE_PORT, env });
  const shots = join(SHOTS, language, name);
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  try {
    const url = await bot.start();
    await page.goto(`${url}?person=anna&lang=${language}`);
    const costs = await tell(new Chat(page, shots), (key, args) => say(language, key, args), bot, url);
    if (faults.length > 0) throw new Error(`the page failed: ${faults.join('; ')}`);
    return costs;
  } catch (error) {
    await page.screenshot({ path: join(shots, 'failed.png'), fullPage: true }).catch(() => undefined);
    throw error;
  } finally {
    await page.close();
    await bot.stop('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Two vouchers from the forwarded mail to paid, with a reload and two kills. */
async function vouchers(browser: Browser, language: Language): Promise<Record<string, Effort>> {
  return told(browser, language, 'vouchers', async (chat, t, bot) => {
    const { page } = chat;
    const costs: Record<string, Effort> = {};
    await chat.sees(t('welcome.promise'));
    await chat.shoot('welcome');
    await chat.itIs('2026-11-20');

    // The company.
    await chat.press(t('do.setUpCompany'));
    await chat.sees(t('setUp.text'));
    await chat.shoot('set-up');
    await chat.fill('companyName', 'Fabrikam Planning (synthetic)');
    await chat.fill('country', language === 'pl' ? 'Polska' : language === 'ru' ? 'Польша' : 'Poland');
    await chat.fill('locationId', '4711001');
    await chat.open(t('setUp.gold'));
    await chat.tick('gold', 'Collaboration and Content');
    await chat.open(t('setUp.offerings'));
    await chat.tick('offerings', 'SharePoint');
    await chat.open(t('setUp.assessmentsFold'));
    await chat.fill('consultantName', 'Boris Ivanov (synthetic)');
    await chat.tick('assessments', 'Collaboration and Content');
    await chat.open(t('setUp.rolesFold'));
    await chat.tick('roles', t('role.mpnPartnerAdmin'));
    await chat.tick('roles', t('role.mpnGlobalAdmin'));
    await chat.shoot('set-up-filled');
    await chat.press(t('do.save'));
    await chat.sees(t('setUp.doneTitle'));
    await chat.shoot('set-up-done');
    costs['set up the company'] = chat.stepEnds();

    // The mail, and the reservation.
    const first = 'SAP-7F3K-0042';
    const second = 'SAP-7F3K-0043';
    for (const [index, number] of [first, second].entries()) {
      await chat.says(forwardedMail(language, number, '2026-11-02'));
      await chat.sees(number);
      await chat.sees(t('mail.found'));
      if (index === 0) await chat.shoot('mail');
      await chat.fill('adminEmail', 'voucher.admin@customer.example');
      await chat.press(t('do.recordReserve'));
      await chat.sees(t('reserve.hurry'));
      if (index === 0) {
        await chat.shoot('reserve');
        // In the middle of a step the power goes; the person goes on where they were.
        await bot.stop('SIGKILL');
        await bot.start();
        await page.reload();
        await chat.sees(t('reserve.hurry'));
      }
      await chat.fill('start', '2027-01-11');
      await chat.fill('end', '2027-01-15');
      await chat.open(t('do.details'));
      await chat.tick('attested', t('attest.G7'));
      await chat.tick('attested', t('attest.G8'));
      await chat.tick('terms');
      await chat.press(t('do.reserved'));
      await chat.sees(t('reserve.done'));
      await chat.sees(t('status.reserved'));
      if (index === 0) {
        await chat.shoot('reserved');
        await reloadShowsTheSame(chat);
      }
      costs[`mail to reserved, ${number}`] = chat.stepEnds();
    }

    // The engagement is over: report.
    await chat.itIs('2027-01-18');
    for (const [index, number] of [first, second].entries()) {
      await chat.says(number.slice(-4));
      await chat.sees(t('next.reportOverdue'));
      await chat.press(t('do.report'));
      await chat.sees(t('report.second'));
      if (index === 0) await chat.shoot('report');
      await chat.fill('deliverable', 'https://files.customer.example/plan.docx');
      await chat.fill('receivedBy', 'Paula Owner (synthetic)');
      await chat.tick('attested');
      await chat.press(t('do.reported'));
      await chat.sees(t('report.done'));
      if (index === 0) await chat.shoot('reported');
      costs[`report, ${number}`] = chat.stepEnds();
    }

    // Redeem both.
    await chat.says('redeem');
    await chat.sees(t('redeem.text'));
    await chat.tick('vouchers', first);
    await chat.tick('vouchers', second);
    await chat.shoot('redeem');
    await chat.press(t('do.redeemSelected'));
    await chat.sees(t('redeem.final'));
    await chat.shoot('redeem-confirm');
    await bot.stop('SIGKILL');
    await bot.start();
    await page.reload();
    await chat.sees(t('redeem.final'));
    await chat.press(t('do.yesRedeem'));
    await chat.sees(first);
    await chat.sees(second);
    await chat.shoot('redeemed');
    costs['redeem two'] = chat.stepEnds();

    // Claim: first the registration in SAVB, once.
    await chat.press(t('do.claim'));
    await chat.sees(t('claim.how'));
    await chat.fill('reference', 'MS-REF-1001');
    await chat.shoot('claim-choose');
    await chat.press(t('do.submitted'));
    await chat.sees(t('register.once'));
    await chat.shoot('register');
    await chat.press(t('do.registered'));
    // What was entered is there still.
    await chat.sees(t('claim.how'));
    await chat.press(t('do.submitted'));
    await chat.sees(t('claim.submitted'));
    await chat.shoot('claim-submitted');
    costs['claim to submitted'] = chat.stepEnds();

    await chat.itIs('2027-02-01');
    await chat.press(t('do.approved'));
    await chat.sees(t('claim.didApprove'));
    await chat.shoot('claim-approved');
    await chat.itIs('2027-02-15');
    await chat.press(t('do.paid'));
    await chat.sees(t('claim.didPay'));
    await chat.shoot('claim-paid');
    await reloadShowsTheSame(chat);
    costs['submitted to paid'] = chat.stepEnds();

    await chat.says(say(language, 'do.home'));
    await chat.sees(t('home.steps'));
    await chat.shoot('home');
    await chat.says(first);
    await chat.sees(t('status.paid'));
    await chat.press(t('do.history'));
    await chat.sees(t('history.redeemed'));
    await chat.shoot('history');

    const presses = costs[`mail to reserved, ${second}`]?.presses ?? Number.POSITIVE_INFINITY;
    if (presses > RECORDED_PRESSES_MAX) throw new Error(`${presses} presses from the mail to reserved`);
    return costs;
  });
}

/** A new partner: from nothing to enrolled and published in one offering; then a no, with the way out. */
async function newPartner(browser: Browser, language: Language): Promise<Record<string, Effort>> {
  return told(browser, language, 'new-partner', async (chat, t) => {
    const costs: Record<string, Effort> = {};
    await chat.sees(t('welcome.promise'));
    await chat.itIs('2026-11-20');

    // Step 1: the company, and what it may do.
    await chat.press(t('do.setUpCompany'));
    await chat.fill('companyName', 'Northwind Planning (synthetic)');
    await chat.fill('country', 'PL');
    await chat.fill('locationId', '4711002');
    await chat.open(t('setUp.silver'));
    await chat.tick('silver', 'Data Platform');
    await chat.tick('silver', 'Collaboration and Content');
    await chat.press(t('do.save'));
    await chat.sees(t('setUp.doneTitle'));
    await chat.says(t('do.home'));
    await chat.sees(t('home.steps'));
    await chat.shoot('home');
    await chat.press(t('do.eligibility'));
    await chat.sees(t('eligibility.ways'));
    await chat.shoot('eligibility');
    costs['eligibility'] = chat.stepEnds();

    // Step 2: policies first, then the agreement and the offering.
    await chat.press(t('do.enrol'));
    await chat.sees(t('enrol.how'));
    await chat.choose('offering', 'SDPS');
    await chat.press(t('do.enrolled'));
    await chat.sees(t('refused.policiesUnread'));
    await chat.press(t('do.policiesRead'));
    await chat.sees(t('enrol.policiesRead'));
    await chat.choose('offering', 'SDPS');
    await chat.shoot('enrol');
    await chat.press(t('do.enrolled'));
    await chat.sees(t('enrol.done'));
    await chat.shoot('enrolled');
    costs['enrolment'] = chat.stepEnds();

    // Step 3: the profile of one region.
    await chat.press(t('do.profile'));
    await chat.sees(t('profile.none'));
    await chat.press(t('do.newProfile'));
    await chat.fill('region', 'PL');
    await chat.fill('description', 'We plan SharePoint deployments (synthetic).');
    await chat.fill('website', 'https://northwind.example');
    await chat.tick('locations', '4711002');
    await chat.shoot('profile');
    await chat.press(t('do.published'));
    await chat.sees(t('profile.percent', { percent: 38 }));
    await chat.shoot('published');
    costs['profile'] = chat.stepEnds();

    // A voucher of an engagement whose competency is missing: no, and why, and what can be done instead.
    await chat.says(
      [
        'Voucher ID: PPM-0000-0009',
        'Voucher type: PPM Solution Planning',
        'Service level: 5 days',
        'Assigned on: 2026-11-02',
        'Customer: Contoso (synthetic)',
        'Voucher admin e-mail: voucher.admin@customer.example',
      ].join('\n'),
    );
    await chat.sees(t('mail.found'));
    await chat.press(t('do.recordReserve'));
    await chat.sees(t('refusal.title'));
    await chat.sees('Project and Portfolio Management (PPM)');
    await chat.sees('SharePoint Deployment Planning');
    await chat.shoot('refused');
    costs['refused with the way out'] = chat.stepEnds();
    return costs;
  });
}

/** Two people side by side: what one does appears at the other without a reload. */
async function together(browser: Browser, language: Language): Promise<Record<string, Effort>> {
  return told(
    browser,
    language,
    'together',
    async (anna, t, _bot, url) => {
      const costs: Record<string, Effort> = {};
      await anna.sees(t('welcome.promise'));
      await anna.itIs('2026-11-20');
      await anna.press(t('do.setUpCompany'));
      await anna.fill('companyName', 'Fabrikam Planning (synthetic)');
      await anna.fill('country', 'PL');
      await anna.fill('locationId', '4711001');
      await anna.open(t('setUp.gold'));
      await anna.tick('gold', 'Collaboration and Content');
      await anna.open(t('setUp.offerings'));
      await anna.tick('offerings', 'SharePoint');
      await anna.open(t('setUp.assessmentsFold'));
      await anna.fill('consultantName', 'Boris Ivanov (synthetic)');
      await anna.tick('assessments', 'Collaboration and Content');
      await anna.open(t('setUp.rolesFold'));
      await anna.tick('roles', t('role.mpnPartnerAdmin'));
      await anna.press(t('do.save'));
      await anna.sees(t('setUp.doneTitle'));
      anna.stepEnds();

      // He asks, she hears of it and lets him in, he hears of that.
      const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
      const boris = new Chat(page, join(SHOTS, language, 'together'), 'boris-');
      try {
        await page.goto(`${url}?person=boris&lang=${language}`);
        await boris.press(t('do.ask'));
        await anna.sees(t('told.access.requested', { name: 'Boris Ivanov (synthetic)' }));
        await anna.shoot('asked');
        await anna.press(t('do.people'));
        await anna.choose('permission', 'consultant');
        await anna.press(t('do.save'));
        await boris.sees('Anna Nowak (synthetic)');
        await boris.shoot('let-in');
        costs['letting a colleague in'] = anna.stepEnds();

        // He records a voucher, she reserves it from what she is told; his card says so by itself.
        const number = 'SAP-7F3K-0044';
        await boris.says(forwardedMail(language, number, '2026-11-02'));
        await boris.sees(t('mail.found'));
        await boris.fill('adminEmail', 'voucher.admin@customer.example');
        await boris.press(t('do.recordOnly'));
        await boris.sees(t('status.assigned'));
        await anna.sees(number, NEWS_MS);
        await anna.shoot('recorded');
        await anna.press(t('do.reserve'));
        await anna.sees(t('reserve.hurry'));
        await anna.fill('start', '2027-01-11');
        await anna.fill('end', '2027-01-15');
        await anna.open(t('do.details'));
        await anna.tick('attested', t('attest.G7'));
        await anna.tick('attested', t('attest.G8'));
        await anna.tick('terms');
        await anna.press(t('do.reserved'));
        await anna.sees(t('status.reserved'));
        costs['reserving what a colleague recorded'] = anna.stepEnds();
        const kept = boris.page.locator('[data-card]').filter({ hasText: t('status.reserved') });
        await kept.first().waitFor({ timeout: 15_000 });
        await boris.sees(t('told.voucher.reserved', { name: number, by: 'Anna Nowak (synthetic)' }), NEWS_MS);
        await boris.shoot('reserved');
      } finally {
        await page.close();
      }
      return costs;
    },
    {},
  );
}

/** The card is still there after a reload: the base activity was edited, not only the presser's view. */
async function reloadShowsTheSame(chat: Chat): Promise<void> {
  await chat.page.waitForLoadState('networkidle').catch(() => undefined);
  // After a picture at another width the card takes what it shows for its own width with the next frame.
  await chat.page.evaluate('new Promise((fits) => requestAnimationFrame(() => requestAnimationFrame(fits)))');
  const before = await chat.card.innerText();
  const until = Date.now() + 10_000;
  for (;;) {
    await chat.page.reload();
    await chat.card.waitFor();
    const after = await chat.card.innerText();
    if (after === before) return;
    if (Date.now() > until)
      throw new Error(`after the reload the card says:\n${after}\ninstead of:\n${before}`);
  }
}

/** A language, `page`, `keyboard`, `forms`, `mails`, `ways`, `desk` or `chats`; absent = all. */
const only = process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let passed = 0;
let failed = 0;
async function tried(name: string, tell: () => Promise<string>): Promise<void> {
  try {
    const began = performance.now();
    const said = await tell();
    passed += 1;
    process.stdout.write(`${name}: ok in ${Math.round((performance.now() - began) / 1000)} s, ${said}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`${name}: FAILED ${(error as Error).message}\n`);
  }
}
try {
  if (only === undefined || only === 'page') {
    await tried('cards as Teams draws them', async () => {
      await drawnAsTeamsDoes();
      return 'with the keyboard, and on an old client';
    });
    await tried('the first minute', async () => {
      const began = performance.now();
      const costs = await told(browser, 'en', 'first-minute', firstMinute);
      const seconds = Math.round((performance.now() - began) / 1000);
      return `${JSON.stringify(costs)}, ${seconds} s with the start of the bot`;
    });
  }
  if (only === undefined || only === 'keyboard') {
    await tried('keyboard', async () => {
      const costs = await told(browser, 'en', 'keyboard', byKeyboard);
      for (const [step, effort] of Object.entries(costs)) {
        process.stdout.write(`${JSON.stringify({ language: 'en', step, ...effort })}\n`);
      }
      return 'from the mail to paid without a mouse';
    });
  }
  if (only === undefined || only === 'forms') {
    await tried('forms', async () => {
      const { opened, saved } = await savedForms(browser, SHOTS);
      return `${opened} opened, ${saved} saved as they are and nothing changed`;
    });
  }
  if (only === undefined || only === 'mails') {
    await tried('mails', async () => `${await forwardedMails(browser, SHOTS)} read as they are and recorded`);
  }
  for (const language of LANGUAGES.filter(() => only === undefined || only === 'ways')) {
    await tried(`ways in, ${language}`, async () => {
      const costs = await told(browser, language, 'ways-in', (chat, t) => waysIn(chat, t, language));
      for (const [step, effort] of Object.entries(costs)) {
        process.stdout.write(`${JSON.stringify({ language, step, ...effort })}\n`);
      }
      return `pictures in ${SHOTS}/${language}/ways-in`;
    });
  }
  for (const language of LANGUAGES.filter(() => only === undefined || only === 'desk')) {
    await tried(`desk, ${language}`, async () => {
      const costs = await told(browser, language, 'desk', (chat, t) => atTheDesk(chat, t, language));
      for (const [step, effort] of Object.entries(costs)) {
        process.stdout.write(`${JSON.stringify({ language, step, ...effort })}\n`);
      }
      return `pictures in ${SHOTS}/${language}/desk`;
    });
  }
  for (const language of LANGUAGES.filter(() => only === undefined || only === 'chats')) {
    await tried(`any chat, ${language}`, async () => {
      const costs = await told(browser, language, 'any-chat', (chat, t, _bot, url) =>
        inAnyChat(browser, chat, t, language, url),
      );
      return JSON.stringify(costs);
    });
  }
  for (const language of LANGUAGES.filter((one) => only === undefined || one === only)) {
    await tried(language, async () => {
      const costs = {
        ...(await vouchers(browser, language)),
        ...(await newPartner(browser, language)),
        ...(await together(browser, language)),
      };
      for (const [step, effort] of Object.entries(costs)) {
        process.stdout.write(`${JSON.stringify({ language, step, ...effort })}\n`);
      }
      return `pictures in ${SHOTS}/${language}`;
    });
  }
} finally {
  await browser.close();
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
