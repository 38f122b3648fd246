import type { Connection } from '@throughgate/subgraph-kit';

/** A person: the cluster of all their files. */
export interface Person {
  /** The cluster's id. */
  readonly id: string;
  readonly forename: string;
  readonly surname: string;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string;
  readonly sex: string;
  /** Identifiers by kind. */
  readonly identifiers: Readonly<Record<string, readonly string[]>>;
}

/** A page of people; how many there are in all is counted when it is asked for. */
export type People = Connection<Person>;

/** An event of a journey. */
export interface EventRow {
  readonly person_id: string;
  readonly id: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly learnt_at: Date;
  readonly agency: string;
  readonly type: string;
  readonly title: string;
  readonly subject_type: string;
  readonly subject_id: string;
}

/** A period of a journey. */
export interface SpellRow {
  readonly person_id: string;
  readonly id: string;
  readonly kind: string;
  readonly agency: string;
  /** `YYYY-MM-DD`. */
  readonly begins: string;
  readonly ends: string | null;
}
