import type { QuestionId } from '../../domain/programme/questions.ts';
import { STEPS, type Step } from '../../cards/verbs.ts';
import { ABOUT_A_VOUCHER, STEP_WORDS, VIEWS, type AboutVoucher, type View } from '../understand.ts';

/** Steps that a typed sentence may begin. */
type TypedStep = { [S in Step]: (typeof STEP_WORDS)[S] extends 'none' ? never : S }[Step];

/** Of what a sentence may ask beside steps and views. */
const OTHERS = [
  'history',
  'plan',
  'thanks',
  /** Lists: what is theirs, what is late, what is due this week, and what answers to a state or a name. */
  'mine',
  'overdue',
  'week',
  'listed',
  /** One voucher's card. */
  'show',
  /** It has nothing to do with the bot. */
  'nothing',
] as const;

/** A view that a sentence may ask for; of claims and of money it speaks much alike, and its nouns tell them apart. */
type SaidView = Exclude<View, 'money'>;

/** What a sentence asks for. */
export type Intent = SaidView | TypedStep | (typeof OTHERS)[number];

export const INTENTS: readonly Intent[] = [
  ...VIEWS.filter((view): view is SaidView => view !== 'money'),
  ...STEPS.filter((step): step is TypedStep => STEP_WORDS[step] !== 'none'),
  ...OTHERS,
];

/** What a question about the programme asks: one of the official ones, for all of them, or none of them. */
export type Asks = QuestionId | 'list' | 'other';

/** What a sentence is as a question; `none`: it asks for something that the bot itself does or shows. */
export type QuestionKind = Asks | 'none';

/** States that a list can be asked for. */
export const LISTED_STATES = ['assigned', 'reserved', 'reported', 'redeemed', 'claimed', 'lost'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** What is asked about one voucher. */
export type About = AboutVoucher;

export const ABOUT: ReadonlySet<string> = new Set(ABOUT_A_VOUCHER);
