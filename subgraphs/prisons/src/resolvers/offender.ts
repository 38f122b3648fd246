import { loadAll } from '@throughgate/subgraph-kit';
import type { OffenderResolvers } from '../generated/graphql.ts';
import { prisoner } from '../records/prisoner.ts';

/** The person as the gateway hands them to this subgraph. */
export interface OffenderReference {
  readonly id: string;
  /** Given when a field of this subgraph requires it. */
  readonly identifiers: { readonly prisonerNumbers: readonly string[] };
}

/** Adds the prison service's records to the person. */
export const Offender: OffenderResolvers = {
  custody: ({ identifiers }, _arguments, { load }) =>
    loadAll(load, prisoner.row, identifiers.prisonerNumbers),
};
