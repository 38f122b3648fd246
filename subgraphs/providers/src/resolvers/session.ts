import type { Attendance, SessionResolvers } from '../generated/graphql.ts';
import { keyWorkers } from '../records/key-worker.ts';

/** A delivery session. */
export const Session: SessionResolvers = {
  attended: ({ attended }) => attended as Attendance | null,
  keyWorker: ({ keyWorkerId }, _arguments, { load }) =>
    keyWorkerId === null ? null : load(keyWorkers, keyWorkerId),
};
