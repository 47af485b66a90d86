import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import type { Json } from '../../../bot/local/wire.ts';
import type { UsualReservation, UsualVoucher } from './places.ts';

const CONSULTANT = 'Consultant One (synthetic)';
const [COUNTRY, LOCATION] = ['Poland', 'SYN-PL'];
const DAY_MS = 24 * 3600_000;

const inWords = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const words = (day: string): string => inWords.format(new Date(day));

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const leftUntil = (day: string): number => Math.ceil((Date.parse(day) - Date.now()) / DAY_MS);

function templateOf(file: string): () => Template {
  const payload: unknown = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  if (process.env['TEMPLATE_PER_TURN'] !== undefined) return () => new Template(payload);
  const kept = new Template(payload);
  return () => kept;
}
const form = templateOf('form.json');
const reserved = templateOf('reserved.json');

const PROCESS_PAGE = "Microsoft's process page";
const CHECKS: readonly (readonly [name: string, of: string])[] = [
  ['G1 Reserved before the engagement starts', PROCESS_PAGE],
  [
    "G2 Within the voucher's validity",
    `${PROCESS_PAGE}; article of 2021; partner training of 2014 (secondary)`,
  ],
  ['G3 Extension of 2020', 'blog of December 2020 (secondary)'],
  ['G4 Location in the country of delivery', PROCESS_PAGE],
  ['G5 Length is a service level', "policies deck (secondary); Microsoft's notice on payment"],
  ['G6 Within the 15 days of a customer', `${PROCESS_PAGE}; Microsoft's notice on payment`],
  ['G7 One complete engagement', 'policies deck (secondary)'],
  ['G8 Product belongs to the offering', 'policies deck (secondary)'],
  ['G9 Enrolled and competent', `${PROCESS_PAGE}; policies deck (secondary); article of 2020`],
  ['G10 Consultant has an assessment or exam in the competency', 'article of 2020'],
  ['G16 No other partner holds it', 'partner training of 2014 (secondary); VVR page of 2019'],
];
const TO_CONFIRM = [
  { title: 'One complete engagement with its own deliverable', value: 'G7' },
  { title: 'The product belongs to this offering', value: 'G8' },
];
const asked = new Set(TO_CONFIRM.map(({ value }) => value));

/** The form in which somebody says that it is reserved. */
export function formCard(voucher: UsualVoucher, commandId: string): Json {
  const today = Date.now();
  const checks = CHECKS.map(([name, of]) => {
    const isOpen = asked.has(name.split(' ')[0] ?? '');
    return {
      text: isOpen ? `? ${name}: cannot be checked · not confirmed · ${of}` : `✔ ${name}: met · ${of}`,
    };
  });
  return form().expand({
    $root: {
      ...voucher,
      commandId,
      left: leftUntil(voucher.expires),
      today: isoDay(today),
      todayInWords: words(isoDay(today)),
      start: isoDay(today + DAY_MS),
      end: isoDay(today + voucher.days * DAY_MS),
      latestStart: words(isoDay(Date.parse(voucher.expires) - 2 * voucher.days * DAY_MS)),
      country: COUNTRY,
      location: LOCATION,
      consultant: CONSULTANT,
      consultantId: 'one',
      locations: [
        { title: `${COUNTRY} · ${LOCATION}`, value: LOCATION },
        { title: 'Another country (type it below)', value: 'other' },
      ],
      consultants: [{ title: `${CONSULTANT} · qualifies`, value: 'one' }],
      confirm: TO_CONFIRM,
      checks,
      met: CHECKS.length - TO_CONFIRM.length,
      toConfirm: TO_CONFIRM.length,
    },
  }) as Json;
}

const STAGES = ['Assigned', 'Reserved', 'Report', 'Redeemed', 'Claim', 'Paid'];
const STAGE = STAGES.indexOf('Reserved');

/** The voucher when it has just been reserved. */
export function reservedCard(voucher: UsualVoucher, reservation: UsualReservation): Json {
  const expires = words(voucher.expires);
  const left = leftUntil(voucher.expires);
  return reserved().expand({
    $root: {
      ...voucher,
      left,
      stages: STAGES.map((name, at) => ({
        name,
        current: at === STAGE,
        icon: at < STAGE ? 'CheckmarkCircle' : at === STAGE ? 'CircleHalfFill' : 'Circle',
        style: at <= STAGE ? 'Filled' : 'Regular',
        color: at < STAGE ? 'Good' : at === STAGE ? 'Accent' : 'Default',
      })),
      facts: [
        { label: 'Expires', value: expires },
        { label: 'Dates', value: `${words(reservation.start)} – ${words(reservation.end)}` },
      ],
      details: [
        { label: 'Consultant', value: CONSULTANT },
        { label: 'Country of delivery', value: `${COUNTRY} · ${reservation.locationId}` },
        { label: 'E-mail of the voucher admin', value: reservation.adminEmail },
        { label: 'Assigned on', value: words(voucher.assignedOn) },
        { label: 'Expires', value: `${expires} (${left} days left) · assignment + 180 days` },
      ],
    },
  }) as Json;
}
