import { gzipSync, zstdCompressSync } from 'node:zlib';
import kafkajs from 'kafkajs';
import lz4js from 'lz4js';
import snappyjs from 'snappyjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { largestBatch, registerCompressions } from '../src/kafka-log/compression.ts';

beforeAll(registerCompressions);

const text = Buffer.from(
  Array.from(
    { length: 5_000 },
    (_, index) => `{"prisonerNumber":"A${index % 97}BC","status":"${index * 7919}"}`,
  ).join(),
);

async function decompress(number: number, compressed: Buffer): Promise<Buffer> {
  const registry = kafkajs.CompressionCodecs as Record<
    number,
    () => { decompress(b: Buffer): Promise<Buffer> }
  >;
  return (registry[number] ?? expect.fail())().decompress(compressed);
}

/** As snappy-java writes it: a header, then chunks with their length before them. */
function xerial(plain: Buffer, chunk: number): Buffer {
  const parts: Buffer[] = [
    Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]),
  ];
  for (let at = 0; at < plain.length; at += chunk) {
    const compressed = snappyjs.compress(plain.subarray(at, at + chunk));
    const length = Buffer.alloc(4);
    length.writeInt32BE(compressed.length);
    parts.push(length, compressed);
  }
  return Buffer.concat(parts);
}

/** An LZ4 frame with a content size and a checksum after each block, written by hand from plain and compressed blocks. */
function lz4WithChecksums(plain: Buffer): Buffer {
  const contentSize = Buffer.alloc(8);
  contentSize.writeBigUInt64LE(BigInt(plain.length));
  const parts: Buffer[] = [
    Buffer.from([0x04, 0x22, 0x4d, 0x18, 0b0111_1000, 0x40]),
    contentSize,
    Buffer.from([0]),
  ];
  for (let at = 0; at < plain.length; at += 65_536) {
    const block = plain.subarray(at, at + 65_536);
    const packed = Buffer.alloc(lz4js.compressBound(block.length));
    const size = at === 0 ? 0 : lz4js.compressBlock(block, packed, 0, block.length, new Uint32Array(65_536));
    const header = Buffer.alloc(4);
    header.writeUInt32LE(size === 0 ? (block.length | 0x80000000) >>> 0 : size);
    parts.push(header, size === 0 ? block : packed.subarray(0, size), Buffer.from('CRCs'));
  }
  return Buffer.concat([...parts, Buffer.alloc(4), Buffer.alloc(4)]);
}

describe('what Kafka producers write compressed', () => {
  test.each<[string, number, Buffer]>([
    ['gzip', 1, gzipSync(text)],
    ['snappy in one block, as Go and librdkafka write it', 2, snappyjs.compress(text)],
    ['snappy in chunks, as Java writes it', 2, xerial(text, 32_768)],
    ['snappy of nothing', 2, snappyjs.compress(Buffer.alloc(0))],
    ['lz4', 3, Buffer.from(lz4js.compress(text))],
    ['lz4 with checksums, size and a plain block', 3, lz4WithChecksums(text)],
    ['zstd', 4, zstdCompressSync(text)],
  ])('is read: %s', async (what, number, compressed) => {
    const expected = what === 'snappy of nothing' ? Buffer.alloc(0) : text;
    expect((await decompress(number, compressed)).equals(expected)).toBe(true);
  });

  const bomb = Buffer.alloc(largestBatch + 1);
  test.each<[string, number, () => Buffer]>([
    ['gzip', 1, () => gzipSync(bomb)],
    ['snappy', 2, () => snappyjs.compress(bomb)],
    ['snappy', 2, () => xerial(bomb, 1 << 20)],
    ['lz4', 3, () => Buffer.from(lz4js.compress(bomb))],
    ['zstd', 4, () => zstdCompressSync(bomb)],
  ])('is refused when it would become too large: %s', async (name, number, compressed) => {
    await expect(decompress(number, compressed())).rejects.toThrow(
      new RegExp(`^${name}: .*(larger than|too big)`),
    );
  });

  test.each<[string, number]>([
    ['gzip', 1],
    ['snappy', 2],
    ['lz4', 3],
    ['zstd', 4],
    ['compression 5', 5],
    ['compression 7', 7],
  ])('is refused when it is something else: %s', async (name, number) => {
    const nonsense = Buffer.from('neither compressed nor anything else, but long enough to look at');
    await expect(decompress(number, nonsense)).rejects.toThrow(new RegExp(`^${name}: `));
    await expect(decompress(number, Buffer.alloc(0))).rejects.toThrow(new RegExp(`^${name}: `));
  });

  test.each<[number, Buffer]>([
    [2, xerial(text, 32_768)],
    [3, Buffer.from(lz4js.compress(text))],
    [4, zstdCompressSync(text)],
  ])('is refused when it is cut off: %i', async (number, compressed) => {
    await expect(decompress(number, compressed.subarray(0, compressed.length - 100))).rejects.toThrow();
  });
});
