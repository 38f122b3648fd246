import { type CheckConfiguration, checkConfiguration } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../check-input.ts';
import { type SchemaChanges, schemaChanges } from './schema-changes.ts';
import { type SchemaParts, schemaParts } from './schema-parts.ts';

/** A subgraph whose schema changes. */
export interface ChangedSchema {
  readonly subgraph: CheckedSubgraph;
  readonly configuration: CheckConfiguration;
  /** The schema that is live; `undefined` for a new subgraph. */
  readonly before: SchemaParts | undefined;
  readonly after: SchemaParts;
  readonly changes: SchemaChanges;
}

/** Lint and classification ask about the same check: a schema of megabytes is taken apart once. */
const found = new WeakMap<CheckInput, readonly ChangedSchema[]>();

/**
 * The subgraphs of a check whose schema is new or changes, each compared with the one that is live. Those whose text
 * stays as it is, and those that are not SDL, which composition reports, are left out.
 */
export function changedSchemas(input: CheckInput): readonly ChangedSchema[] {
  const schemas = found.get(input) ?? findChangedSchemas(input);
  found.set(input, schemas);
  return schemas;
}

function findChangedSchemas({ current, proposed, changed, configurations }: CheckInput): ChangedSchema[] {
  return proposed
    .filter(({ name }) => changed.includes(name))
    .flatMap((subgraph) => {
      const live = current.find(({ name }) => name === subgraph.name);
      if (live?.schema.text === subgraph.schema.text) return [];
      const after = schemaParts(subgraph.schema);
      if (!after) return [];
      const before = live && schemaParts(live.schema);
      return [
        {
          subgraph,
          configuration: configurations[subgraph.name] ?? checkConfiguration.parse({}),
          before,
          after,
          changes: schemaChanges(before, after),
        },
      ];
    });
}
