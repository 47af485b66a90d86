/**
 * The verbs of all buttons, `step.act`. Cards that were sent long ago carry them, in chats and in the outbox:
 * one is added or taken away, never renamed.
 */

/** What each step's buttons do, beside `open`, which every step takes. A step has a dialog in `dialogs/`. */
const STEP_ACTS = {
  setUp: ['save', 'location', 'consultant', 'addLocation', 'addConsultant'],
  people: ['ask', 'grant', 'page', 'unreachable'],
  record: [
    'hand',
    'pick',
    'andReserve',
    'andLose',
    'only',
    'correct',
    'facts',
    'stage',
    'notOurs',
    'list',
    'keep',
    'all',
    'chosen',
    'lines',
    'said',
    'question',
  ],
  reserve: ['done', 'days'],
  release: ['done'],
  lose: ['done', 'back'],
  reschedule: ['done', 'days'],
  handOver: ['done'],
  report: ['done'],
  complete: ['done'],
  redeem: ['review', 'yes', 'no'],
  claim: ['create', 'submitted'],
  settle: ['submit', 'approve', 'pay', 'deny', 'discard', 'undo', 'denial', 'lastStep'],
  register: ['done'],
  correct: ['amend', 'undo', 'close', 'void', 'toUndo', 'toVoid'],
  company: [
    'details',
    'competency',
    'saveDetails',
    'saveCompetency',
    'maxDays',
    'saveMaxDays',
    'consultants',
    'toRemove',
    'remove',
  ],
  eligibility: ['list', 'participants', 'agreement', 'train', 'sign', 'status', 'saveStatus'],
  enrol: ['policies', 'done'],
  profile: ['edit', 'save', 'publish', 'updated'],
  import: ['done'],
  bulk: ['to', 'each', 'said', 'begin', 'look', 'stop', 'failed'],
  handOverAll: ['choose'],
  several: ['page', 'all', 'none', 'handOver', 'void', 'takeOut'],
  sheet: ['said', 'ask', 'begin', 'look', 'stop', 'groups', 'group', 'rows', 'onlyHere', 'heed'],
  export: ['look', 'stop', 'again'],
  calendar: ['mine'],
  notifications: ['save'],
  ranOut: ['review', 'yes'],
  quarantine: ['page', 'hand', 'dismiss'],
  askColleague: ['done', 'decline'],
  remind: ['done', 'forget'],
  comment: ['done'],
} as const;

/** What only shows something, and in how many ways. */
const VIEW_ACTS = {
  home: ['open', 'next', 'look'],
  help: ['open'],
  about: ['open'],
  assign: ['open', 'message'],
  vouchers: ['open', 'list', 'page', 'found', 'choose', 'filter', 'narrow'],
  voucher: ['open', 'history', 'shared', 'link'],
  plan: ['open'],
  claims: ['open', 'one', 'page', 'money', 'history'],
  history: ['company', 'person'],
  told: ['list', 'bulk'],
  questions: ['open', 'one'],
  overview: ['open'],
} as const;

export type Step = keyof typeof STEP_ACTS;
export type ActOf<S extends Step> = (typeof STEP_ACTS)[S][number];

type StepVerb = { [S in Step]: `${S}.${'open' | ActOf<S>}` }[Step];
type View = keyof typeof VIEW_ACTS;
export type ViewVerb = { [V in View]: `${V}.${(typeof VIEW_ACTS)[V][number]}` }[View];
export type Verb = StepVerb | ViewVerb | 'cancel.now' | 'cancel.later';

export const STEPS: readonly Step[] = Object.keys(STEP_ACTS).filter(isStep);

const viewVerbs: ReadonlySet<string> = new Set(
  Object.entries(VIEW_ACTS).flatMap(([view, acts]) => acts.map((act) => `${view}.${act}`)),
);
const known: ReadonlySet<string> = new Set([
  ...STEPS.flatMap((step) => ['open', ...STEP_ACTS[step]].map((act) => `${step}.${act}`)),
  ...viewVerbs,
  'cancel.now',
  'cancel.later',
]);

/** Every verb that a card may carry. */
export const VERBS: readonly Verb[] = [...known].filter(isVerb);

/** Whether it is the verb of one of the bot's own buttons. */
export function isVerb(text: string): text is Verb {
  return known.has(text);
}

export function isViewVerb(verb: string): verb is ViewVerb {
  return viewVerbs.has(verb);
}

/** The step that a verb belongs to; undefined when it belongs to none. */
export function stepOf(verb: Verb): Step | undefined {
  const name = verb.slice(0, verb.indexOf('.'));
  return isStep(name) ? name : undefined;
}

/** What comes after the step in its verb. */
export function actOf(verb: Verb): string {
  return verb.slice(verb.indexOf('.') + 1);
}

export function isStep(name: string): name is Step {
  return Object.hasOwn(STEP_ACTS, name);
}
