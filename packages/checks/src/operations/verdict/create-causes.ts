import type { Place } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../../check-input.ts';
import { coordinateAround, indexSdl, type SdlIndex } from './index-sdl.ts';

/** Who causes a change of the graph. */
export interface Cause {
  /** The changed subgraphs that define differently what changed; all changed ones where none can be told. Not empty. */
  readonly subgraphs: readonly [string, ...string[]];
  /** Where in their proposed files it stands, or what it stood in. */
  readonly places: readonly Place[];
}

interface Versions {
  readonly name: string;
  readonly before: SdlIndex | undefined;
  readonly after: SdlIndex | undefined;
  /** The proposed file; of a removed subgraph the published one. */
  readonly file: string;
}

/** Creates a function that finds the cause of a change by its coordinate. */
export function createCauses(input: Pick<CheckInput, 'current' | 'proposed' | 'changed'>) {
  const { current, proposed, changed } = input;
  const find = (subgraphs: readonly CheckedSubgraph[], name: string) =>
    subgraphs.find((one) => one.name === name);
  const versions = changed.map((name): Versions => {
    const [before, after] = [find(current, name)?.schema, find(proposed, name)?.schema];
    return {
      name,
      before: before && indexSdl(before.text),
      after: after && indexSdl(after.text),
      file: (after ?? before)?.path ?? name,
    };
  });
  return (coordinate: string): Cause => {
    let causes: Versions[] = [];
    for (let at: string | undefined = coordinate; at && causes.length === 0; at = coordinateAround(at)) {
      const here = at;
      causes = versions.filter(
        ({ before, after }) => (before?.definitionOf(here) ?? '') !== (after?.definitionOf(here) ?? ''),
      );
    }
    const [first, ...others] = causes.length > 0 ? causes : versions;
    if (first === undefined) return { subgraphs: ['supergraph'], places: [] };
    return {
      subgraphs: [first.name, ...others.map(({ name }) => name)],
      places: [first, ...others].map((one) => placeIn(one, coordinate)),
    };
  };
}

function placeIn({ name, before, after, file }: Versions, coordinate: string): Place {
  for (let at: string | undefined = coordinate; at; at = coordinateAround(at)) {
    const place = (after ?? before)?.placeOf(at);
    if (place) return { subgraph: name, file, ...place };
  }
  return { subgraph: name, file, line: 1, column: 1 };
}
