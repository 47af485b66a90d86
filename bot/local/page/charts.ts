import type { Json } from '../wire.ts';
import { TeamsElement } from './teams-element.ts';

/**
 * Charts as Teams draws them, as far as the cards use them: simple, in the colours of the theme. Each is one picture to who
 * hears the page, called by its title and all that it shows.
 */

/** Parts of less than this of the whole are drawn as wide as this, so that they are seen. */
const LEAST = 0.01;
const SVG = 'http://www.w3.org/2000/svg';
/** The ring of a donut, in the units of its picture. */
const RING = { size: 120, radius: 46, width: 20 } as const;

interface Part {
  readonly label: string;
  readonly value: number;
  readonly color: string;
}

abstract class Chart extends TeamsElement {
  /** What is drawn, and all of it in words. */
  protected abstract draw(chart: HTMLElement): string;

  protected override internalRender(): HTMLElement {
    const chart = document.createElement('div');
    chart.className = 'chart';
    chart.setAttribute('role', 'img');
    const said = this.draw(chart);
    chart.setAttribute('aria-label', [this.words('title'), said].filter(Boolean).join(' '));
    return chart;
  }

  protected list(name: string): readonly Json[] {
    return listIn(this.json, name);
  }
}

export class DonutChart extends Chart {
  override getJsonTypeName(): string {
    return 'Chart.Donut';
  }

  protected override draw(chart: HTMLElement): string {
    chart.classList.add('chart-donut');
    const parts = this.list('data').map((one) => partOf(one, 'legend', 'value'));
    const all = parts.reduce((sum, { value }) => sum + value, 0);
    const ring = drawn('svg', { viewBox: `0 0 ${RING.size} ${RING.size}` });
    const center = String(RING.size / 2);
    let turned = 0;
    for (const { value, color } of parts) {
      const share = all === 0 ? 0 : Math.max(LEAST, value / all);
      const arc = drawn('circle', {
        cx: center,
        cy: center,
        r: String(RING.radius),
        pathLength: '1',
        'stroke-width': String(RING.width),
        'stroke-dasharray': `${share} 1`,
        'stroke-dashoffset': String(-turned),
      });
      arc.dataset['color'] = color;
      turned += all === 0 ? 0 : value / all;
      ring.append(arc);
    }
    const whole = drawn('text', { x: center, y: center });
    whole.textContent = this.words('value');
    ring.append(whole);
    chart.append(ring, legendOf(parts, true));
    return parts.map(({ label, value }) => `${label}: ${value}`).join(', ');
  }
}

export class VerticalBarChart extends Chart {
  override getJsonTypeName(): string {
    return 'Chart.VerticalBar';
  }

  protected override draw(chart: HTMLElement): string {
    chart.classList.add('chart-vertical');
    const parts = this.list('data').map((one) => partOf(one, 'x', 'y'));
    const most = Math.max(1, ...parts.map(({ value }) => value));
    const hasValues = this.json['showBarValues'] === true;
    for (const { label, value, color } of parts) {
      const bar = box('chart-bar');
      bar.dataset['color'] = color;
      bar.style.height = value === 0 ? '0' : `${Math.max(LEAST, value / most) * 100}%`;
      const place = box('chart-place', ...(hasValues ? [text(shown(value))] : []), bar);
      chart.append(box('chart-column', place, text(label)));
    }
    return parts.map(({ label, value }) => `${label}: ${value}`).join(', ');
  }
}

export class StackedBarChart extends Chart {
  override getJsonTypeName(): string {
    return 'Chart.HorizontalBar.Stacked';
  }

  protected override draw(chart: HTMLElement): string {
    chart.classList.add('chart-stacked');
    const stacks = this.list('data').map((one) => ({
      title: wordsIn(one, 'title'),
      parts: listIn(one, 'data').map((part) => partOf(part, 'legend', 'value')),
    }));
    const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { value }) => sum + value, 0);
    const most = Math.max(1, ...stacks.map(({ parts }) => sumOf(parts)));
    chart.append(legendOf(stacks[0]?.parts ?? [], false));
    for (const { title, parts } of stacks) {
      const bars = parts
        .filter(({ value }) => value > 0)
        .map(({ value, color }) => {
          const bar = box('chart-bar');
          bar.dataset['color'] = color;
          bar.style.width = `${Math.max(LEAST, value / most) * 100}%`;
          return bar;
        });
      const head = box('chart-head', text(title), text(shown(sumOf(parts))));
      chart.append(box('chart-row', head, box('chart-track', ...bars)));
    }
    return stacks
      .map(
        ({ title, parts }) => `${title}: ${parts.map(({ label, value }) => `${label} ${value}`).join(', ')}`,
      )
      .join('; ');
  }
}

function partOf(json: Json, label: string, value: string): Part {
  const number = json[value];
  return {
    label: wordsIn(json, label),
    value: typeof number === 'number' && Number.isFinite(number) ? Math.max(0, number) : 0,
    color: wordsIn(json, 'color'),
  };
}

function listIn(json: Json, name: string): readonly Json[] {
  const list = json[name];
  return Array.isArray(list)
    ? list.filter((one): one is Json => typeof one === 'object' && one !== null)
    : [];
}

function wordsIn(json: Json, name: string): string {
  const value = json[name];
  return typeof value === 'string' ? value : '';
}

/** What the colours mean; with their values where they are nowhere else. */
function legendOf(parts: readonly Part[], hasValues: boolean): HTMLElement {
  const entries = parts.map(({ label, value, color }) => {
    const swatch = box('chart-swatch');
    swatch.dataset['color'] = color;
    return box('chart-entry', swatch, text(hasValues ? `${label} (${shown(value)})` : label));
  });
  return box('chart-legend', ...entries);
}

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const LONG = 100_000;

function shown(value: number): string {
  return value < LONG ? String(value) : short.format(value);
}

function box(name: string, ...inner: readonly Node[]): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  element.append(...inner);
  return element;
}

function text(words: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = words;
  return element;
}

function drawn(name: 'svg' | 'circle' | 'text', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
