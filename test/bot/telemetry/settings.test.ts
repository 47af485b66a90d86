import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../../bot/config.ts';
import { unheeded } from '../../../bot/telemetry/settings.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318' };

describe('the environment names', () => {
  test('no collector: nothing is measured, whatever a platform says of the service', () => {
    const env = {
      OTEL_SERVICE_NAME: 'bot',
      OTEL_RESOURCE_ATTRIBUTES: 'a=b',
      OTEL_EXPORTER_OTLP_ENDPOINT: ' ',
    };
    expect(readConfig(env).telemetry).toBeUndefined();
  });

  test('a collector, and the rest is as OpenTelemetry has it', () => {
    expect(readConfig(ENDPOINT).telemetry).toEqual({
      endpoint: 'http://collector.example:4318',
      headers: {},
      serviceName: undefined,
      resource: {},
      sampler: 'parentbased_always_on',
      ratio: 1,
      metricIntervalMs: 60_000,
    });
  });

  test('a collector, and all that is heeded', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/base//',
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%3Db%20c, x-scope = 1 ,',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_SERVICE_NAME: 'bot',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,region=%C5%81%C3%B3d%C5%BA',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_METRIC_EXPORT_INTERVAL: '5000',
    };
    expect(readConfig(env).telemetry).toEqual({
      endpoint: 'https://otlp.example/base',
      headers: { 'api-key': 'a=b c', 'x-scope': '1' },
      serviceName: 'bot',
      resource: { 'deployment.environment.name': 'test', region: 'Łódź' },
      sampler: 'traceidratio',
      ratio: 0.25,
      metricIntervalMs: 5_000,
    });
  });
});

describe('a start is refused, and the variable named, for', () => {
  test.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://collector:4317' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://me:hush@otlp.example' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/?key=hush' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_HEADERS: 'api-key=hush' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { ...ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'hush' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { ...ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'api key=hush' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { ...ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=hush%' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { ...ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=hush%0D%0Ax: y' }],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }],
    ['OTEL_RESOURCE_ATTRIBUTES', { ...ENDPOINT, OTEL_RESOURCE_ATTRIBUTES: '=hush' }],
    ['OTEL_SERVICE_NAME', { ...ENDPOINT, OTEL_SERVICE_NAME: 'hush'.repeat(64) }],
    ['OTEL_TRACES_SAMPLER', { ...ENDPOINT, OTEL_TRACES_SAMPLER: 'jaeger_remote' }],
    ['OTEL_TRACES_SAMPLER_ARG', { ...ENDPOINT, OTEL_TRACES_SAMPLER_ARG: '0.5' }],
    [
      'OTEL_TRACES_SAMPLER_ARG',
      { ...ENDPOINT, OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '1.5' },
    ],
    [
      'OTEL_TRACES_SAMPLER_ARG',
      { ...ENDPOINT, OTEL_TRACES_SAMPLER: 'always_on', OTEL_TRACES_SAMPLER_ARG: '1' },
    ],
    ['OTEL_METRIC_EXPORT_INTERVAL', { ...ENDPOINT, OTEL_METRIC_EXPORT_INTERVAL: '0' }],
    ['OTEL_METRIC_EXPORT_INTERVAL', { ...ENDPOINT, OTEL_METRIC_EXPORT_INTERVAL: '1m' }],
  ])('%s: %j', (name, env) => {
    let refused: unknown;
    try {
      readConfig(env);
    } catch (error) {
      refused = error;
    }
    const { problems, message } = refused as ConfigError;
    expect(problems.map((problem) => problem.name)).toEqual([name]);
    expect(message).not.toContain('hush');
  });
});

test('what nobody heeds is told, and what the exporters read is theirs', () => {
  expect(
    unheeded({
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://elsewhere.example',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_LOGS_EXPORTER: ' ',
      OTHER: 'x',
    }),
  ).toEqual(['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']);
});
