import type { DocumentNode } from 'graphql';
import { linksOf } from './links.ts';

/** A specification of a directive or two, as supergraphs link it; or federation's, which has them all, as subgraphs do. */
const specification = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v[\d.]+$/;

/**
 * Under which names a supergraph or a subgraph may apply a directive of Apollo Federation, which its `@link`s may rename. The
 * directive's own name comes first, and counts without a link as well: what somebody wrote must not be passed over.
 *
 * @param directive its name in its specification; names are without `@`
 * @param feature the specification that has it. @default the one of its own name
 */
export function namesOf(
  document: DocumentNode,
  directive: string,
  feature = directive,
): readonly [string, ...string[]] {
  const others = linksOf(document).flatMap(({ url, as, imports }) => {
    const [, linked] = specification.exec(url) ?? [];
    if (linked !== feature && linked !== 'federation') return [];
    const prefixed = linked === directive ? as : `${as ?? linked}__${directive}`;
    const renamed = imports.flatMap((one) => (one.name === `@${directive}` && one.as ? one.as.slice(1) : []));
    return [...(prefixed === undefined ? [] : [prefixed]), ...renamed];
  });
  return [directive, ...others];
}
