import { badInput, required } from '@throughgate/subgraph-kit';
import type { ClashResolvers } from '../generated/graphql.ts';
import { timeSlots } from './time-slots.ts';

/** Longest stretch, in days, in which another time is looked for. */
const mostDays = 31;

/** A time at which a person should be in two places, or may not leave home. */
export const Clash: ClashResolvers = {
  offender: ({ personId }, _arguments, { loaders }) => required(loaders.person.load(personId)),
  startsAt: ({ from }) => new Date(from).toISOString(),
  freeSlots: async (clash, { days }, { loaders }) => {
    if (days < 1 || days > mostDays) {
      throw badInput('days', `"days" must be from 1 to ${mostDays}, not ${days}.`);
    }
    return timeSlots(await loaders.otherTimes.load({ clash, days }));
  },
};
