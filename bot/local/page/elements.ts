import type * as AC from 'adaptivecards';
import { DonutChart, StackedBarChart, VerticalBarChart } from './charts.ts';
import { drawIcon } from './icons.ts';
import { TeamsElement } from './teams-element.ts';

declare const AdaptiveCards: typeof AC;

/**
 * The elements that Teams draws beyond schema 1.5. Shapes and default values are those of the npm package
 * `@microsoft/teams.cards`; a client that lacks them takes their `fallback`.
 */

class Badge extends TeamsElement {
  override getJsonTypeName(): string {
    return 'Badge';
  }

  protected override internalRender(): HTMLElement {
    const badge = document.createElement('span');
    const styles = ['Default', 'Subtle', 'Informative', 'Accent', 'Good', 'Attention', 'Warning'];
    badge.className = 'badge';
    badge.dataset['style'] = this.one('style', ...styles).toLowerCase();
    badge.dataset['appearance'] = this.one('appearance', 'Filled', 'Tint').toLowerCase();
    badge.dataset['shape'] = this.one('shape', 'Circular', 'Square', 'Rounded').toLowerCase();
    badge.dataset['size'] = this.one('size', 'Medium', 'Large', 'ExtraLarge').toLowerCase();
    const text = this.words('text');
    if (text !== '') {
      const words = document.createElement('span');
      words.textContent = text;
      badge.append(words);
    }
    if (this.words('icon') !== '') {
      const [name = '', look = ''] = this.words('icon').split(',');
      const icon = drawIcon(name, look.trim().toLowerCase() === 'filled');
      if (this.one('iconPosition', 'Before', 'After') === 'After') badge.append(icon);
      else badge.prepend(icon);
    }
    const tooltip = this.words('tooltip');
    if (tooltip !== '') badge.title = tooltip;
    // A badge of an icon alone says what its tooltip says.
    if (text === '' && tooltip !== '') {
      badge.setAttribute('role', 'img');
      badge.setAttribute('aria-label', tooltip);
    }
    return this.line('', badge);
  }

  override asString(): string {
    return this.words('text');
  }
}

class Icon extends TeamsElement {
  override getJsonTypeName(): string {
    return 'Icon';
  }

  protected override internalRender(): HTMLElement {
    const icon = drawIcon(this.words('name'), this.one('style', 'Regular', 'Filled') === 'Filled');
    const sizes = ['Standard', 'xxSmall', 'xSmall', 'Small', 'Medium', 'Large', 'xLarge', 'xxLarge'];
    icon.dataset['size'] = this.one('size', ...sizes).toLowerCase();
    const colors = ['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention'];
    icon.dataset['color'] = this.one('color', ...colors).toLowerCase();
    return this.line('icon-line-box', icon);
  }
}

class ProgressBar extends TeamsElement {
  override getJsonTypeName(): string {
    return 'ProgressBar';
  }

  protected override internalRender(): HTMLElement {
    const track = document.createElement('div');
    track.className = 'progress';
    track.setAttribute('role', 'progressbar');
    const fill = document.createElement('div');
    track.append(fill);
    const value = this.number('value');
    const max = Math.max(this.number('max') ?? 100, 1);
    track.dataset['color'] =
      value === undefined
        ? 'accent'
        : this.one('color', 'Accent', 'Good', 'Warning', 'Attention').toLowerCase();
    if (value === undefined) track.classList.add('indeterminate');
    else {
      const part = Math.min(Math.max(value / max, 0), 1);
      fill.style.width = `${part * 100}%`;
      track.setAttribute('aria-valuemin', '0');
      track.setAttribute('aria-valuemax', String(max));
      track.setAttribute('aria-valuenow', String(value));
    }
    track.setAttribute('aria-label', value === undefined ? '…' : `${value} / ${max}`);
    return this.line('', track);
  }
}

const ELEMENTS = {
  Badge,
  Icon,
  ProgressBar,
  'Chart.Donut': DonutChart,
  'Chart.VerticalBar': VerticalBarChart,
  'Chart.HorizontalBar.Stacked': StackedBarChart,
} as const;

/** Teams as it is: knows its own elements. */
export function knowElements(): void {
  for (const [name, type] of Object.entries(ELEMENTS)) {
    AdaptiveCards.GlobalRegistry.elements.register(name, type, AdaptiveCards.Versions.v1_5);
  }
}

/** An old Teams: their fallbacks are drawn. */
export function forgetElements(): void {
  for (const name of Object.keys(ELEMENTS)) AdaptiveCards.GlobalRegistry.elements.unregister(name);
}
