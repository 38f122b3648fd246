import snappyjs from 'snappyjs';

/** Begins what Java's snappy-java (xerial) writes: chunks with their length before them. Others write one plain block. */
const xerialMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);
/** The magic, and two version numbers that nobody uses. */
const xerialHeader = xerialMagic.length + 8;

/**
 * Decompresses what Kafka's producers write as snappy, in chunks (Java) or plain (Go, librdkafka).
 * Raises an error for what is no snappy, or becomes larger than `limit` bytes.
 */
export function readSnappy(compressed: Buffer, limit: number): Buffer {
  if (!compressed.subarray(0, xerialMagic.length).equals(xerialMagic)) {
    return snappyjs.uncompress(compressed, limit);
  }
  const chunks: Buffer[] = [];
  let left = limit;
  for (let at = xerialHeader; at < compressed.length; ) {
    const length = compressed.readInt32BE(at);
    const chunk = compressed.subarray(at + 4, at + 4 + length);
    if (length < 0 || chunk.length < length) throw new Error('a chunk is cut off');
    const plain = snappyjs.uncompress(chunk, left);
    chunks.push(plain);
    left -= plain.length;
    at += 4 + length;
  }
  return Buffer.concat(chunks);
}
