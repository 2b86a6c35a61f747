/** The checksum of zip and gzip: CRC-32, polynomial EDB88320h, reflected (PKWARE's APPNOTE, RFC 1952). */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/**
 * @param before the checksum of the bytes that come before these
 * @returns 32 bits, not negative
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let remainder = ~before;
  for (let at = 0; at < bytes.length; at++)
    remainder = TABLE[(remainder ^ bytes[at]) & 255] ^ (remainder >>> 8);
  return ~remainder >>> 0;
}
