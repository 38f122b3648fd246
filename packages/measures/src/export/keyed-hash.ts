import { DuckDBBlobValue } from '@duckdb/node-api';

/** HMAC-SHA-256 with a key, as SQL: DuckDB has SHA-256 alone, of which RFC 2104 makes it. */
export interface KeyedHash {
  /** SQL of the first 32 hexadecimal digits for what `text`, SQL of a VARCHAR, tells; null for null. */
  sql(text: string): string;
  /** What the SQL needs. */
  readonly parameters: Readonly<Record<'hash_inner' | 'hash_outer', DuckDBBlobValue>>;
}

/** Bytes of a block of SHA-256. */
const block = 64;

/** The hash with a key of at most 64 bytes. */
export function keyedHash(key: Uint8Array): KeyedHash {
  const padded = (byte: number) => {
    const bytes = new Uint8Array(block).fill(byte);
    key.forEach((value, index) => {
      bytes[index] = value ^ byte;
    });
    return new DuckDBBlobValue(bytes);
  };
  return {
    sql: (text) =>
      `left(sha256($hash_outer::BLOB || unhex(sha256($hash_inner::BLOB || encode(${text})))), 32)`,
    parameters: { hash_inner: padded(0x36), hash_outer: padded(0x5c) },
  };
}
