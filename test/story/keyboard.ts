import assert from 'node:assert/strict';
import type { CDPSession, Page } from 'playwright-core';
import type { Say } from '../../cards/kit/say.ts';
import type { Chat, Effort } from './chat.ts';
import { forwardedMail } from './mail.ts';

/** Where the focus is, as the browser tells it to who cannot see the page. */
interface Spot {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly expanded: boolean | undefined;
  readonly checked: string | undefined;
  readonly invalid: boolean;
  readonly look: Look;
}

/** Where the focus is, as it is seen. */
interface Look {
  /** A number of the element, given when the focus first comes to it. */
  readonly nth: number;
  /** On the newest card, on that card as a whole. */
  readonly onCard: boolean;
  readonly isCard: boolean;
  readonly isRinged: boolean;
  readonly isInSight: boolean;
  /** The element before it in the page comes before it, and stands above it or at its left; undefined = there is none. */
  readonly order: 'after' | 'before' | 'same' | undefined;
  readonly reads: 'on' | 'back' | undefined;
}

/** Where to look for something: on the newest card, behind where the focus is, or before that. */
type Where = 'on the card' | 'behind' | 'before';

/** More stops than a page has, and more keys than one field takes: month, day, year, and the button of its calendar. */
const STOPS = 400;
const KEYS_OF_A_FIELD = 4;
const ANSWER_MS = 15_000;

/** A person without a mouse. Wherever the focus goes it is looked at: seen, in sight, and in the order of reading. */
class Keyboard {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  /** Keys pressed since the last step ended. */
  keys = 0;

  constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.#page.keyboard.type(text);
  }

  /** What the focus is on now; `from` the way that it came. */
  async spot(): Promise<Spot> {
    const look = await this.#page.evaluate<Look | string>(LOOK);
    if (typeof look === 'string') throw new Error(`the focus is nowhere, after ${look}`);
    const { result } = await this.#cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
    const { nodes } = await this.#cdp.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId ?? '',
      fetchRelatives: false,
    });
    const [node] = nodes;
    const property = (name: string): unknown =>
      node?.properties?.find((one) => (one.name as string) === name)?.value.value;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    return {
      role: text(node?.role?.value),
      name: text(node?.name?.value).replaceAll(/\s+/gu, ' ').trim(),
      description: text(node?.description?.value),
      expanded: property('expanded') as boolean | undefined,
      checked: property('checked') as string | undefined,
      invalid: text(property('invalid')) === 'true',
      look,
    };
  }

  /** One stop on, or back. */
  async #step(back: boolean): Promise<Spot> {
    await this.press(back ? 'Shift+Tab' : 'Tab');
    const spot = await this.spot();
    const where = `${spot.role} “${spot.name}”`;
    const { isRinged, isInSight, order, reads } = spot.look;
    assert.ok(isRinged, `nobody sees that the focus is on ${where}`);
    assert.ok(isInSight, `the focus is on ${where}, which is out of sight`);
    assert.notEqual(spot.name, '', `a ${spot.role} without a name has the focus`);
    if (order !== undefined && order !== 'same') {
      assert.equal(order, back ? 'before' : 'after', `the focus jumps to ${where}`);
      assert.equal(reads, back ? 'back' : 'on', `the focus goes to ${where} against the order of reading`);
    }
    return spot;
  }

  /** Goes on, or back, from stop to stop until one is wanted; a field that keeps the focus is a trap. */
  async goTo(what: string, wanted: (spot: Spot) => boolean, where: Where = 'on the card'): Promise<Spot> {
    const passed: string[] = [];
    let stayed = 0;
    let last = -1;
    // What is wanted of a card is not looked for behind it.
    let wasOnCard = false;
    for (let stop = 0; stop < STOPS; stop += 1) {
      const spot = await this.#step(where === 'before');
      if (wanted(spot)) return spot;
      const { role, name, look } = spot;
      stayed = look.nth === last ? stayed + 1 : 0;
      assert.ok(stayed < KEYS_OF_A_FIELD, `${role} “${name}” keeps the focus`);
      last = look.nth;
      if (stayed === 0) passed.push(`${role} “${name}”`);
      if (where === 'on the card' && wasOnCard && !look.onCard) break;
      wasOnCard ||= look.onCard;
    }
    throw new Error(`Tab does not come to ${what}, but to: ${passed.join(', ')}`);
  }
}

