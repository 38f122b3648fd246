import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import { PrismaClient } from './generated/prisma/client.ts';
import { adviserInterview } from './records/adviser-interview.ts';
import { booking, movement } from './records/movement.ts';
import { prisoner } from './records/prisoner.ts';
import { sentence } from './records/sentence.ts';
import { resolvers } from './resolvers/index.ts';

/** The prisons subgraph: pass it to `startAgency`. */
export const prisons = defineAgency({
  name: 'prisons',
  records: [prisoner, booking, movement, sentence, adviserInterview],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
