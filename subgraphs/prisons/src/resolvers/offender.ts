import { loadAll, offenderToJoin } from '@throughgate/subgraph-kit';
import type { OffenderResolvers } from '../generated/graphql.ts';
import { prisoner } from '../records/prisoner.ts';

/** The person as the gateway hands them to this subgraph. */
export interface OffenderReference {
  readonly id: string;
  /** Given when a field of this subgraph requires it. */
  readonly joinIdentifiers: { readonly prisonerNumbers: readonly string[] };
}

/** Adds the prison service's records to the person. */
export const Offender: OffenderResolvers = {
  __resolveReference: (reference) => offenderToJoin<OffenderReference>(reference),
  custody: ({ joinIdentifiers }, _arguments, { load }) =>
    loadAll(load, prisoner.row, joinIdentifiers.prisonerNumbers),
  location: async ({ joinIdentifiers }, _arguments, { load }) => {
    const records = await loadAll(load, prisoner.row, joinIdentifiers.prisonerNumbers);
    // Of records that the prison service has not merged, the one of the person who came in last.
    return (
      records
        .filter(({ status }) => status === 'ACTIVE_IN' || status === 'ACTIVE_OUT')
        .sort((a, b) => (b.inPrisonSince?.getTime() ?? 0) - (a.inPrisonSince?.getTime() ?? 0))
        .flatMap(({ prisonerNumber, prisonId }) => (prisonId === null ? [] : [{ prisonerNumber, prisonId }]))
        .at(0) ?? null
    );
  },
};
