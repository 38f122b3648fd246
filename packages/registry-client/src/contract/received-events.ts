import { z } from 'zod';
import { moment } from './names.ts';

/** An event that was taken, with what stands on the event log for what its sender left out. */
export const receivedEvent = z.object({
  id: z.uuid(),
  type: z.string(),
  subject: z.string().describe('The record: `<GraphQL type>/<id>`.'),
  time: moment.describe('When it happened.'),
  recordedat: moment.describe('When the agency recorded it.'),
  partitionkey: z.string().describe('The key of the file that changed.'),
  sequence: z.int().describe('Version of the file after the change.'),
});

/** What was taken, in the order in which it was sent. */
export const receivedEvents = z.object({ events: z.array(receivedEvent) });

/** What was taken, in the order in which it was sent. */
export type ReceivedEvents = z.infer<typeof receivedEvents>;
