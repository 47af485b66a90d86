import { z } from 'zod';
import type { Place } from '../../domain/desk/files.ts';
import type { OutgoingActivity } from '../teams/outgoing-activity.ts';
import { mayDownload } from './download.ts';

/** The edge: how Teams lets a bot give somebody a file. It asks them, and says where to put it when they accept. */

export const CONSENT = 'fileConsent/invoke';
const CONSENT_CARD = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_CARD = 'application/vnd.microsoft.teams.card.file.info';

/** A file as it is offered: its name, about how large it is, and what it is, in the person's words. */
interface Offer {
  readonly name: string;
  readonly bytes: number;
  readonly says: string;
  /** What the answer brings back: a key of our own and nothing else. */
  readonly key: string;
}

/** The message in which Teams asks whether the file may be put into the person's OneDrive. */
export function consentActivity({ name, bytes, says, key }: Offer): OutgoingActivity {
  return attached({
    contentType: CONSENT_CARD,
    name,
    content: {
      description: says,
      sizeInBytes: bytes,
      acceptContext: { file: key },
      declineContext: { file: key },
    },
  });
}

/** The message with the file, which is in its place. */
export function infoActivity({ contentUrl, name, uniqueId, fileType }: Place): OutgoingActivity {
  return attached({ contentType: INFO_CARD, contentUrl, name, content: { uniqueId, fileType } });
}

function attached(attachment: NonNullable<OutgoingActivity['attachments']>[number]): OutgoingActivity {
  return { type: 'message', attachments: [attachment] };
}

const answer = z.looseObject({
  action: z.enum(['accept', 'decline']),
  context: z.looseObject({ file: z.string().regex(/^[0-9a-f-]{36}$/) }),
  uploadInfo: z
    .looseObject({
      uploadUrl: z.string().max(8_192),
      contentUrl: z.string().max(4_096),
      name: z.string().min(1).max(400),
      uniqueId: z.string().max(200),
      fileType: z.string().max(20),
    })
    .nullish(),
});

/** What somebody answered to an offer. */
export interface Consent {
  readonly key: string;
  /** Where the file goes; undefined: they do not want it. `unusable`: it is no place of Teams'. */
  readonly place: Place | 'unusable' | undefined;
}

/** What the invoke says; undefined when it is none of our offers. */
export function consentOf(value: unknown, mode: 'local' | 'teams'): Consent | undefined {
  const parsed = answer.safeParse(value);
  if (!parsed.success) return undefined;
  const { action, context, uploadInfo } = parsed.data;
  if (action === 'decline') return { key: context.file, place: undefined };
  if (uploadInfo === undefined || uploadInfo === null) return { key: context.file, place: 'unusable' };
  const { uploadUrl, contentUrl, name, uniqueId, fileType } = uploadInfo;
  // Both are of the person's OneDrive; the second is shown to them as a link.
  const isUsable = mayDownload(uploadUrl, mode) && mayDownload(contentUrl, mode);
  return {
    key: context.file,
    place: isUsable ? { uploadUrl, contentUrl, name, uniqueId, fileType } : 'unusable',
  };
}
