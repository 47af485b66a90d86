/** Upper ends of what a turn, a request or a call takes, in seconds: a person waits, and Teams gives up at five. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4.5, 10] as const;
const REQUEST_UNITS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000] as const;

interface Metric {
  /** `gauge`: read when it is sent. */
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** As UCUM has it; in braces, what is counted. */
  readonly unit: string;
  /** Whose values are few, and known: never a tenant, a person, a number of a voucher, a text. */
  readonly attributes: readonly string[];
  readonly buckets?: readonly number[];
}

/**
 * Everything that is measured. The names are those of OpenTelemetry's conventions where it has one. README.md says what
 * each tells.
 */
export const METRICS = {
  'http.server.request.duration': {
    kind: 'histogram',
    unit: 's',
    attributes: ['http.request.method', 'http.route', 'http.response.status_code'],
    buckets: SECONDS,
  },
  'planning.turn.duration': {
    kind: 'histogram',
    unit: 's',
    attributes: ['planning.turn.kind', 'planning.turn.verb', 'planning.turn.outcome'],
    buckets: SECONDS,
  },
  'planning.refusals': {
    kind: 'counter',
    unit: '{refusal}',
    attributes: ['planning.command', 'planning.refusal.reason', 'planning.refusal.rule'],
  },
  'planning.outbox.rows': { kind: 'gauge', unit: '{row}', attributes: [] },
  'planning.outbox.age': { kind: 'gauge', unit: 's', attributes: [] },
  'planning.notices.rows': { kind: 'gauge', unit: '{row}', attributes: [] },
  'planning.notices.lag': { kind: 'gauge', unit: 's', attributes: [] },
  'planning.notices.attempts': {
    kind: 'counter',
    unit: '{row}',
    attributes: ['planning.delivery.outcome', 'planning.notice.next'],
  },
  'planning.delivery.duration': {
    kind: 'histogram',
    unit: 's',
    attributes: ['http.request.method', 'planning.delivery.outcome', 'error.type'],
    buckets: SECONDS,
  },
  'db.client.operation.duration': {
    kind: 'histogram',
    unit: 's',
    attributes: ['db.system.name', 'db.operation.name', 'error.type'],
    buckets: SECONDS,
  },
  'azure.cosmosdb.client.operation.request_charge': {
    kind: 'histogram',
    unit: '{request_unit}',
    attributes: ['db.operation.name'],
    buckets: REQUEST_UNITS,
  },
  'planning.store.retries': { kind: 'counter', unit: '{retry}', attributes: ['db.operation.name'] },
  'planning.mails': { kind: 'counter', unit: '{mail}', attributes: ['planning.mail.outcome'] },
  'planning.sheet.rows': { kind: 'counter', unit: '{row}', attributes: ['planning.sheet.outcome'] },
  'planning.ready': { kind: 'gauge', unit: '{state}', attributes: [] },
  'nodejs.eventloop.delay.p99': { kind: 'gauge', unit: 's', attributes: [] },
  'nodejs.eventloop.utilization': { kind: 'gauge', unit: '1', attributes: [] },
  'process.memory.usage': { kind: 'gauge', unit: 'By', attributes: [] },
} as const satisfies Readonly<Record<string, Metric>>;

type Metrics = typeof METRICS;
type NameOf<K extends Metric['kind']> = {
  [N in keyof Metrics]: Metrics[N]['kind'] extends K ? N : never;
}[keyof Metrics];

export type CounterName = NameOf<'counter'>;
export type HistogramName = NameOf<'histogram'>;
export type GaugeName = NameOf<'gauge'>;

/** Attributes that a metric has; one that is undefined is left out. */
export type AttributesOf<N extends keyof Metrics> = {
  readonly [A in Metrics[N]['attributes'][number]]?: string | number | undefined;
};
