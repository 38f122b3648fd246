import { readFileSync } from 'node:fs';
import { compose } from '@throughgate/checks';
import { hubSubgraphNames } from '@throughgate/contracts';
import type { Artifact } from './artifact.ts';

/**
 * Composes `schemas/<subgraph>.graphql` into `schemas/supergraph.graphql`.
 * The addresses in it are those of docker-compose.yml; `hub up` replaces them by the ports it chose.
 */
export function supergraph(): Artifact {
  const composition = compose(
    hubSubgraphNames.map((name) => ({
      name,
      url: `http://${name}:4000/graphql`,
      sdl: readFileSync(`schemas/${name}.graphql`, 'utf8'),
    })),
  );
  if (!composition.ok) {
    const problems = composition.problems.map(
      (p) =>
        `${p.code} at ${p.places.map(({ subgraph, line, column }) => `${subgraph}:${line}:${column}`).join(', ')}: ${p.message}`,
    );
    throw new Error(`The subgraphs do not compose:\n${problems.join('\n')}`);
  }
  return { path: 'schemas/supergraph.graphql', content: composition.supergraphSdl };
}
