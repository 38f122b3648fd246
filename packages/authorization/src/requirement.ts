/**
 * What a caller must have to see something: one of several alternatives, each of which is a set of grants. So it is a
 * disjunctive normal form, in which no alternative holds another: two requirements that mean the same are written alike.
 */
export type Requirement = readonly (readonly Grant[])[];

/** One thing that a caller has or has not: a token, a scope of it, or a policy that holds for the request. */
export type Grant = '@authenticated' | `scope:${string}` | `policy:${string}`;

/** Anybody meets it, with or without a token. */
export const open: Requirement = [[]];

/** Nobody meets it. */
export const closed: Requirement = [];

/** What somebody has whom an issuer vouches for: scopes of a token, and policies that hold for the request. */
export function grantsOf(scopes: Iterable<string>, policies: Iterable<string> = []): ReadonlySet<Grant> {
  const grants = new Set<Grant>(['@authenticated']);
  for (const scope of scopes) grants.add(`scope:${scope}`);
  for (const policy of policies) grants.add(`policy:${policy}`);
  return grants;
}

/** The requirement that both hold. */
export function both(one: Requirement, other: Requirement): Requirement {
  if (one === other || other === open) return one;
  if (one === open) return other;
  return normalised(one.flatMap((left) => other.map((right) => [...left, ...right])));
}

/** Whether who has these grants meets a requirement. */
export function meets(requirement: Requirement, granted: ReadonlySet<Grant>): boolean {
  return requirement.some((alternative) => alternative.every((grant) => granted.has(grant)));
}

/** Whether anybody meets a requirement, with or without a token. */
export function isOpen(requirement: Requirement): boolean {
  return requirement.some(({ length }) => length === 0);
}

/** Whether everybody who meets `stronger` meets `weaker`. */
export function implies(stronger: Requirement, weaker: Requirement): boolean {
  return stronger.every((given) => weaker.some((needed) => needed.every((grant) => given.includes(grant))));
}

/** Writes alternatives so that each is there once, in order, and none holds another. */
export function normalised(alternatives: readonly (readonly Grant[])[]): Requirement {
  const sorted = alternatives
    .map((grants) => [...new Set(grants)].sort())
    .sort((one, other) => one.length - other.length || compareText(one.join(' '), other.join(' ')));
  const kept: Grant[][] = [];
  for (const grants of sorted) {
    if (!kept.some((smaller) => smaller.every((grant) => grants.includes(grant)))) kept.push(grants);
  }
  return kept;
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
