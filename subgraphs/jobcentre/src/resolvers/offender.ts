import { loadAll, offenderToJoin } from '@throughgate/subgraph-kit';
import type { OffenderResolvers } from '../generated/graphql.ts';
import { claimant } from '../records/claimant.ts';

/** The person as the gateway hands them to this subgraph. */
export interface OffenderReference {
  readonly id: string;
  /** Given when a field of this subgraph requires it. */
  readonly joinIdentifiers: { readonly ninos: readonly string[] };
}

/** Adds the Jobcentre's records to the person. */
export const Offender: OffenderResolvers = {
  __resolveReference: (reference) => offenderToJoin<OffenderReference>(reference),
  benefits: ({ joinIdentifiers }, _arguments, { load }) => loadAll(load, claimant.row, joinIdentifiers.ninos),
};
