/** Where somebody finds their own chat with the bot; `botId` as it stands in references (`28:…`). */
export function chatLink(botId: string): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(botId).replaceAll('%3A', ':')}`;
}
