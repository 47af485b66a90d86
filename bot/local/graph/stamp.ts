/** A line end that a header's next line does not continue. */
const LINE = /\r?\n(?![ \t])/;
/** What only the mail server may say; it takes them out of what comes from outside. */
const SERVERS_OWN = /^x-ms-exchange-organization-/i;
/** All that comes to this server comes from outside. */
const OUTSIDE = 'X-MS-Exchange-Organization-AuthAs: Anonymous';
const FROM = /^from[ \t]*:/i;
const SUBJECT = /^subject[ \t]*:/i;
const ADDRESS = /<([^<>]*)>|([^\s<>,;:"]+@[^\s<>,;:"]+)/g;
const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/**
 * A raw mail as the mail server of the local tenant keeps it: on top its own verdict, as Exchange Online writes it, a
 * DMARC pass for one address of `domain` and a fail for everything else, and that it came from outside; without headers that only a server may set.
 * What else the sender wrote stays, older verdicts too.
 */
export function stamped(raw: Uint8Array, domain: string): Buffer {
  const { text, head, lines } = headersOf(raw);
  const kept = lines.filter((line) => !SERVERS_OWN.test(line));
  const froms = lines.filter((line) => FROM.test(line)).flatMap(addressesIn);
  const [from] = froms;
  const claimed = from?.slice(from.lastIndexOf('@') + 1) ?? '';
  const about = DOMAIN.test(claimed) ? claimed : 'none';
  const isOwn = froms.length === 1 && claimed === domain;
  const verdict = isOwn
    ? `spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=${about}; dkim=pass (signature was verified) header.d=${about};` +
      `dmarc=pass action=none header.from=${about};compauth=pass reason=100`
    : `spf=none (sender IP is 203.0.113.9) smtp.mailfrom=${about}; dkim=none (message not signed) header.d=none;` +
      `dmarc=fail action=none header.from=${about};compauth=fail reason=001`;
  const rest = text.slice(head.length);
  return Buffer.from(
    `Authentication-Results: ${verdict}\r\n${OUTSIDE}\r\n${kept.join('\r\n')}${rest}`,
    'latin1',
  );
}

/** Who a mail says it is from, and its subject, as they are written. */
export function claimsOf(raw: Uint8Array): { readonly from: string; readonly subject: string } {
  const { lines } = headersOf(raw);
  const [from = ''] = lines.filter((line) => FROM.test(line)).flatMap(addressesIn);
  const subject = lines.find((line) => SUBJECT.test(line)) ?? '';
  return { from, subject: subject.slice(subject.indexOf(':') + 1).trim() };
}

function headersOf(raw: Uint8Array): { text: string; head: string; lines: readonly string[] } {
  // One character for each byte: whatever the mail's encoding is.
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end);
  return { text, head, lines: head.split(LINE) };
}

function addressesIn(line: string): readonly string[] {
  const value = line.slice(line.indexOf(':') + 1).replaceAll(/"(?:\\.|[^"\\])*"/g, ' ');
  return Array.from(value.matchAll(ADDRESS), ([, angle, bare]) => (angle ?? bare ?? '').trim().toLowerCase());
}
