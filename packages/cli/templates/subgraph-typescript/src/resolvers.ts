import { required, type SubgraphContext } from '@throughgate/subgraph-kit';
import type { Loaders } from './loaders.ts';

type Context = SubgraphContext<Loaders>;
type Key = { readonly id: string };
type Call = { readonly input: { readonly idempotencyKey: string } };

/** The person as the gateway hands them over, with what our field requires. */
interface OffenderReference {
  readonly id: string;
  readonly identifiers: { readonly crns: readonly string[] };
}

/** How each field is answered; fields that are columns of the row need nothing here. */
export const resolvers = {
  Query: {
    __entity__: (_root: unknown, { id }: Key, { loaders }: Context) => loaders.byId.load(id),
  },
  Mutation: {
    open__Entity__: recorded('open__Entity__'),
    close__Entity__: recorded('close__Entity__'),
  },
  __Entity__: {
    __resolveReference: ({ id }: Key, { loaders }: Context) => loaders.byId.load(id),
  },
  Offender: {
    async __field__({ identifiers }: OffenderReference, _arguments: object, { loaders }: Context) {
      const records = await Promise.all(identifiers.crns.map((crn) => loaders.byCrn.load(crn)));
      return records.flat();
    },
  },
};

/** A mutation: runs the command of its name and answers with the record. */
function recorded(mutation: string) {
  return async (_root: unknown, { input }: Call, { change, loaders }: Context) =>
    required(loaders.byId, await change(mutation, input));
}
