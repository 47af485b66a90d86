import type { AttributesOf, CounterName, GaugeName, HistogramName } from './metrics.ts';

type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

/** A part of a trace that is under way. */
export interface Span {
  set(attributes: SpanAttributes): void;
  /** It went wrong; `type` is a code. */
  failed(type: string): void;
}

/** Where the process says what it does, in numbers and spans. Nothing here throws, waits, or keeps what it is given. */
export interface Telemetry {
  /** Whether anything is kept: what costs something to find out is found out only then. */
  readonly isOn: boolean;
  count<N extends CounterName>(name: N, attributes: AttributesOf<N>, by?: number): void;
  /** In the metric's unit. */
  record<N extends HistogramName>(name: N, value: number, attributes: AttributesOf<N>): void;
  /** `read` is asked when the metrics are sent; undefined = there is nothing to say. */
  gauge(name: GaugeName, read: () => number | undefined): void;
  /**
   * Runs it as a part of the trace of what is under way. A `client` outside of any trace is none. What it throws marks
   * the part as failed, and is thrown on.
   */
  span<T>(
    name: string,
    kind: 'server' | 'internal' | 'client',
    attributes: SpanAttributes,
    run: (span: Span) => Promise<T>,
  ): Promise<T>;
  /** Sends what is there, for so many milliseconds at most. Never rejects. */
  close(deadlineMs: number): Promise<void>;
}

const NO_SPAN: Span = { set: () => undefined, failed: () => undefined };

/** Keeps nothing: what there is where no collector is named. */
export const noTelemetry: Telemetry = {
  isOn: false,
  count: () => undefined,
  record: () => undefined,
  gauge: () => undefined,
  span: (_name, _kind, _attributes, run) => run(NO_SPAN),
  close: () => Promise.resolve(),
};

/** Seconds since a moment of `performance.now()`. */
export const secondsSince = (began: number): number => (performance.now() - began) / 1000;
