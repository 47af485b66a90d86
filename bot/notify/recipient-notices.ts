import {
  personId,
  type ChannelDocument,
  type PersonDocument,
  type Recipient,
} from '../../domain/store/documents.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { isForChannels, recipients, type Audience } from '../../domain/notices/recipients.ts';

/** What one person, or one channel, is to be told. */
export interface Telling {
  readonly to: Recipient;
  readonly notices: readonly Notice[];
}

/** Notices gathered by who must know them, so that each is told once, together. */
export class Tellings {
  readonly #people = new Map<string, { readonly to: PersonDocument; readonly notices: Notice[] }>();
  readonly #news: Notice[] = [];

  add(notice: Notice, audience: Audience): void {
    if (isForChannels(notice)) this.#news.push(notice);
    for (const id of recipients(notice, audience)) {
      const to = audience.people.find((one) => one.id === personId(id));
      if (to === undefined) continue;
      const known = this.#people.get(id) ?? { to, notices: [] };
      known.notices.push(notice);
      this.#people.set(id, known);
    }
  }

  /** Whether there is anything for channels. */
  get hasNews(): boolean {
    return this.#news.length > 0;
  }

  /** One for each person, and one for each of the channels. */
  all(channels: readonly ChannelDocument[]): readonly Telling[] {
    return [...this.#people.values(), ...channels.map((to) => ({ to, notices: this.#news }))];
  }
}
