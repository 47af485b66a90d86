import type * as AC from 'adaptivecards';

declare const AdaptiveCards: typeof AC;

/** What the renderer keeps of an input that it has drawn. */
interface Drawn {
  readonly renderedInputControlElement: HTMLElement | undefined;
  /** The ids of what names it from outside, of its label, and of what is wrong, as far as it has them; in this order. */
  getAllLabelIds(): readonly string[];
  readonly labelledBy?: string;
  readonly label?: string;
  readonly isRequired: boolean;
  /** Of a list of choices. */
  readonly isMultiSelect?: boolean;
  readonly style?: unknown;
}

/**
 * Says what an input is to who hears the page. The renderer ties a label to the box around the field of a list that is
 * found by typing, to the first choice of several, and puts what is wrong into the name. Here the field has its label as
 * its name, what is wrong as its description; several choices are a group under the label, each with its own name.
 */
function nameInput(this: Drawn): void {
  const control = this.renderedInputControlElement;
  if (control === undefined) return;
  const ids = this.getAllLabelIds();
  const names = [this.labelledBy, this.label].filter(Boolean).length;
  const label = ids.slice(0, names).join(' ');
  const isWrong = control.matches('.ac-input-validation-failed');
  // What was wrong goes after what is mended has been named anew.
  const error = isWrong ? ids.slice(names).join(' ') : '';
  const fields = control.matches('input, select, textarea')
    ? [control]
    : [...control.querySelectorAll<HTMLElement>('input, select, textarea')];
  const isGroup = this.isMultiSelect === true || this.style === 'expanded';
  if (isGroup) {
    control.setAttribute('role', this.isMultiSelect === true ? 'group' : 'radiogroup');
    tie(control, 'aria-labelledby', label);
    tie(control, 'aria-describedby', error);
    if (this.isMultiSelect !== true) control.setAttribute('aria-required', String(this.isRequired));
  }
  for (const [nth, field] of fields.entries()) {
    const own = control.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.id ?? '';
    tie(field, 'aria-labelledby', isGroup ? own : `${label} ${own}`.trim());
    // The group says it where the focus comes into it; each of its choices would say it again.
    tie(field, 'aria-describedby', isGroup && nth > 0 ? '' : error);
    if (isGroup) field.removeAttribute('aria-required');
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }
}

function tie(element: HTMLElement, name: string, ids: string): void {
  if (ids === '') element.removeAttribute(name);
  else element.setAttribute(name, ids);
}

/** From now on inputs are named so. */
export function nameInputs(): void {
  const { Input, ToggleInput, ChoiceSetInput } = AdaptiveCards;
  for (const { prototype } of [Input, ToggleInput, ChoiceSetInput]) {
    Object.assign(prototype, { updateInputControlAriaLabelledBy: nameInput });
  }
}
