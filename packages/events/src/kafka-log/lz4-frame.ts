import lz4js from 'lz4js';

// lz4js decompresses blocks; its own reader of frames looks for block checksums before the block, where they are not.

const magic = 0x184d2204;
/** Largest plain block by its number in the frame's descriptor, in bytes. */
const blockSizes: Readonly<Record<number, number>> = { 4: 1 << 16, 5: 1 << 18, 6: 1 << 20, 7: 1 << 22 };
/** No block of LZ4 grows more than this when it is decompressed. */
const mostGrowth = 255;

/**
 * Decompresses an LZ4 frame, as every Kafka producer writes it. Checksums are not looked at: that of Kafka's batch
 * covers them.
 * Raises an error for what is no frame, or becomes larger than `limit` bytes.
 */
export function readLz4Frame(compressed: Buffer, limit: number): Buffer {
  const flags = compressed.readUInt8(4);
  if (compressed.readUInt32LE(0) !== magic || flags >> 6 !== 1) throw new Error('it is no LZ4 frame');
  if ((flags & 0b1) !== 0) throw new Error('it needs a dictionary');
  const hasBlockChecksums = (flags & 0b1_0000) !== 0;
  const hasContentSize = (flags & 0b1000) !== 0;
  const blockSize = blockSizes[(compressed.readUInt8(5) >> 4) & 0b111];
  if (blockSize === undefined) throw new Error('its block size is none of LZ4');

  let plain: Buffer = Buffer.alloc(0);
  let length = 0;
  for (let at = hasContentSize ? 15 : 7; ; ) {
    const header = compressed.readUInt32LE(at);
    at += 4;
    if (header === 0) return plain.subarray(0, length);
    const isPlain = header >= 2 ** 31;
    const size = isPlain ? header - 2 ** 31 : header;
    const block = compressed.subarray(at, at + size);
    if (block.length < size) throw new Error('a block is cut off');
    const end = length + Math.min(blockSize, isPlain ? size : size * mostGrowth + 64);
    // A block may be shorter than it could be: the limit is for what comes out.
    plain = withRoom(plain, length, Math.min(end, limit));
    length = isPlain ? copy(block, plain, length) : lz4js.decompressBlock(block, plain, 0, size, length);
    if (length > limit) throw new Error(`decompressed, it is larger than ${limit} bytes`);
    if (length > plain.length) throw new Error('a block is larger than the frame says');
    at += size + (hasBlockChecksums ? 4 : 0);
  }
}

/** A buffer with the first `used` bytes of `buffer` and at least `needed` in all, growing by half or more. */
function withRoom(buffer: Buffer, used: number, needed: number): Buffer {
  if (buffer.length >= needed) return buffer;
  const larger = Buffer.alloc(Math.max(needed, Math.ceil(used * 1.5)));
  buffer.copy(larger, 0, 0, used);
  return larger;
}

function copy(block: Buffer, plain: Buffer, at: number): number {
  block.copy(plain, at);
  return at + block.length;
}
