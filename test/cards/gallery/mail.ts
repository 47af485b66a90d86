import { mailCard, mailChoiceCard } from '../../../cards/mail/mail.ts';
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
        unknownEngagement: scene.outside('engagement', 0),
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
        asPrinted: { assignedOn: '03/11/26', printedExpiry: '30/04/27' },
        qualified: 1,
      }),
    );
  }
  // What the note above the mail asks for: a later step, one that is due at once, and another place.
  for (const wants of ['report.open', 'lose.open', 'help.open', 'eligibility.open'] as const) {
    const given = { ...ids, printed: values.number, arg, options: {}, answers: [], qualified: 0, wants };
    const card = mailCard({ actor, standing: scene.standing(), ...given, values });
    scene.show(mailCard, `asks for ${wants}`, card);
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
  scene.show(
    mailChoiceCard,
    'five',
    mailChoiceCard(actor, {
      subject: ids.subject,
      choices: scene.names('number', 5).map((printed) => ({ printed, arg: `0a1b2c3d ${printed}` })),
    }),
  );
}
