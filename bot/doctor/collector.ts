import type { Config } from '../config.ts';
import { ask, WHY } from './ask.ts';
import { notOk, ok, type Finding } from './finding.ts';

/** Whether the collector of OpenTelemetry takes what the bot sends: an export of nothing, which is a valid one. */
export async function lookAtCollector({
  endpoint,
  headers,
}: Pick<NonNullable<Config['telemetry']>, 'endpoint' | 'headers'>): Promise<Finding> {
  const answer = await ask(`${endpoint.replace(/\/$/, '')}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf', ...headers },
  });
  const { host } = new URL(endpoint);
  if (answer.kind === 'none')
    return notOk(`${host}: ${WHY[answer.why]}`, 'OTEL_EXPORTER_OTLP_ENDPOINT: the bot works without, unseen');
  const { status } = answer;
  if (status >= 200 && status < 300) return ok(`${host} takes metrics`);
  if (status === 401 || status === 403)
    return notOk(`${host} refuses (${status})`, 'OTEL_EXPORTER_OTLP_HEADERS: the key that it asks for');
  return notOk(
    `${host} answers ${status} to OTLP`,
    'OTEL_EXPORTER_OTLP_ENDPOINT is the base of a collector that takes OTLP over HTTP, port 4318 as a rule',
  );
}
