import { LINK_PATH, numberOfPath } from '../../domain/voucher/link.ts';
import type { Route } from './server.ts';

/**
 * The link of a voucher leads whoever opens it to their own chat with the bot, with the number typed. Whether there is such
 * a voucher, and whether they may see it, is nothing that is asked or said here. `chatWith`: where that chat is.
 */
export function voucherRoute(chatWith: (number: string) => string): Route {
  return {
    method: 'GET',
    path: LINK_PATH,
    isParent: true,
    handle: (req, res) => {
      const [path = ''] = (req.url ?? '').split('?', 1);
      const number = numberOfPath(path.slice(LINK_PATH.length));
      if (number === undefined) res.json(404, { error: 'not_found' });
      else {
        res.writeHead(302, { location: chatWith(number) });
        res.end();
      }
      return Promise.resolve();
    },
  };
}
