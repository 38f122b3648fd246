import { required, type SubgraphContext } from '@throughgate/subgraph-kit';
import type { __Entity__ } from './agency.ts';
import type { Close__Entity__Input, Open__Entity__Input } from './commands.ts';
import type { Loaders } from './loaders.ts';

type Context = SubgraphContext<Loaders>;

/** The person as the gateway hands them over, with what our field requires. */
interface OffenderReference {
  readonly id: string;
  readonly identifiers: { readonly crns: readonly string[] };
}

/** How each field is answered; fields that are columns of the row need nothing here. */
export const resolvers = {
  Query: {
    __entity__: (_root: unknown, { id }: { id: string }, { loaders }: Context) => loaders.__entity__.load(id),
  },
  Mutation: {
    open__Entity__: async (
      _root: unknown,
      { input }: { input: Open__Entity__Input },
      { change, loaders }: Context,
    ) => required(loaders.__entity__, await change('open__Entity__', input)),
    close__Entity__: async (
      _root: unknown,
      { input }: { input: Close__Entity__Input },
      { change, loaders }: Context,
    ) => required(loaders.__entity__, await change('close__Entity__', input)),
  },
  __Entity__: {
    __resolveReference: ({ id }: Pick<__Entity__, 'id'>, { loaders }: Context) => loaders.__entity__.load(id),
  },
  Offender: {
    __field__: async ({ identifiers }: OffenderReference, _arguments: object, { loaders }: Context) => {
      const records = await Promise.all(identifiers.crns.map((crn) => loaders.ofPerson.load(crn)));
      return records.flat();
    },
  },
};