/** Looks at what has the focus. Words of the browser. */
const LOOK = `(() => {
  const at = document.activeElement;
  const memory = (globalThis.stops ??= { all: [], last: undefined });
  if (at === null || at === document.body) return memory.last === undefined ? 'nothing' : memory.last.at.outerHTML.slice(0, 200);
  if (!memory.all.includes(at)) memory.all.push(at);
  const rings = [at, at.closest('#composer')].filter((one) => one !== null).map((one) => getComputedStyle(one));
  const isRinged = rings.some((ring) => ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2);
  const box = at.getBoundingClientRect();
  const scroller = document.getElementById('scroll');
  const view = scroller.contains(at) ? scroller.getBoundingClientRect() : { top: 0, bottom: innerHeight, left: 0, right: innerWidth };
  const isInSight = box.bottom > view.top && box.top < view.bottom && box.right > view.left && box.left < view.right && box.height > 0;
  const down = scroller.contains(at) ? scroller.scrollTop : 0;
  const now = { at, inChat: scroller.contains(at), top: box.top + down, bottom: box.bottom + down, left: box.left, right: box.right };
  const before = memory.last;
  memory.last = now;
  let order, reads;
  if (before !== undefined && before.at.isConnected) {
    const place = before.at.compareDocumentPosition(at);
    order = before.at === at ? 'same' : place & Node.DOCUMENT_POSITION_FOLLOWING ? 'after' : 'before';
    if (order !== 'same') {
      const [first, second] = order === 'after' ? [before, now] : [now, before];
      // Parts of the page that scroll for themselves stand one above the other.
      const isOn = first.inChat !== second.inChat || second.bottom > first.top + 1 && (second.top >= first.top - 1 || second.left >= first.right - 1) || second.left >= first.right - 1;
      reads = order === 'after' ? (isOn ? 'on' : 'back') : isOn ? 'back' : 'on';
    }
  }
  const card = [...document.querySelectorAll('[data-card]')].at(-1);
  return { nth: memory.all.indexOf(at), onCard: card?.contains(at) === true, isCard: card === at, isRinged, isInSight, order, reads };
})()`;

/**
 * A voucher from the customer's mail to paid by the keys alone: the page is never clicked, and nothing but its own doing
 * moves the focus. Every answer brings the focus to its card; what was not taken is said where it has to be mended.
 */
