import { z } from 'zod';
import { digest, moment } from './names.ts';

/** What a gateway tells of itself, at each change and every few seconds. */
export const gatewayReport = z.object({
  name: z.string().min(1).max(200).describe('What people call it: its machine and process, for example.'),
  serving: digest.describe('The supergraph that it serves.'),
  refused: digest
    .nullable()
    .default(null)
    .describe('A later supergraph that it could not load, so that it stayed with the one before.'),
});

/** A gateway that is at work: it reported in the last 30 seconds. */
export const gatewayState = z.object({
  instance: z.uuid().describe('Its process.'),
  name: z.string(),
  serving: digest,
  isLive: z.boolean().describe('Whether that is the supergraph that is live now.'),
  refused: digest.nullable(),
  since: moment.describe('When it was first heard to serve this one.'),
  seenAt: moment.describe('When it reported last.'),
});

/** What a gateway tells of itself. */
export type GatewayReport = z.infer<typeof gatewayReport>;
/** A gateway that is at work. */
export type GatewayState = z.infer<typeof gatewayState>;
