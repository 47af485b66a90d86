import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ProcessedDocument } from '../../domain/store/documents.ts';

/**
 * The answer in an activity's record: kept for two days with every turn, so that it is most of what a store holds and
 * of what a turn costs there. Cards are much alike, and deflate is told beforehand what all of them are made of.
 */

/**
 * What cards are made of, what is most frequent last. Records are read with the words that they were written with: this
 * text is never changed, and other words are a second text with a prefix of its own in the record.
 */
const WORDS = Buffer.from(
  [
    '{"type":"Input.Number","id":"days","label":"","min":0,"max":100,"value":0,"isRequired":true,"errorMessage":""}',
    '{"type":"Input.Date","id":"start","label":"","min":"2020-01-01","isRequired":true,"errorMessage":"","value":""}',
    '{"type":"Input.Toggle","id":"termsAccepted","title":"","valueOn":"true","valueOff":"false","wrap":true}',
    '{"type":"Input.Text","id":"adminEmail","label":"","maxLength":200,"isMultiline":true,"placeholder":""',
    '{"type":"Input.ChoiceSet","id":"country","label":"","style":"compact","isMultiSelect":true,"wrap":true',
    ',"choices":[{"title":"","value":""},{"title":"","value":""}],"isRequired":true,"errorMessage":"","value":""}',
    '{"type":"ColumnSet","columns":[{"type":"Column","width":"auto","items":[{"type":"Column","width":"stretch"',
    '{"type":"FactSet","facts":[{"title":"","value":""}]}]},{"type":"ActionSet","spacing":"Small","actions":[',
    '{"type":"Action.ShowCard","title":"","card":{},{"type":"Action.OpenUrl","title":"","url":"https://',
    'partner.microsoft.com/dashboard/home"}]}]}],"selectAction":{"type":"Action.Execute","title":"","verb":"',
    'voucher.open","data":{"id":"","version":1,"commandId":"","verb":"correct.open"},"associatedInputs":"none"',
    ',"fallback":{"type":"Action.Submit","title":"","data":{"id":"","verb":"voucher.open"}}},"verb":"reserve.open"',
    '{"type":"AdaptiveCard","version":"1.5","fallbackText":"","body":[{"type":"TextBlock","text":"","size":"Medium"',
    ',"weight":"Bolder","wrap":true,"style":"heading"},{"type":"Container","style":"emphasis","spacing":"Small"',
    ',"separator":true,"items":[{"type":"RichTextBlock","spacing":"Small","inlines":[{"type":"TextRun","text":"',
    '","weight":"Bolder"},{"type":"TextRun","text":"","size":"Small","isSubtle":true}]},{"type":"RichTextBlock",',
    '"inlines":[{"type":"TextRun","text":""}]}]}],"actions":[{"type":"Action.Execute","title":"","verb":"home.open",',
    '"data":{},"fallback":{"type":"Action.Submit","title":"","data":{"verb":"home.open"}}}]}',
  ].join(''),
);

/** A twelfth more bytes than the usual level gives, in two thirds of its time. */
const LEVEL = 3;

/** Far above any card, and far below what a broken record could be blown up to. */
const MAX_BYTES = 1024 * 1024;

/** A card's JSON, as text or in UTF-8, as a record keeps it. */
export function packed(json: string | Buffer): string {
  return deflateRawSync(json, { dictionary: WORDS, level: LEVEL }).toString('base64');
}

/** The JSON of the card that a record holds; undefined when it holds none. Throws when it is damaged. */
export function keptAnswer({
  packed: text,
  card,
}: Pick<ProcessedDocument, 'packed' | 'card'>): string | undefined {
  if (text === undefined) return card;
  const options = { dictionary: WORDS, maxOutputLength: MAX_BYTES };
  return inflateRawSync(Buffer.from(text, 'base64'), options).toString();
}
