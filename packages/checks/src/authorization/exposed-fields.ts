import { type Grant, meets } from '@throughgate/authorization';
import type { AccessGraph, PersonalClass } from './access-graph.ts';

/** A field with data about people that a caller gets to. */
export interface ExposedField {
  readonly type: string;
  readonly field: string;
  readonly returns: string;
  readonly dataClass: PersonalClass;
  /** By which tag: its own, that of the type that has it, or that of the type that it returns. */
  readonly taggedBy: 'field' | 'type' | 'returned type';
  /** How a caller gets to the type, from a root: `Query.tenancy`, `Query.person.homes`. */
  readonly by: string;
}

const roots = ['Query', 'Mutation', 'Subscription'];

/**
 * Finds the fields with data about people that somebody with no more than these grants can select. It goes through the graph as
 * a query would, from the roots, and stops where something is required: a type that only protected fields lead to need not
 * require anything itself, which types that several agencies share cannot, as requirements of all of them would add up.
 */
export function exposedFields(graph: AccessGraph, granted: ReadonlySet<Grant>): ExposedField[] {
  const { types, requirements, classOf } = graph;
  const exposed: ExposedField[] = [];
  const reached = new Map<string, string>(roots.map((root) => [root, root]));
  // A map is walked in the order of its entries, those included that are added meanwhile.
  for (const [type, by] of reached) {
    const known = types.get(type);
    if (!known) continue;
    for (const one of known.possible) reach(one, by);
    for (const [field, { returns, dataClass }] of known.fields) {
      if (!meets(requirements.ofField(type, field), granted)) continue;
      reach(returns, `${by}.${field}`);
      const found = classify(type, returns, dataClass);
      if (found) exposed.push({ type, field, returns, by, ...found });
    }
  }
  return exposed;

  function reach(type: string, by: string): void {
    if (!reached.has(type)) reached.set(type, by);
  }

  /** A field that says `none` is not about people, whatever its type is; it may still lead to what is. */
  function classify(
    type: string,
    returns: string,
    own: PersonalClass | 'none' | undefined,
  ): Pick<ExposedField, 'dataClass' | 'taggedBy'> | undefined {
    const around = own ?? classOf(type);
    if (around !== undefined && around !== 'none') {
      return { dataClass: around, taggedBy: own === undefined ? 'type' : 'field' };
    }
    const behind = classOf(returns);
    return behind === undefined || behind === 'none'
      ? undefined
      : { dataClass: behind, taggedBy: 'returned type' };
  }
}
