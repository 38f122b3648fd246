import { required } from '@throughgate/subgraph-kit';
import type { SentenceResolvers } from '../generated/graphql.ts';

/** A custodial sentence; its key dates are columns of the same row. */
export const Sentence: SentenceResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.sentence.load(id),
  prisoner: ({ prisonerNumber }, _arguments, { loaders }) => required(loaders.prisoner, prisonerNumber),
  releaseDates: (sentence) => sentence,
};
