import type { Element } from './elements.ts';

/** The pictures that cards use, by their names in Teams. */
export type IconName =
  | 'CheckmarkCircle'
  | 'Circle'
  | 'CircleHalfFill'
  | 'Clock'
  | 'Warning'
  | 'ErrorCircle'
  | 'QuestionCircle'
  | 'Info'
  | 'Mail'
  | 'Tray'
  | 'Document'
  | 'Money'
  | 'People'
  | 'Building'
  | 'ChevronRight'
  | 'ChevronDown'
  | 'Alert';

type IconColor = 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';

/**
 * A picture beside words that say the same: it is decoration. `sign`: what stands there in a client without icons;
 * without one nothing does.
 */
export function icon(
  name: IconName,
  {
    color = 'Default',
    size = 'xSmall',
    filled = false,
    sign,
  }: {
    readonly color?: IconColor;
    readonly size?: 'xxSmall' | 'xSmall' | 'Small' | 'Medium' | 'Large';
    readonly filled?: boolean;
    readonly sign?: string;
  } = {},
): Element {
  return {
    type: 'Icon',
    name,
    size,
    style: filled ? 'Filled' : 'Regular',
    color,
    fallback: sign === undefined ? 'drop' : { type: 'TextBlock', text: sign, color },
  };
}
