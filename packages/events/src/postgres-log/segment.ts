import { constants, deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { NewLogRecord } from '../log/event-log.ts';

/** Consecutive records of one partition as they are stored: written once, together, and never changed. */
export interface Segment {
  /** How many records it has. */
  readonly records: number;
  /** How its content is written: a key of {@link codecs}. */
  readonly codec: number;
  /** Bytes of the content before it was compressed. */
  readonly bytes: number;
  readonly content: Buffer;
}

/** What a segment holds of a record: the rest is the same for all its records. */
export type StoredRecord = Pick<NewLogRecord, 'key' | 'headers' | 'value'>;

interface Codec {
  compress(content: Buffer): Buffer;
  decompress(content: Buffer, bytes: number): Buffer;
}

/**
 * Text that records have in common, the more common the later. It is part of codec 1: what was compressed with it can be read
 * with it only, so that it never changes; another text is another codec.
 */
const commonText = Buffer.from(
  `"code":"","title":"","startsAt":"","endsAt":"2026-01-01T10:00:00.000Z","identifiers":{"crn":"","prisonerNumber":null,"nino":null,"pnc":null,"referenceNumber":null,"uln":null},"person":{"forename":"","surname":"","dateOfBirth":"19","sex":"MALE"},"providers","jobcentre","prisons","probation",intervention.probation.prisons.jobcentre.prisoner-offender-search.prisoner.{"ce_specversion":"1.0","ce_id":"01a2","ce_source":"/throughgate/probation","ce_type":"probation.","ce_time":"202","ce_subject":"Appointment/","ce_dataschema":"urn:throughgate:events:probation:probation.","ce_recordedat":"2026-","ce_sequence":"0000000000","ce_partitionkey":"","content-type":"application/json"}`,
);

const codecs: Readonly<Record<number, Codec>> = {
  /** For few records, whose envelopes repeat little but what all envelopes have. */
  1: {
    compress: (content) => deflateRawSync(content, { level: 4, dictionary: commonText }),
    decompress: (content, bytes) =>
      inflateRawSync(content, { dictionary: commonText, maxOutputLength: Math.max(1, bytes) }),
  },
  /** For many, which repeat each other: three times faster, so that it need not wait for a thread of the pool. */
  2: {
    compress: (content) => zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
    decompress: (content, bytes) => zstdDecompressSync(content, { maxOutputLength: Math.max(1, bytes) }),
  },
};

/** Bytes from which on content is compressed as that of many records. */
const many = 16 * 1024;

/** Writes records as a segment. */
export function packSegment(records: readonly StoredRecord[]): Segment {
  const described = records.map(({ key, headers, value }) => [
    key,
    headers,
    value === null ? null : value.length,
  ]);
  const description = Buffer.from(JSON.stringify(described));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(description.length);
  const values = records.flatMap(({ value }) => value ?? []);
  const content = Buffer.concat([length, description, ...values]);
  const codec = content.length < many ? 1 : 2;
  return {
    records: records.length,
    codec,
    bytes: content.length,
    content: (codecs[codec] as Codec).compress(content),
  };
}

/** Reads the records of a segment. Raises an error that says what is wrong with one that {@link packSegment} did not write. */
export function unpackSegment(segment: Segment): readonly StoredRecord[] {
  const codec = codecs[segment.codec];
  if (codec === undefined) throw new Error(`the hub knows no codec ${segment.codec} of segments`);
  const content = codec.decompress(segment.content, segment.bytes);
  if (content.length !== segment.bytes) {
    throw new Error(`the segment has ${content.length} bytes instead of ${segment.bytes}`);
  }
  const end = 4 + content.readUInt32BE(0);
  const described = JSON.parse(content.toString('utf8', 4, end)) as [
    string | null,
    Record<string, string>,
    number | null,
  ][];
  let at = end;
  return described.map(([key, headers, length]) => {
    if (length === null) return { key, headers, value: null };
    const value = content.subarray(at, at + length);
    at += length;
    return { key, headers, value };
  });
}
