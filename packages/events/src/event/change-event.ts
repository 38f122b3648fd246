/**
 * A change event: what changed in one person's file at one agency.
 *
 * On the wire it is a CloudEvent 1.0 (Kafka binding, binary mode); `time`, `recordedat`, `sequence` and
 * `partitionkey` carry the fields below of the same meaning.
 */
export interface ChangeEvent {
  /** Unique id (UUID version 7), given once when the change is recorded; consumers recognise repeats by it. */
  readonly id: string;
  /** Agency that owns the record and published the event: `probation`, `prisons`, `jobcentre`, `providers`. */
  readonly agency: string;
  /** What happened, for example `prisoner-offender-search.prisoner.released`; names a schema in `schemas/events/`. */
  readonly type: string;
  /** The agency's own id of the person's file, for example a CRN: the key by which order holds. */
  readonly key: string;
  /** Version of that file after the change: 1 for the first change, +1 for each further one. */
  readonly version: number;
  /** The changed record: its GraphQL type name and its id, for example `Appointment` and a UUID. */
  readonly subject: { readonly type: string; readonly id: string };
  /** When it happened, as the agency says. */
  readonly occurredAt: Date;
  /** When the agency recorded it. */
  readonly recordedAt: Date;
  /** The record's state after the change, as the event type's JSON Schema describes it. */
  readonly data: Readonly<Record<string, unknown>>;
}
