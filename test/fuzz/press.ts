import type { Json } from '../../bot/local/wire.ts';
import { AFTER } from '../conversation/running-bot.ts';
import type { ShownAction } from '../teams/card.ts';

/** What a client sends for a button when every input that is empty is filled with something that fits it. */
export function filledPlausibly({ data, inputs }: ShownAction): Json {
  const filled: Json = { ...data };
  for (const input of inputs) {
    const value = input['value'] ?? '';
    filled[String(input['id'])] = value === '' ? plausible(input) : value;
  }
  return filled;
}

function plausible(input: Json): string {
  switch (input['type']) {
    case 'Input.Date':
      return AFTER;
    case 'Input.Time':
      return '09:00';
    case 'Input.Number':
      return '5';
    case 'Input.Toggle':
      return 'true';
    case 'Input.ChoiceSet': {
      const [first] = (input['choices'] ?? []) as readonly { readonly value: string }[];
      return first?.value ?? '';
    }
    default:
      return 'Synthetic';
  }
}
