export type { EventsToVerify } from './checks/check-events.ts';
export type { PublishedSchema } from './checks/check-schema.ts';
export type { CheckArea, VerifiedCheck, VerifyReport } from './report.ts';
export { type VerifyOptions, verifySubgraph } from './verify-subgraph.ts';