export async function byKeyboard(chat: Chat, t: Say): Promise<Record<string, Effort>> {
  const { page } = chat;
  const keyboard = new Keyboard(page, await page.context().newCDPSession(page));
  const costs: Record<string, Effort & { readonly keys: number }> = {};
  const stepEnds = (name: string): void => {
    costs[name] = { ...chat.stepEnds(), keys: keyboard.keys };
    keyboard.keys = 0;
  };
  const named = (role: string, name: string) => (spot: Spot) =>
    spot.role === role && (spot.name === name || spot.name.startsWith(`${name}:`));

  /** The answer is there when the focus is on its card. */
  const isOnNewCard = async (says: string): Promise<void> => {
    await chat.sees(says);
    const end = Date.now() + ANSWER_MS;
    for (;;) {
      const { role, name, look } = await keyboard.spot();
      if (look.isCard) {
        assert.equal(role, 'group');
        assert.ok(look.isRinged && look.isInSight, `nobody sees that the focus is on the card “${name}”`);
        return;
      }
      assert.ok(Date.now() < end, `after the answer “${says}” the focus is on ${role} “${name}”`);
      await page.waitForTimeout(100);
    }
  };
  /** Types into the chat, wherever the focus is: on a card the letters go to the composer by themselves. */
  const says = async (text: string, answer: string): Promise<void> => {
    await keyboard.type(text);
    const { role, name } = await keyboard.spot();
    assert.deepEqual([role, name], ['textbox', 'Type a message']);
    await keyboard.press('Enter');
    await isOnNewCard(answer);
  };
  const toComposer = (): Promise<Spot> =>
    keyboard.goTo('the composer', ({ name }) => name === 'Type a message', 'behind');
  const toButton = (title: string): Promise<Spot> =>
    keyboard.goTo(`the button “${title}”`, named('button', title));
  const press = async (title: string, answer: string, key = 'Enter'): Promise<void> => {
    await toButton(title);
    chat.effort.presses += 1;
    await keyboard.press(key);
    await isOnNewCard(answer);
  };
  const open = async (title: string): Promise<void> => {
    const fold = await keyboard.goTo(
      `what opens “${title}”`,
      ({ role, name }) => role === 'button' && name.startsWith(title),
    );
    assert.equal(fold.expanded, false, `“${title}” does not say that it is closed`);
    await keyboard.press('Enter');
    await page.waitForTimeout(50);
    assert.equal((await keyboard.spot()).expanded, true, `“${title}” does not say that it is open`);
  };
  const field = async (label: string, text: string): Promise<void> => {
    await keyboard.goTo(
      `the field “${label}”`,
      ({ role, name }) => role === 'textbox' && name.startsWith(label),
    );
    chat.effort.inputs += 1;
    await keyboard.type(text);
  };
  const day = async (label: string, typed: string, where: Where = 'on the card'): Promise<void> => {
    const isDay = ({ role, name }: Spot): boolean => role === 'Date' && name.startsWith(label);
    await keyboard.goTo(`the day “${label}”`, isDay, where);
    // From behind one comes to its calendar, the year and the day before its month.
    const more = where === 'before' ? KEYS_OF_A_FIELD - 1 : 0;
    for (let part = 0; part < more; part += 1) await keyboard.goTo(`the day “${label}”`, isDay, where);
    chat.effort.inputs += 1;
    await keyboard.type(typed);
  };
  const tick = async (title: string): Promise<void> => {
    await keyboard.goTo(
      `the box “${title}”`,
      ({ role, name }) => role === 'checkbox' && name.includes(title),
    );
    chat.effort.inputs += 1;
    await keyboard.press('Space');
    assert.equal((await keyboard.spot()).checked, 'true');
  };
  /** The day of the page's clock, far above: there and back to the newest card. */
  const itIs = async (typed: string): Promise<void> => {
    await day('Today is', typed, 'before');
  };

  await chat.sees(t('welcome.promise'));
  await itIs('11202026');
  assert.equal(await page.locator('#clock').inputValue(), '2026-11-20');
  await toComposer();
  await keyboard.goTo('Sample company', named('button', 'Sample company'), 'before');
  await keyboard.press('Space');
  await isOnNewCard(t('setUp.doneTitle'));
  stepEnds('set up the company');

  const number = 'SAP-7F3K-0042';
  await toComposer();
  // As it is pasted.
  await page.keyboard.insertText(forwardedMail('en', number, '2026-11-02'));
  await keyboard.press('Enter');
  await isOnNewCard(t('mail.found'));
  await field(t('field.adminEmail'), 'voucher.admin@customer.example');
  await press(t('do.recordReserve'), t('reserve.hurry'));

  // What is not ticked is said where the focus goes, and the letters go on there.
  await open(t('do.details'));
  await tick(t('attest.G7'));
  await tick(t('attest.G8'));
  await toButton(t('do.reserved'));
  await keyboard.press('Enter');
  const terms = await keyboard.spot();
  assert.deepEqual([terms.role, terms.invalid, terms.description], ['checkbox', true, t('required.terms')]);
  await keyboard.press('Space');
  assert.equal((await keyboard.spot()).invalid, false);
  // What the bot refuses is said by the card, which has the focus.
  await day(t('field.end'), '01082027', 'before');
  await day(t('field.start'), '01112027', 'before');
  await press(t('do.reserved'), t('field.end'));
  const said = await keyboard.spot();
  assert.match(said.name, new RegExp(t('reserve.title')));
  assert.match(said.name, /11 Jan 2027/);
  await day(t('field.end'), '01152027');
  await press(t('do.reserved'), t('reserve.done'), 'Space');
  stepEnds('mail to reserved');

  await itIs('01182027');
  await toComposer();
  await says(number.slice(-4), t('next.reportOverdue'));
  await press(t('do.report'), t('report.second'));
  await field(t('field.deliverable'), 'https://files.customer.example/plan.docx');
  await field(t('field.receivedBy'), 'Paula Owner (synthetic)');
  await open(t('do.details'));
  await tick('');
  await press(t('do.reported'), t('report.done'));
  stepEnds('report');

  await says('redeem', t('redeem.text'));
  await tick(number);
  await press(t('do.redeemSelected'), t('redeem.final'));
  await press(t('do.redeemed'), t('claim.how'));
  stepEnds('redeem');

  await field(t('field.reference'), 'MS-REF-1001');
  await press(t('do.submitted'), t('register.once'));
  await press(t('do.registered'), t('claim.how'));
  await press(t('do.submitted'), t('claim.submitted'));
  await itIs('02012027');
  await press(t('do.approved'), t('claim.didApprove'));
  await itIs('02152027');
  await press(t('do.paid'), t('claim.didPay'));
  stepEnds('claim to paid');
  await says(number, t('status.paid'));
  return costs;
}
