import { isLoan } from '@throughgate/domain';
import type { GrantApplicationResolvers, GrantHelp, GrantKind } from '../generated/graphql.ts';

/** An application for a grant or a loan beside benefit. */
export const GrantApplication: GrantApplicationResolvers = {
  kind: ({ kind }) => kind as GrantKind,
  loan: ({ kind }) => isLoan(kind),
  prison: ({ prisonId }) => (prisonId === null ? null : { id: prisonId }),
  helpedBy: ({ helpedBy }) => helpedBy as GrantHelp,
};
