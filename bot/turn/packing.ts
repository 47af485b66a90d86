import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Packing } from '../../dialogs/turn.ts';

/** Far above any list that is taken, and far below what a broken record could be blown up to: bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Texts that are kept in few bytes: deflated, in base64. */
export const packing: Packing = {
  pack: (text) => deflateRawSync(text).toString('base64'),
  unpack: (packed) =>
    inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_BYTES }).toString(),
};
