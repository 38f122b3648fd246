import type { DocumentNode } from 'graphql';
import { linksOf } from './links.ts';

/** The directives of Apollo Federation by which a schema says who may see what. */
export const directiveNames = ['authenticated', 'requiresScopes', 'policy'] as const;

/** Name of such a directive in its specification. */
export type DirectiveName = (typeof directiveNames)[number];

/** A specification that is one of the directives, as supergraphs link it; or federation's, as subgraphs do. */
const specification = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v\d+\.\d+$/;

/**
 * Finds under which names a supergraph or a subgraph applies the directives, which its `@link`s may rename. Names without a
 * link count as well: a rule that somebody wrote must not be passed over.
 *
 * @returns what each name that is applied means, names without `@`
 */
export function appliedNames(document: DocumentNode): ReadonlyMap<string, DirectiveName> {
  const names = new Map<string, DirectiveName>();
  for (const name of directiveNames) names.set(name, name);
  for (const link of linksOf(document)) {
    const [, feature] = specification.exec(link.url) ?? [];
    if (feature === 'federation') {
      const prefix = link.as ?? 'federation';
      for (const name of directiveNames) {
        names.set(`${prefix}__${name}`, name);
        for (const imported of link.imports) {
          if (imported.name === `@${name}` && imported.as) names.set(imported.as.slice(1), name);
        }
      }
      continue;
    }
    const name = directiveNames.find((one) => one === feature);
    if (!name) continue;
    if (link.as !== undefined) names.set(link.as, name);
    for (const imported of link.imports) {
      if (imported.name === `@${name}` && imported.as) names.set(imported.as.slice(1), name);
    }
  }
  return names;
}
