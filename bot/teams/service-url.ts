import { isLoopback, type Config } from '../config.ts';

/**
 * May the bot call this service URL? An access token never travels in the clear to another machine, and local mode
 * calls loopback only.
 */
export function mayCall(mode: Config['mode'], serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, username } = new URL(serviceUrl);
  if (username !== '') return false;
  if (protocol === 'http:') return isLoopback(serviceUrl);
  return protocol === 'https:' && mode === 'teams';
}
