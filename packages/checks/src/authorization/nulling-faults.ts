import { describeRequirement } from '../requirements/describe-requirement.ts';
import { followsFrom } from '../requirements/follows-from.ts';
import type { AccessGraph } from './access-graph.ts';
import type { GraphFault } from './graph-fault.ts';

/**
 * Fields that may not be null and require what their type does not: refusing one takes the object with it that has it. Those of
 * interfaces require what the objects do that implement them, where they are found. Mutations are refused whole, before anything
 * of them runs.
 */
export function nullingFaults({ types, requirements }: AccessGraph): GraphFault[] {
  return [...types].flatMap(([type, { kind, fields }]) => {
    if (kind !== 'object' || type === 'Mutation') return [];
    const parent = requirements.ofType(type);
    return [...fields]
      .filter(([name, { nonNull }]) => nonNull && !followsFrom(parent, requirements.ofField(type, name)))
      .map(([name, { returns }]) => {
        const coordinate = `${type}.${name}`;
        const needed = describeRequirement(requirements.ofField(type, name));
        return {
          code: 'HUB-C025' as const,
          coordinate,
          about: [coordinate, returns, type],
          together: undefined,
          message: () =>
            `${coordinate} requires ${needed}, which ${type} does not, and may not be null: to whoever lacks it the whole ${type} is null.`,
        };
      });
  });
}
