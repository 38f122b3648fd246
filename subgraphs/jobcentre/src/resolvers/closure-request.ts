import { required } from '@throughgate/subgraph-kit';
import type { ClosureRequestResolvers, ClosureSource } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';
import { claim } from '../records/claim.ts';
import { contact } from '../records/contact.ts';

/** A request to a benefit centre that a claim be closed. */
export const ClosureRequest: ClosureRequestResolvers = {
  claim: ({ claimId }, _arguments, { load }) => required(load(claim.row, claimId)),
  requestedBy: ({ requestedBy }, _arguments, { load }) =>
    requestedBy === null ? null : load(adviser.row, requestedBy),
  contact: ({ contactId }, _arguments, { load }) =>
    contactId === null ? null : load(contact.row, contactId),
  source: ({ source }) => source as ClosureSource,
};
