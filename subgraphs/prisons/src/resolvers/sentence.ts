import type { SentenceResolvers } from '../generated/graphql.ts';

/** A custodial sentence; its key dates are columns of the same row. */
export const Sentence: SentenceResolvers = {
  releaseDates: (sentence) => sentence,
};
