import { isJsonObject } from '../../data/json.ts';
import type { OwnGraphContext } from '../../own-graph/own-graph-part.ts';
import { SubgraphError } from '../../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../../transport/subgraph-transport.ts';

/**
 * Asks the agency that tells of an entity whether it has it; a key alone says nothing of that. Whatever it cannot say counts as
 * yes: the fields that are asked for tell what is wrong.
 *
 * @param agency the name of its subgraph
 */
export async function mayExist(
  transport: SubgraphTransport,
  agency: string | undefined,
  reference: Readonly<Record<string, unknown>>,
  asking: OwnGraphContext,
): Promise<boolean> {
  if (agency === undefined) return true;
  const body = JSON.stringify({
    query:
      'query($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
    variables: { representations: [reference] },
  });
  try {
    const { data, errors } = await transport.send({ subgraph: agency, body, repeatable: true, ...asking });
    const entities = isJsonObject(data) ? data['_entities'] : undefined;
    return Boolean(errors?.length) || !Array.isArray(entities) || entities[0] !== null;
  } catch (error) {
    if (error instanceof SubgraphError) return true;
    throw error;
  }
}
