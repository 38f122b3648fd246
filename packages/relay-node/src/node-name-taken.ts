import { type DocumentNode, Kind } from 'graphql';
import { nodeInterface } from './node-types.ts';

/** What of a supergraph's own stands in the way of the gateway's nodes; `undefined` where nothing does. */
export function nodeNameTaken({ definitions }: DocumentNode): string | undefined {
  for (const definition of definitions) {
    if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) continue;
    if (definition.name?.value === nodeInterface) return nodeInterface;
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== 'Query') continue;
    const field = definition.fields?.find(({ name }) => name.value === 'node' || name.value === 'nodes');
    if (field) return `Query.${field.name.value}`;
  }
  return undefined;
}
