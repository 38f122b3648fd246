import type { HubAgency } from '@throughgate/contracts';
import { jobcentre } from '@throughgate/jobcentre';
import { prisons } from '@throughgate/prisons';
import { probation } from '@throughgate/probation';
import { providers } from '@throughgate/providers';

/** The subgraph of each agency that comes with the hub. */
export const agencies = { probation, prisons, jobcentre, providers } as const satisfies Record<
  HubAgency,
  unknown
>;
