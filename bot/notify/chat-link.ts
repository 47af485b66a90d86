/**
 * Where somebody finds their own chat with the bot; `botId` as it stands in references (`28:…`). `typed`: what stands in
 * the compose box there, ready to be sent.
 */
export function chatLink(botId: string, typed?: string): string {
  const message = typed === undefined ? '' : `&message=${encodeURIComponent(typed)}`;
  return `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(botId).replaceAll('%3A', ':')}${message}`;
}
