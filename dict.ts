const press = (title: string, verb: string) => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { id: 'claims.one', version: 1, commandId: '11111111-2222-4333-8444-555555555555', verb },
  associatedInputs: 'none',
  fallback: { type: 'Action.Submit', title, data: { id: '', version: 2, verb }, associatedInputs: 'none' },
});
const run = (text: string) => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines: [
    { type: 'TextRun', text, weight: 'Bolder' },
    { type: 'TextRun', text, size: 'Small', isSubtle: true },
  ],
});
export const text = JSON.stringify({
  input: [
    {
      type: 'Input.Number',
      id: 'days',
      label: '',
      min: 0,
      max: 100,
      value: 0,
      isRequired: true,
      errorMessage: '',
    },
    {
      type: 'Input.Date',
      id: 'start',
      label: '',
      min: '2020-01-01',
      isRequired: true,
      errorMessage: '',
      value: '',
    },
    {
      type: 'Input.Toggle',
      id: 'termsAccepted',
      title: '',
      valueOn: 'true',
      valueOff: 'false',
      wrap: true,
      value: 'true',
    },
    {
      type: 'Input.Text',
      id: 'adminEmail',
      label: '',
      maxLength: 200,
      isMultiline: true,
      placeholder: '',
      isRequired: true,
      errorMessage: '',
      value: '',
    },
    {
      type: 'Input.ChoiceSet',
      id: 'country',
      label: '',
      style: 'compact',
      isMultiSelect: true,
      wrap: true,
      choices: [
        { title: '', value: '' },
        { title: '', value: '' },
      ],
      value: '',
      isRequired: true,
      errorMessage: '',
    },
    {
      type: 'ColumnSet',
      columns: [
        { type: 'Column', width: 'auto', items: [] },
        { type: 'Column', width: 'stretch', items: [] },
      ],
    },
    { type: 'FactSet', facts: [{ title: '', value: '' }] },
    {
      type: 'ActionSet',
      spacing: 'Small',
      actions: [
        { type: 'Action.ShowCard', title: '', card: {} },
        { type: 'Action.OpenUrl', title: '', url: 'https://partner.microsoft.com/dashboard/home' },
      ],
    },
  ],
  selectAction: press('', 'voucher.open'),
  other: press('', 'correct.open'),
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: '',
    body: [
      { type: 'TextBlock', text: '', size: 'Medium', weight: 'Bolder', wrap: true, style: 'heading' },
      { type: 'Container', style: 'emphasis', spacing: 'Small', separator: true, items: [run(''), run('')] },
    ],
    actions: [press('', 'home.open')],
    msteams: { width: 'full' },
  },
});
