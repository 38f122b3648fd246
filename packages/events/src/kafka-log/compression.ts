import { promisify } from 'node:util';
import { constants, gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { readLz4Frame } from './lz4-frame.ts';
import { readSnappy } from './snappy.ts';

/**
 * Most bytes that one compressed batch may become, so that a small record cannot take all memory: four times the
 * largest message that a topic of the hub takes.
 */
export const largestBatch = 32 * 1024 * 1024;

/** As kafkajs wants a codec. */
interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(compressed: Buffer): Promise<Buffer>;
}

const bounded = { maxOutputLength: largestBatch };
/** Frames that want a larger window than a batch may be long are refused, for the window is memory too. */
const zstdOptions = { ...bounded, params: { [constants.ZSTD_d_windowLogMax]: Math.log2(largestBatch) } };

/** By the number that a batch's attributes have for them. */
const codecs: readonly Codec[] = [
  codec('gzip', (compressed) => promisify(gunzip)(compressed, bounded), promisify(gzip)),
  codec('snappy', async (compressed) => readSnappy(compressed, largestBatch)),
  codec('lz4', async (compressed) => readLz4Frame(compressed, largestBatch)),
  codec('zstd', (compressed) => promisify(zstdDecompress)(compressed, zstdOptions), promisify(zstdCompress)),
  ...[5, 6, 7].map((number) =>
    codec(`compression ${number}`, async () => {
      throw new Error('the hub does not know it');
    }),
  ),
];

/**
 * Makes kafkajs, which by itself knows gzip only, read every compression that Kafka has. Batches that cannot be
 * decompressed fail with the compression's name and what is wrong.
 */
export function registerCompressions(): void {
  const registry = kafkajs.CompressionCodecs as Record<number, () => Codec>;
  for (const [index, one] of codecs.entries()) registry[index + 1] = () => one;
}

function codec(
  name: string,
  decompress: (compressed: Buffer) => Promise<Buffer>,
  compress?: (plain: Buffer) => Promise<Buffer>,
): Codec {
  return {
    async compress({ buffer }) {
      if (compress === undefined) throw new Error(`${name} is read, not written`);
      return compress(buffer);
    },
    async decompress(compressed) {
      try {
        return await decompress(compressed);
      } catch (error) {
        throw new Error(`${name}: ${inWords(error)}`, { cause: error });
      }
    },
  };
}

function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_BUFFER_TOO_LARGE' ? `decompressed, it is larger than ${largestBatch} bytes` : message;
}
