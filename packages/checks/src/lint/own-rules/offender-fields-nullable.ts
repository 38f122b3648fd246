import { Kind } from 'graphql';
import { directiveArguments, hasDirective } from '../../schema-changes/directive-arguments.ts';
import type { OwnRule } from './own-rule.ts';

/** Owner of `Offender`: its own fields are as strict as it can promise. */
const owner = 'outcomes';

/** An agency that does not answer must not take the person with it: docs/decisions/0011. */
export const offenderFieldsNullable: OwnRule = ({ subgraph, schema }) => {
  const { parts, names } = schema;
  const keys = new Set(
    parts.get('Offender')?.nodes.flatMap((node) => directiveArguments(node, names.namesOf('key'), 'fields')),
  );
  return ({ coordinate, holder, nodes }) => {
    if (holder !== 'Offender' || subgraph === owner) return undefined;
    const breaks = nodes.some(
      (node) =>
        node.kind === Kind.FIELD_DEFINITION &&
        node.type.kind === Kind.NON_NULL_TYPE &&
        !keys.has(node.name.value) &&
        !hasDirective(node, names.namesOf('external')),
    );
    return breaks ? `Field "${coordinate}" must be allowed to be null.` : undefined;
  };
};
