import { hubSubgraphNames } from '@throughgate/contracts/hub-agencies';

/** The services that `hub start` knows. */
export const serviceNames = [...hubSubgraphNames, 'registry', 'issuer', 'gateway'] as const;

/** Name of a service. */
export type ServiceName = (typeof serviceNames)[number];
