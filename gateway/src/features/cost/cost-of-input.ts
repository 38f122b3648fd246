import { type GraphQLInputType, getNullableType, isInputObjectType, isListType } from 'graphql';
import type { CostRules } from './cost-rules.ts';

/** How deep values are looked into: deeper ones are refused when they are coerced. */
const deepest = 50;

/**
 * What a value costs that is given to an argument or a field of an input object: an input object 1 and whatever is in it, a leaf
 * nothing, unless `@cost` says otherwise; each entry of a list as much.
 *
 * @param weight what `@cost` on the argument or field says
 */
export function costOfInput(
  type: GraphQLInputType,
  value: unknown,
  weight: number | undefined,
  rules: CostRules,
  depth = 0,
): number {
  if (value === undefined || value === null || depth > deepest) return 0;
  const known = getNullableType(type);
  if (isListType(known)) {
    const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
    return entries.reduce<number>(
      (cost, entry) => cost + costOfInput(known.ofType, entry, weight, rules, depth + 1),
      0,
    );
  }
  if (!isInputObjectType(known))
    return weight ?? ('name' in known ? rules.weight(known.name) : undefined) ?? 0;
  let cost = weight ?? rules.weight(known.name) ?? 1;
  if (typeof value !== 'object') return cost;
  for (const field of Object.values(known.getFields())) {
    const inner: unknown = Reflect.get(value, field.name);
    cost += costOfInput(field.type, inner, rules.weight(`${known.name}.${field.name}`), rules, depth + 1);
  }
  return cost;
}
