import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { METRICS } from '../../../bot/telemetry/metrics.ts';

const read = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), 'utf8');

const metrics: Readonly<Record<string, { kind: string; unit: string; attributes: readonly string[] }>> =
  METRICS;

describe("the README's table", () => {
  const rows = read('bot/telemetry/README.md')
    .split('\n')
    .filter((line) => /^\| `[a-z]+\.[\w.]+` /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test('has every metric that there is, and no other, as it is', () => {
    const quoted = (cell = ''): readonly string[] =>
      Array.from(cell.matchAll(/`([^`]+)`/g), ([, one = '']) => one);
    expect(rows.map(([, name, kind, attributes]) => [quoted(name)[0], kind, quoted(attributes)])).toEqual(
      Object.entries(metrics).map(([name, { kind, unit, attributes }]) => [
        name,
        `${kind}, ${unit}`,
        attributes,
      ]),
    );
  });

  test('says what each tells', () => {
    for (const [, name, , , tells = ''] of rows) expect([name, tells.length > 10]).toEqual([name, true]);
  });
});

const panel = z.object({
  id: z.number(),
  title: z.string().min(1),
  type: z.enum(['row', 'stat', 'timeseries']),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  datasource: z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') }).optional(),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }).optional(),
  targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1) })).optional(),
});
const dashboardSchema = z.object({
  title: z.string().min(1),
  uid: z.string().min(1),
  schemaVersion: z.number().min(39),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(panel),
});

/** How a metric is called where it came by OpenTelemetry's rules for Prometheus, without what a histogram adds. */
function prometheusName(name: string): string {
  const { kind = '', unit = '' } = metrics[name] ?? {};
  const suffixes: Readonly<Record<string, string>> = {
    s: '_seconds',
    By: '_bytes',
    '1': kind === 'gauge' ? '_ratio' : '',
  };
  return `${name.replaceAll('.', '_')}${suffixes[unit] ?? ''}${kind === 'counter' ? '_total' : ''}`;
}

/** The metrics that a query asks for: what is not followed by a bracket, and is no label, function or word of its own. */
function asked(expr: string): readonly string[] {
  return Array.from(expr.matchAll(/\b([a-z]\w*)\{service_name="\$service"/g), ([, one = '']) => one);
}

/** The labels that a query knows, beside those of every metric. */
function labels(expr: string): readonly string[] {
  const by = Array.from(expr.matchAll(/by \(([^)]*)\)/g), ([, list = '']) =>
    list.split(',').map((one) => one.trim()),
  );
  const where = Array.from(expr.matchAll(/[{,](\w+)!?=~?"/g), ([, one = '']) => one);
  return [...by.flat(), ...where].filter((label) => label !== 'le' && label !== 'service_name');
}

describe('the dashboard', () => {
  const dashboard = dashboardSchema.parse(JSON.parse(read('manifest/dashboard.json')));
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');
  const known = new Map(
    Object.entries(metrics).flatMap(([name, { kind }]) =>
      (kind === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map(
        (end) => [`${prometheusName(name)}${end}`, name] as const,
      ),
    ),
  );
  const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  test('asks for nothing that nobody measures, by no label that a metric does not have', () => {
    for (const expr of queries) {
      const names = asked(expr);
      expect([expr, names.length > 0 && names.every((name) => known.has(name))]).toEqual([expr, true]);
      const attributes = names.flatMap((name) => metrics[known.get(name) ?? '']?.attributes ?? []);
      const own = attributes.map((attribute) => attribute.replaceAll('.', '_'));
      for (const label of labels(expr)) expect([expr, own]).toEqual([expr, expect.arrayContaining([label])]);
    }
  });

  test('shows everything that is measured', () => {
    const shown = new Set(queries.flatMap(asked).map((name) => known.get(name)));
    expect(Object.keys(metrics).filter((name) => !shown.has(name))).toEqual([]);
  });

  test('has for each panel a unit, a source that is chosen, a query and a place of its own', () => {
    for (const one of panels) {
      expect([one.title, one.fieldConfig?.defaults.unit]).toEqual([one.title, expect.any(String)]);
      expect([one.title, one.datasource?.uid]).toEqual([one.title, '${datasource}']);
      expect([one.title, one.targets?.length]).not.toEqual([one.title, 0]);
      const { x, y, w, h } = one.gridPos;
      expect(x + w).toBeLessThanOrEqual(24);
      const over = dashboard.panels.filter(
        ({ id, gridPos: at }) =>
          id !== one.id && at.x < x + w && x < at.x + at.w && at.y < y + h && y < at.y + at.h,
      );
      expect([one.title, over.map(({ title }) => title)]).toEqual([one.title, []]);
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['service', 'query'],
    ]);
  });
});
