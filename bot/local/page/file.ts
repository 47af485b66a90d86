import type { Attachment, PressResult } from '../wire.ts';

/** Teams' own cards about files: the same for every bot, in Teams' words. */

/** A file that the bot offers: what it is, and Accept and Decline until one of them was pressed. */
export function offerElement(
  { name = 'file', content }: Attachment,
  decide: (isAccepted: boolean) => Promise<PressResult>,
): HTMLElement {
  const { description = '', sizeInBytes = 0 } = (content ?? {}) as {
    readonly description?: string;
    readonly sizeInBytes?: number;
  };
  const card = part('section', 'file-card offer');
  card.setAttribute('aria-label', `File: ${name}`);
  const says = part('p', 'file-says', 'The app wants to put this file into your OneDrive.');
  const buttons = part('div', 'file-buttons');
  const problem = part('p', 'note error');
  problem.setAttribute('role', 'alert');
  problem.hidden = true;
  for (const [title, isAccepted] of [
    ['Accept', true],
    ['Decline', false],
  ] as const) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = isAccepted ? 'accept' : 'decline';
    button.textContent = title;
    button.setAttribute('aria-label', `${title}: ${name}`);
    const pressed = async (): Promise<void> => {
      const all = [...buttons.querySelectorAll('button')];
      for (const one of all) one.disabled = true;
      problem.hidden = true;
      const result = await decide(isAccepted);
      if (result.kind !== 'error' && result.kind !== 'failed') return;
      problem.textContent = result.message;
      problem.hidden = false;
      for (const one of all) one.disabled = false;
    };
    button.addEventListener('click', () => void pressed());
    buttons.append(button);
  }
  card.append(
    part('p', 'file-name', name),
    part('p', 'file-size', `about ${size(sizeInBytes)}`),
    part('p', 'file-what', description),
    says,
    buttons,
    problem,
  );
  return card;
}

/** A file that is in its place, to be downloaded. */
export function fileElement({ name = 'file', contentUrl = '' }: Attachment): HTMLElement {
  const card = part('section', 'file-card there');
  card.setAttribute('aria-label', `File: ${name}`);
  const link = document.createElement('a');
  link.className = 'download';
  link.textContent = 'Download';
  link.setAttribute('aria-label', `Download ${name}`);
  link.download = name;
  // Only what this Teams itself keeps.
  const at = URL.canParse(contentUrl) ? new URL(contentUrl) : undefined;
  const isOurs = ['127.0.0.1', 'localhost'].includes(at?.hostname ?? '') && at?.port === location.port;
  if (at !== undefined && isOurs && at.pathname.startsWith('/files/')) link.href = at.pathname;
  card.append(part('p', 'file-name', name), link);
  return card;
}

function part(tag: 'section' | 'div' | 'p', className: string, words?: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (words !== undefined) element.textContent = words;
  return element;
}

function size(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
