import type { DocumentNode } from 'graphql';
import { namesOf } from './names-of.ts';

/** The directives of Apollo Federation by which a schema says who may see what. */
export const directiveNames = ['authenticated', 'requiresScopes', 'policy'] as const;

/** Name of such a directive in its specification. */
export type DirectiveName = (typeof directiveNames)[number];

/** The specifications of the directives whose meaning is known, as supergraphs link them. */
export const directiveSpecifications: readonly string[] = directiveNames.map(
  (name) => `https://specs.apollo.dev/${name}/v0.1`,
);

/**
 * Finds under which names a supergraph or a subgraph applies the directives.
 *
 * @returns what each name that is applied means, names without `@`
 */
export function appliedNames(document: DocumentNode): ReadonlyMap<string, DirectiveName> {
  const applied = directiveNames.map((name) => [name, namesOf(document, name)] as const);
  // A name that a schema gives to one of them is that one's, also where it is another's own.
  const renamed = applied.flatMap(([name, [, ...others]]) => others.map((other) => [other, name] as const));
  return new Map([...directiveNames.map((name) => [name, name] as const), ...renamed]);
}
