import type { ApolloServerPlugin } from '@apollo/server';
import { isStorable, misfittingText, storableTextRule } from '@throughgate/service';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from '../request-context.ts';

/**
 * Refuses variables with text that no agency's database can hold, before anything is fetched: refused by a subgraph
 * alone, a filter of one list would take the whole person along.
 */
export const refuseUnstorableVariables: ApolloServerPlugin<GatewayContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request: { variables } }) {
        for (const [name, value] of Object.entries(variables ?? {})) {
          const field = misfittingText(value, name, isStorable);
          if (field === undefined) continue;
          throw new GraphQLError(`"${field}" ${storableTextRule}`, {
            extensions: { code: 'BAD_USER_INPUT', field, http: { status: 400 } },
          });
        }
      },
    };
  },
};
