import { required } from '@throughgate/subgraph-kit';
import type { CurfewWindow, RestrictionKind, RestrictionResolvers, WorkRule } from '../generated/graphql.ts';
import { licence } from '../records/licence.ts';
import { order } from '../records/order.ts';
import { leaveOf, permission } from '../records/permission.ts';

/** What a licence or an order restricts. */
export const Restriction: RestrictionResolvers = {
  kind: ({ kind }) => kind as RestrictionKind,
  work: ({ work }) => work as WorkRule | null,
  // Only rules write the column, each window checked.
  windows: ({ windows }) => windows as CurfewWindow[],
  source: async ({ sourceType, sourceId }, _arguments, { load }) =>
    sourceType === 'Licence'
      ? { __typename: 'Licence', ...(await required(load(licence.row, sourceId))) }
      : { __typename: 'Order', ...(await required(load(order.row, sourceId))) },
  permissions: async ({ id }, _arguments, { load }) =>
    leaveOf(await load(permission.listOf.restrictionId, id)),
};
