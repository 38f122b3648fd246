import { type HubAgency, hubAgencyNames } from '@throughgate/contracts';
import { jobcentre } from '@throughgate/jobcentre';
import { prisons } from '@throughgate/prisons';
import { probation } from '@throughgate/probation';
import { providers } from '@throughgate/providers';

/** The subgraph of each agency that comes with the hub. */
export const agencies = { probation, prisons, jobcentre, providers } as const satisfies Record<
  HubAgency,
  unknown
>;

/** Name of an agency. */
export type AgencyName = HubAgency;

/** Names of the agencies, in the order in which they are listed everywhere. */
export const agencyNames = hubAgencyNames;
