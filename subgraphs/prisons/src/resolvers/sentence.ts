import { required } from '@throughgate/subgraph-kit';
import type { SentenceResolvers } from '../generated/graphql.ts';
import { prisoner } from '../records/prisoner.ts';

/** A custodial sentence; its key dates are columns of the same row. */
export const Sentence: SentenceResolvers = {
  prisoner: ({ prisonerNumber }, _arguments, { load }) => required(load(prisoner.row, prisonerNumber)),
  releaseDates: (sentence) => sentence,
};
