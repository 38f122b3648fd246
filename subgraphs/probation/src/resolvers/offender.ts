import { loadAll, offenderToJoin } from '@throughgate/subgraph-kit';
import type { OffenderResolvers } from '../generated/graphql.ts';
import { probationCase } from '../records/probation-case.ts';

/** The person as the gateway hands them to this subgraph. */
export interface OffenderReference {
  readonly id: string;
  /** Given when a field of this subgraph requires it. */
  readonly joinIdentifiers: { readonly crns: readonly string[] };
}

/** Adds the probation service's records to the person. */
export const Offender: OffenderResolvers = {
  __resolveReference: (reference) => offenderToJoin<OffenderReference>(reference),
  probation: ({ joinIdentifiers }, _arguments, { load }) =>
    loadAll(load, probationCase.row, joinIdentifiers.crns),
};
