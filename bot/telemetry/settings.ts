import { z } from 'zod';

/** Where what is measured goes, and how much of it. */
export interface TelemetrySettings {
  /** The collector's base URL, without a slash at the end; `/v1/traces` and `/v1/metrics` are under it. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string | undefined;
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: Sampler;
  /** The share of traces that are kept, 0 to 1; only for samplers that have one. */
  readonly ratio: number;
  readonly metricIntervalMs: number;
}

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
type Sampler = (typeof SAMPLERS)[number];

const INTERVAL_MS = 60_000;
const SHORTEST_MS = 100;

const ENDPOINT =
  'must be the http or https URL of a collector, without a user, password or query, such as http://localhost:4318';
const PAIRS = 'must be name=value pairs, separated by commas, percent-encoded';

function readPairs(text: string): Readonly<Record<string, string>> | undefined {
  const pairs: Record<string, string> = {};
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at < 1 || !/^[\w.-]+$/.test(name)) return undefined;
    try {
      pairs[name] = decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      return undefined;
    }
  }
  return pairs;
}

const pairs = z.string().transform((value, context) => {
  const read = readPairs(value);
  if (read !== undefined) return read;
  context.addIssue({ code: 'custom', message: PAIRS });
  return z.NEVER;
});

/** OpenTelemetry's own variables, as far as they are heeded. */
export const TELEMETRY_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((value) => {
      if (!URL.canParse(value)) return false;
      const { protocol, username, password, search, hash } = new URL(value);
      return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
    }, ENDPOINT)
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs
    .refine((read) => Object.values(read).every((value) => /^[\t\x20-\x7e]*$/.test(value)), PAIRS)
    .optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf'], {
      error: 'must be http/protobuf, which every collector takes, on port 4318 as a rule; grpc is not spoken',
    })
    .optional(),
  OTEL_SERVICE_NAME: z.string().max(255, 'must have at most 255 characters').optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  OTEL_TRACES_SAMPLER: z
    .enum(SAMPLERS, { error: `must be one of ${SAMPLERS.join(', ')}` })
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0(?:\.\d{1,9})?|1(?:\.0{1,9})?)$/, 'must be a share from 0 to 1, such as 0.1')
    .transform(Number)
    .optional(),
  OTEL_METRIC_EXPORT_INTERVAL: z
    .string()
    .regex(/^[1-9]\d{2,7}$/, `must be milliseconds, ${SHORTEST_MS} to 99999999`)
    .transform(Number)
    .default(INTERVAL_MS),
};

const variables = z.object(TELEMETRY_VARIABLES);

/** Undefined where no collector is named: then nothing of OpenTelemetry is loaded. */
export function telemetryOf(v: z.infer<typeof variables>): TelemetrySettings | undefined {
  const endpoint = v.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return undefined;
  return {
    endpoint,
    headers: v.OTEL_EXPORTER_OTLP_HEADERS ?? {},
    serviceName: v.OTEL_SERVICE_NAME,
    resource: v.OTEL_RESOURCE_ATTRIBUTES ?? {},
    sampler: v.OTEL_TRACES_SAMPLER,
    ratio: v.OTEL_TRACES_SAMPLER_ARG ?? 1,
    metricIntervalMs: v.OTEL_METRIC_EXPORT_INTERVAL,
  };
}

type Given = Readonly<Record<string, string | undefined>>;

/** What must not be given without something else. Looks only at what is there, never at what a secret says. */
export function telemetryRelations(given: Given): { name: string; problem: string }[] {
  const problems: { name: string; problem: string }[] = [];
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER_ARG } = given;
  if (OTEL_EXPORTER_OTLP_HEADERS !== undefined && OTEL_EXPORTER_OTLP_ENDPOINT === undefined)
    problems.push({
      name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
      problem: 'is required, because OTEL_EXPORTER_OTLP_HEADERS is given: nothing is sent without it',
    });
  const sampler = given['OTEL_TRACES_SAMPLER'] ?? '';
  if (OTEL_TRACES_SAMPLER_ARG !== undefined && !sampler.endsWith('traceidratio'))
    problems.push({
      name: 'OTEL_TRACES_SAMPLER_ARG',
      problem:
        'is for OTEL_TRACES_SAMPLER traceidratio or parentbased_traceidratio: any other keeps all or none',
    });
  return problems;
}

/** What the exporters read for themselves. */
const OF_EXPORTERS: ReadonlySet<string> = new Set(
  ['COMPRESSION', 'CERTIFICATE', 'CLIENT_CERTIFICATE', 'CLIENT_KEY'].map(
    (what) => `OTEL_EXPORTER_OTLP_${what}`,
  ),
);

/** OpenTelemetry's variables that are given and that nobody heeds. */
export function unheeded(env: Given): readonly string[] {
  return Object.keys(env).filter(
    (name) =>
      name.startsWith('OTEL_') &&
      !(name in TELEMETRY_VARIABLES) &&
      !OF_EXPORTERS.has(name) &&
      env[name]?.trim() !== '',
  );
}
