import type {
  FacilityAuditResolvers,
  FacilityBarrier,
  NetworkAccess,
  PhoneAccess,
  RoomAccess,
} from '../generated/graphql.ts';

/** What an adviser has to work with in a prison. */
export const FacilityAudit: FacilityAuditResolvers = {
  prison: ({ prisonId }) => ({ id: prisonId }),
  room: ({ room }) => room as RoomAccess,
  network: ({ network }) => network as NetworkAccess,
  phone: ({ phone }) => phone as PhoneAccess,
  barrier: ({ barrier }) => barrier as FacilityBarrier | null,
};
