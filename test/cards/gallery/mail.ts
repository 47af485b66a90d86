import { lineCard, SAID_FIELDS } from '../../../cards/mail/line.ts';
import { LISTED, mailListCard, mailResultCard } from '../../../cards/mail/list.ts';
import { mailCard } from '../../../cards/mail/mail.ts';
import { shortened } from '../../../cards/kit/format.ts';
import { fieldName } from '../../../cards/kit/names.ts';
import { FACT_FIELDS } from '../../../cards/voucher/fact-inputs.ts';
import { addDays } from '../../../domain/day.ts';
import { GUARD_IDS } from '../../../domain/guards/answers.ts';
import { ENGAGEMENT_IDS } from '../../../domain/programme/catalogue.ts';
import { ASSIGNED } from './days.ts';
import { Scene } from './scene.ts';
import { recordedValues } from './voucher.ts';

/** A pasted mail: found, missing, ambiguous, and one of several numbers. */
export function showMails(scene: Scene): void {
  const actor = scene.actor;
  const ids = { subject: scene.outside('number', 0), commandId: 'synthetic-command' };
  const values = recordedValues(scene);
  const days = Array.from({ length: 10 }, (_, nth) => addDays(ASSIGNED, nth));
  const options = {
    engagement: ENGAGEMENT_IDS.slice(0, 5),
    assignedOn: days,
    printedExpiry: days,
    serviceLevel: ['5', '10'],
  };
  const arg = `0a1b2c3d ${values.number}`;
  const readFrom = Object.fromEntries(
    [...FACT_FIELDS, 'offering', 'number', 'projectManager', 'agreement'].map((field, nth) => [
      field,
      scene.outside('read', nth),
    ]),
  );
  for (const kind of ['full', 'empty'] as const) {
    const standing = scene.standing(kind);
    const base = { actor, standing, ...ids };
    const first = { qualified: 0, answers: [], options: {}, printed: values.number, arg };
    const answers = scene.answers();
    // A card says one answer of each guard.
    for (let from = 0; from < answers.length; from += GUARD_IDS.length) {
      scene.show(
        mailCard,
        `everything found, ${kind}, answers from ${from}`,
        mailCard({
          ...base,
          ...first,
          values: { ...values, adminKnown: 'true' },
          readFrom,
          said: ['customer', 'number'],
          canSay: true,
          answers: answers.slice(from, from + GUARD_IDS.length),
          qualified: 21,
        }),
      );
    }
    scene.show(
      mailCard,
      `nothing found, ${kind}`,
      mailCard({
        ...base,
        ...first,
        values: { offering: 'PVDPS' },
        sender: scene.outside('address', 1),
        hops: Array.from({ length: 6 }, (_, nth) => scene.outside('read', nth)),
        way: 'mailbox',
        handedBy: scene.outside('person', 1),
        signedBy: scene.outside('read', 7),
        unknownEngagement: scene.outside('engagement', 0),
        isCut: true,
        banner: scene.banner(),
      }),
    );
    scene.show(
      mailCard,
      `several answers, ${kind}`,
      mailCard({
        ...base,
        ...first,
        values: { customer: values.customer },
        options,
        hops: [scene.outside('read', 0)],
        way: 'file',
        readFrom,
        canSay: true,
        asPrinted: { assignedOn: '03/11/26', printedExpiry: '30/04/27' },
        qualified: 1,
      }),
    );
  }
  // Readings that are not sure: what can be shown letter by letter is a choice, anything else is entered.
  for (const readings of [
    {
      customer: ['Contoso', 'Fabrikam, Inc.'],
      adminEmail: ['anna@customer.example', 'jan@customer.example'],
    },
    { customer: [`*${scene.outside('customer', 0)}`], adminEmail: [`*${scene.outside('address', 0)}`] },
  ]) {
    const given = { ...ids, printed: values.number, arg, options: readings, answers: [], qualified: 0 };
    const { customer: _customer, adminEmail: _adminEmail, ...others } = values;
    const card = mailCard({ actor, standing: scene.standing(), ...given, values: others });
    scene.show(mailCard, `readings that are not sure: ${readings.customer.length}`, card);
  }
  // What the note above the mail asks for: a later step, one that is due at once, and another place.
  for (const wants of ['report.open', 'lose.open', 'help.open', 'eligibility.open'] as const) {
    const given = { ...ids, printed: values.number, arg, options: {}, answers: [], qualified: 0, wants };
    const card = mailCard({ actor, standing: scene.standing(), ...given, values });
    scene.show(mailCard, `asks for ${wants}`, card);
  }
  // A voucher that is gone, as the mail says.
  for (const value of ['cancelled', 'expired', 'lost', 'redeemed'] as const) {
    const state = { value, raw: scene.outside('read', 9) };
    const given = { ...ids, printed: values.number, arg, options: {}, answers: [], qualified: 0, readFrom };
    const card = mailCard({ actor, standing: scene.standing(), ...given, values, state });
    scene.show(mailCard, `is ${value}`, card);
  }
  for (const field of FACT_FIELDS) {
    const { [field]: _missing, ...rest } = values;
    const base = {
      actor,
      standing: scene.standing(),
      ...ids,
      printed: values.number,
      arg,
      options: {},
      answers: [],
      qualified: 0,
    };
    scene.show(mailCard, `without ${field}`, mailCard({ ...base, values: rest }));
  }
  const listed = { ...ids, printed: values.number, arg, options, answers: [], qualified: 0 };
  scene.show(
    mailCard,
    'one of several',
    mailCard({
      ...listed,
      actor,
      standing: scene.standing(),
      values: { customer: values.customer },
      asks: ['engagement', 'serviceLevel', 'assignedOn', 'printedExpiry', 'adminEmail'],
      isListed: true,
      wants: 'report.open',
    }),
  );
  scene.show(
    mailCard,
    'one of several, and another one has a question',
    mailCard({
      ...listed,
      actor,
      standing: scene.standing(),
      values: { customer: values.customer },
      isListed: true,
      hasNext: true,
    }),
  );
  showLines(scene);
  showSeveral(scene);
}

