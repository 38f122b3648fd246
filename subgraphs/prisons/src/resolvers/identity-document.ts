import type { IdentityDocumentResolvers, IdentityKind } from '../generated/graphql.ts';
import { identifies } from '../records/identity-document.ts';

/** A document by which a person can show who they are. */
export const IdentityDocument: IdentityDocumentResolvers = {
  kind: ({ kind }) => kind as IdentityKind,
  identifies: (document) => identifies(document),
};
