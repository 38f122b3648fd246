import { isStorable, misfittingText, storableTextRule } from '@throughgate/service';
import { GraphQLError } from 'graphql';
import type { GatewayFeature, SupergraphHooks } from '../gateway-feature.ts';

/**
 * The feature that refuses variables with text that no agency's database can hold, before anything is fetched: refused by a
 * subgraph alone, a filter of one list would take the whole person along.
 */
export function storableVariables(): GatewayFeature {
  return { name: 'storable variables', onSupergraph: () => hooks };
}

const hooks: SupergraphHooks = {
  onOperation({ variables }) {
    for (const [name, value] of Object.entries(variables)) {
      const field = misfittingText(value, name, isStorable);
      if (field === undefined) continue;
      throw new GraphQLError(`"${field}" ${storableTextRule}`, {
        extensions: { code: 'BAD_USER_INPUT', field },
      });
    }
  },
};
