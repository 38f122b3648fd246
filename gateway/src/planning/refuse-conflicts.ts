import { GraphQLError } from 'graphql';
import type { NeededFields, Requirement } from './needed-fields.ts';
import type { TypeConditions } from './type-conditions.ts';

/** A field that a plan fetches from an entity. */
export interface EntityField {
  /** Where the entity is: names from the root of the response. */
  readonly place: readonly string[];
  readonly type: string;
  readonly field: string;
}

/**
 * Refuses a plan in which one field is required with different arguments in one place: a representation has room for one
 * value of a field, and the planner would send one subgraph, or one field, the value of the other.
 * Raises `GraphQLError` with code `BAD_USER_INPUT`.
 */
export function refuseConflicts(
  fields: readonly EntityField[],
  { requirements, withArguments }: NeededFields,
  matches: TypeConditions,
): void {
  if (withArguments.size === 0) return;
  const required = new Map<string, (Requirement & EntityField)[]>();
  for (const one of fields) {
    for (const requirement of requirements.get(`${one.type}.${one.field}`) ?? []) {
      const at = [...one.place, ...requirement.path].join('.');
      const others = required.get(at) ?? [];
      required.set(at, others);
      const conflict = others.find((other) => conflicts(other, { ...one, ...requirement }));
      if (conflict) {
        throw new GraphQLError(
          `"${conflict.type}.${conflict.field}" and "${one.type}.${one.field}" need "${requirement.path.join('.')}" with ` +
            'different arguments, so they cannot be asked for in one place. Ask for them in two operations.',
          { extensions: { code: 'BAD_USER_INPUT' } },
        );
      }
      others.push({ ...one, ...requirement });
    }
  }

  function conflicts(one: Requirement & EntityField, other: Requirement & EntityField): boolean {
    if (one.argumentsText === other.argumentsText) return false;
    // Objects of different types in one list share nothing.
    if (one.place.length !== other.place.length) return true;
    return one.type === other.type || matches(one.type, other.type) || matches(other.type, one.type);
  }
}
