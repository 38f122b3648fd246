import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The directory `schemas/` of the repository: the contracts between agencies, hub and clients. */
export const schemaDirectory = join(import.meta.dirname, '../../../schemas');

/** SDL of a subgraph as published, for example of `prisons`. Raises an error when there is none of that name. */
export function subgraphSdl(name: string): string {
  return readFileSync(join(schemaDirectory, `${name}.graphql`), 'utf8');
}

/** The composed supergraph. */
export function supergraphSdl(): string {
  return readFileSync(join(schemaDirectory, 'supergraph.graphql'), 'utf8');
}

/** Text of a named operation of `schemas/operations/`, for example `journey`. */
export function operationText(name: string): string {
  return readFileSync(join(schemaDirectory, 'operations', `${name}.graphql`), 'utf8');
}
