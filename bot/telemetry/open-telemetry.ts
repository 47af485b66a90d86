import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Counter,
  type Histogram,
  type Span as OtelSpan,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import project from '../../package.json' with { type: 'json' };
import { faultOf, type Log } from '../log.ts';
import { correlation, under, type Correlation } from './correlation.ts';
import { METRICS, type CounterName, type HistogramName } from './metrics.ts';
import type { TelemetrySettings } from './settings.ts';
import type { Span, Telemetry } from './telemetry.ts';

/** How long one export may take, in milliseconds. Longer than most collectors need, and never longer than the pause. */
const EXPORT_MS = 10_000;
/** A collector that does not answer is told of once in so many milliseconds. */
const TELL_MS = 5 * 60_000;
/** How precisely the event loop is watched, in milliseconds. */
const RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;

const KINDS = { server: SpanKind.SERVER, internal: SpanKind.INTERNAL, client: SpanKind.CLIENT } as const;

/** Telemetry that goes to a collector by OTLP over HTTP. What becomes of it there is nobody's concern here. */
export function openTelemetry(settings: TelemetrySettings, log: Log): Telemetry {
  tellTrouble(log);
  const resource = resourceFromAttributes({
    'service.name': project.name,
    'service.version': project.version,
    'service.instance.id': crypto.randomUUID(),
    ...settings.resource,
    ...(settings.serviceName !== undefined && { 'service.name': settings.serviceName }),
  });
  const { headers, endpoint } = settings;
  const to = (signal: string) => ({ url: `${endpoint}/v1/${signal}`, headers, timeoutMillis: EXPORT_MS });
  const random = new RandomIdGenerator();
  const tracers = new TracerProvider({
    resource,
    sampler: samplerOf(settings),
    // The trace's id is the one that is in the log.
    idGenerator: {
      generateTraceId: () => correlation()?.id ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(to('traces')),
        exportTimeoutMillis: EXPORT_MS,
      }),
    ],
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(to('metrics')),
        exportIntervalMillis: settings.metricIntervalMs,
        exportTimeoutMillis: Math.min(EXPORT_MS, settings.metricIntervalMs),
      }),
    ],
    views: Object.entries(METRICS).flatMap(([name, metric]) =>
      'buckets' in metric
        ? [
            {
              instrumentName: name,
              aggregation: {
                type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
                options: { boundaries: [...metric.buckets] },
              } as const,
            },
          ]
        : [],
    ),
  });
  const meter = meters.getMeter(project.name);
  const tracer = tracers.getTracer(project.name);
  const counters = new Map<CounterName, Counter>();
  const histograms = new Map<HistogramName, Histogram>();
  for (const [name, { kind, unit }] of Object.entries(METRICS)) {
    if (kind === 'counter') counters.set(name as CounterName, meter.createCounter(name, { unit }));
    if (kind === 'histogram') histograms.set(name as HistogramName, meter.createHistogram(name, { unit }));
  }
  const telemetry: Telemetry = {
    isOn: true,
    count: (name, attributes, by = 1) => counters.get(name)?.add(by, attributes),
    record: (name, value, attributes) => histograms.get(name)?.record(value, attributes),
    gauge(name, read) {
      meter.createObservableGauge(name, { unit: METRICS[name].unit }).addCallback((result) => {
        const value = read();
        if (value !== undefined) result.observe(value);
      });
    },
    async span(name, kind, attributes, run) {
      const within = correlation();
      if (within === undefined || (kind === 'client' && within.span === undefined)) return run(NOT_KEPT);
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, contextOf(within));
      try {
        return await under(span, within, () => run(spanOf(span)));
      } catch (error) {
        spanOf(span).failed(faultOf(error).code);
        throw error;
      } finally {
        span.end();
      }
    },
    async close(deadlineMs) {
      watching.disable();
      const all = Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
      await Promise.race([all, sleep(deadlineMs, undefined, { ref: false })]);
      diag.disable();
    },
  };
  const watching = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  watching.enable();
  telemetry.gauge('nodejs.eventloop.delay.p99', () => {
    const seconds = watching.percentile(99) / NANOSECONDS;
    watching.reset();
    // Nothing was watched yet.
    return Number.isFinite(seconds) ? Math.max(0, seconds - RESOLUTION_MS / 1000) : undefined;
  });
  let before = performance.eventLoopUtilization();
  telemetry.gauge('nodejs.eventloop.utilization', () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  });
  telemetry.gauge('process.memory.usage', () => process.memoryUsage.rss());
  return telemetry;
}

const NOT_KEPT: Span = { set: () => undefined, failed: () => undefined };

function spanOf(span: OtelSpan): Span {
  return {
    set: (attributes) => span.setAttributes(attributes),
    failed: (type) => span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR }),
  };
}

/** The parent of a span: what is under way here, or what another process began. */
function contextOf({ span, parent }: Correlation): Context {
  if (span !== undefined) return trace.setSpan(ROOT_CONTEXT, span as OtelSpan);
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, flags } = parent;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: flags, isRemote: true });
}

function samplerOf({ sampler, ratio }: TelemetrySettings) {
  const own = sampler.endsWith('always_on')
    ? new AlwaysOnSampler()
    : sampler.endsWith('always_off')
      ? new AlwaysOffSampler()
      : new TraceIdRatioBasedSampler(ratio);
  return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root: own }) : own;
}

/** What the SDK has to say is text, and may quote what it was given: only that there is something is told. */
function tellTrouble(log: Log): void {
  let toldAt = -Infinity;
  const tell = (): void => {
    if (performance.now() - toldAt < TELL_MS) return;
    toldAt = performance.now();
    log.warn({ event: 'telemetry.not_sent' });
  };
  const nothing = (): void => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: nothing, debug: nothing, verbose: nothing },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
