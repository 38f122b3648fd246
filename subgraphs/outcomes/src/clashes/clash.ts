import type { ClashKind } from '../generated/graphql.ts';

/** A reference to an agency's record, which the subgraph that owns it resolves. */
export interface Reference {
  readonly __typename: string;
  readonly id: string;
}

/** A time at which a person should be in two places, or may not leave home. */
export interface Clash {
  /** What it is made of: the same as long as nothing of it moves. */
  readonly id: string;
  readonly kind: ClashKind;
  /** Id of the person. */
  readonly personId: string;
  /** The moments, in milliseconds since 1970, between which what clashes lasts. */
  readonly from: number;
  readonly until: number;
  /** Minutes that both share without the journey, and that the journey adds. */
  readonly minutes: number;
  readonly travelMinutes: number;
  /** Milliseconds that were kept for the journey, before and after. */
  readonly travel: number;
  readonly first: Reference;
  readonly second: Reference | null;
  readonly restriction: Reference | null;
}
