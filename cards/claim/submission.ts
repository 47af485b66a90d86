import type { Standing } from '../../domain/desk/standing.ts';
import { hasEnded } from '../../domain/programme/retirement.ts';
import type { Language } from '../../domain/people/person.ts';
import type { Texts } from '../../domain/store/documents.ts';
import { bound, dateInput, folded, textInput, type Element, type Values } from '../kit/elements.ts';
import { amountExample } from '../kit/format.ts';
import { closingLines } from '../kit/programme.ts';
import type { Say } from '../kit/say.ts';
import { why } from '../kit/why.ts';

/** How a claim is submitted: the claim itself lives in SAVB (R22, P18, P19). */
export function howToSubmit(t: Say, language: Language, standing: Standing): readonly Element[] {
  const ahead = hasEnded(standing.edition, 'claim', standing.today)
    ? []
    : closingLines(t, language, standing, 'claim');
  return why(t, 'how', t('claim.how'), [
    ...ahead.map((line) => bound(line, { size: 'Small' })),
    bound(t('claim.signIn'), { size: 'Small' }),
    bound(t('claim.inSavb'), { size: 'Small' }),
  ]);
}

/**
 * What is entered of a submission: Microsoft's reference and the day; the amount is folded. `asks`: the reference is
 * required, for nothing else can be done with the form.
 */
export function submissionInputs(
  t: Say,
  language: Language,
  {
    values,
    texts = {},
    standing,
    asks,
  }: {
    readonly values: Values;
    readonly texts?: Texts;
    readonly standing: Standing;
    readonly asks: boolean;
  },
): readonly Element[] {
  return [
    textInput('reference', t('field.reference'), {
      value: values['reference'] ?? texts['reference'] ?? '',
      max: 60,
      ...(asks ? { required: t('required.reference') } : {}),
    }),
    dateInput('on', t('claim.submittedOn'), {
      value: values['on'] ?? standing.today,
      ...(asks ? { required: t('required.on') } : {}),
    }),
    ...amountInputs(t, language, values, texts),
  ];
}

/** The amount with its currency, behind a button: nobody has to know it. */
export function amountInputs(t: Say, language: Language, values: Values, texts: Texts): readonly Element[] {
  return folded('amount', t('claim.amount'), [
    textInput('amount', t('field.amount'), {
      value: values['amount'] ?? texts['amount'] ?? '',
      placeholder: amountExample(language),
      max: 30,
    }),
    textInput('currency', t('field.currency'), {
      value: values['currency'] ?? texts['currency'] ?? '',
      max: 3,
    }),
  ]);
}