/** Which line of a mail is what: as many lines as a card has room for. */
function showLines(scene: Scene): void {
  const { actor } = scene;
  const subject = scene.outside('number', 0);
  const lines = scene.names('line', 30).map((text, place) => ({ place, text }));
  const given = { subject, lines, values: {} };
  const arg = `0a1b2c3d ${subject}`;
  const said = { line: '7', lineIs: 'printedExpiry' };
  scene.show(lineCard, 'of a voucher', lineCard(actor, { ...given, arg }));
  for (const fact of SAID_FIELDS) {
    const text = scene.say('mail.lineHolds', { fact, line: shortened(scene.outside('line', 7), 60) });
    const banner = { text, style: 'attention' as const };
    scene.show(lineCard, `is no ${fact}`, lineCard(actor, { ...given, arg, values: said, banner }));
  }
  scene.show(lineCard, 'of a text without a voucher', lineCard(actor, given));
}

/** Several vouchers in one mail: a full page of them, and what became of each. */
function showSeveral(scene: Scene): void {
  const { actor } = scene;
  const subject = scene.outside('number', 0);
  const ref = { subject, commandId: 'synthetic-command' };
  const values = recordedValues(scene);
  // A reading that a choice can show: it is as long as a plain label.
  const readings = (of: string): string[] =>
    Array.from({ length: 3 }, (_, nth) => `${nth} ${of}`.padEnd(60, 'w'));
  const page = (one: Partial<Parameters<typeof mailListCard>[1]['vouchers'][number]>) =>
    scene.names('number', LISTED).map((printed, nth) => ({
      place: 42 + nth,
      key: `0a1b2c3${nth}`,
      arg: `0a1b2c3${nth} ${printed}`,
      number: printed,
      printed,
      values: {},
      lacks: [],
      options: {},
      isRecorded: false,
      ...one,
    }));
  const base = {
    ...ref,
    standing: scene.standing(),
    page: 0,
    pages: 1,
    count: 50,
    recorded: 0,
    ready: 47,
    unanswered: 3,
    gone: 0,
    questions: { count: 0, of: 50, fields: [] },
    most: 25,
    left: 0,
    chosen: [],
    common: [],
    entered: {},
  };
  const show = (of: string, view: Parameters<typeof mailListCard>[1]): void =>
    scene.show(mailListCard, of, mailListCard(actor, view));
  show('everything known but the admin, and days to choose', {
    ...base,
    vouchers: page({
      values,
      lacks: ['assignedOn', 'printedExpiry', 'adminEmail'],
      options: { assignedOn: [ASSIGNED], printedExpiry: [ASSIGNED] },
      until: ASSIGNED,
    }),
    questions: { count: 41, of: 50, fields: FACT_FIELDS },
    page: 3,
    pages: 8,
    recorded: 21,
    left: 17,
    isCut: true,
    chosen: Array.from({ length: LISTED }, (_, nth) => `0a1b2c3${nth}`),
    common: [{ field: 'adminEmail', isOfAll: false }],
    entered: { adminEmail: scene.outside('address', 0) },
    banner: scene.banner(),
  });
  const days = Array.from({ length: 4 }, (_, nth) => addDays(ASSIGNED, nth));
  show('nothing known', {
    ...base,
    vouchers: page({ lacks: FACT_FIELDS, calledIt: scene.outside('engagement', 0) }),
    common: [
      { field: 'engagement', isOfAll: true },
      { field: 'serviceLevel', isOfAll: true },
      { field: 'customer', isOfAll: true },
      { field: 'assignedOn', isOfAll: true },
      { field: 'adminEmail', isOfAll: true },
    ],
  });
  show('the same readings for all', {
    ...base,
    vouchers: page({ values: { engagement: 'sharepoint', serviceLevel: '5' } }),
    common: [
      { field: 'customer', options: readings('Contoso (synthetic)'), isOfAll: true },
      { field: 'assignedOn', options: days, isOfAll: true },
      { field: 'adminEmail', options: readings('admin@customer.example'), isOfAll: true },
    ],
    entered: { assignedOn: ASSIGNED },
  });
  show('what the mail says is gone', {
    ...base,
    vouchers: page({ values, lacks: ['adminEmail'], until: ASSIGNED }).map((one, nth) => ({
      ...one,
      told: (['cancelled', 'expired', 'lost', 'redeemed'] as const)[nth % 4],
    })),
    ready: 0,
    unanswered: 0,
    gone: 50,
  });
  show('two, with the same admin', {
    ...base,
    vouchers: page({ values, until: addDays(ASSIGNED, 180) }).slice(0, 2),
    count: 2,
    ready: 2,
    unanswered: 0,
    sharedAdmin: scene.outside('address', 0),
  });
  show('all recorded', {
    ...base,
    vouchers: page({ values, isRecorded: true }),
    count: LISTED,
    recorded: LISTED,
    ready: 0,
    unanswered: 0,
  });
  const fields = ['engagement', 'serviceLevel', 'customer', 'assignedOn', 'adminEmail']
    .map((field) => fieldName(actor.language, field))
    .join(', ');
  const number = shortened(subject, 40);
  const said = Array.from({ length: 50 }, () => scene.say('mail.recordedWithout', { number, fields }));
  const why = `${fieldName(actor.language, 'printedExpiry')}: ${scene.say('mail.whichDate')}`;
  const failed = Array.from({ length: 50 }, () => scene.say('mail.notRecorded', { number, why }));
  const first = { id: subject, printed: subject };
  const result = {
    ...ref,
    recorded: 25,
    said,
    failed,
    next: 22,
    open: 25,
    count: 50,
    left: 17,
    isCut: true,
    first,
  };
  for (const which of ['all', 'chosen'] as const) {
    scene.show(mailResultCard, `a part of ${which}`, mailResultCard(actor, { ...result, which }));
  }
  scene.show(
    mailResultCard,
    'all of them',
    mailResultCard(actor, {
      ...ref,
      which: 'all',
      recorded: 1,
      said: [scene.say('mail.recorded', { number }), scene.say('mail.wasThere', { number })],
      failed: [],
      next: 0,
      open: 0,
      count: 2,
      left: 0,
      first,
    }),
  );
  scene.show(
    mailResultCard,
    'nothing',
    mailResultCard(actor, { ...result, which: 'all', recorded: 0, said: [], next: 0, first: undefined }),
  );
}
