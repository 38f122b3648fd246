import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import { type EntitySelection, entitySelection } from './entity-selection.ts';
import type { FetchOptions } from './fetch-options.ts';
import type { OrderedFetch } from './fetch-order.ts';
import { representationCollector } from './representation-collector.ts';
import { compileRepresenter } from './representer.ts';
import { compileRequestBody, type RequestBody } from './request-body.ts';
import { compileRewrites, type Rewrite } from './rewrites.ts';
import type { FetchOrigin } from './subgraph-failures.ts';

/** One `_entities` of a request: what it asks of each entity, and the places whose entities it asks for. */
export interface EntityPart {
  readonly origin: FetchOrigin;
  readonly paths: readonly ResponsePath[];
  /** Under which name it is answered in a request of several parts. */
  readonly alias: string;
  /** What it selects of each entity; see `EntitySelection`. */
  readonly selection: string;
  readonly collect: ReturnType<typeof representationCollector>;
  /** Renames in an answer what the plan had to call otherwise. */
  readonly rewriteOutput: Rewrite | undefined;
  /** Writes a request of this part alone, under the name `_entities`. */
  readonly alone: RequestBody;
}

/** The parts of a request, and what writes it. */
export interface EntityParts {
  readonly parts: readonly EntityPart[];
  /** Writes a request of all parts. */
  readonly together: RequestBody;
}

interface PlacedFetch {
  readonly fetch: OrderedFetch;
  readonly origin: FetchOrigin;
}

/**
 * Compiles the parts of a request for entities: one for each distinct thing that is asked, wherever its entities stand, so that
 * an entity that stands in several places is asked for once.
 *
 * @param clientVariable the client's name for a variable of the plan
 */
export function compileEntityParts(
  fetches: readonly PlacedFetch[],
  { matches, schema }: FetchOptions,
  clientVariable: (name: string) => string,
): EntityParts {
  const distinct = new Map<
    string,
    { first: PlacedFetch; selection: EntitySelection; paths: ResponsePath[] }
  >();
  for (const placed of fetches) {
    const { node, path } = placed.fetch;
    const selection = entitySelection(node.operation);
    const { requires, inputRewrites, outputRewrites } = node;
    const asked = JSON.stringify([selection.text, requires, inputRewrites, outputRewrites]);
    const known = distinct.get(asked);
    if (known) known.paths.push(path);
    else distinct.set(asked, { first: placed, selection, paths: [path] });
  }
  const shapes = [...distinct.values()];
  const variables = new Map(shapes.flatMap(({ selection }) => [...selection.variables]));
  const names = shapes.map((_, index) => free(index === 0 ? '' : `_${index + 1}`, variables));
  const parts = shapes.map(({ first: { fetch, origin }, selection, paths }, index): EntityPart => {
    const { node } = fetch;
    const represent = compileRepresenter(node.requires ?? [], matches, schema);
    return {
      origin,
      paths,
      alias: index === 0 ? '_entities' : `_entities_${index + 1}`,
      selection: selection.text,
      collect: representationCollector(represent, compileRewrites(node.inputRewrites, matches)),
      rewriteOutput: compileRewrites(node.outputRewrites, matches),
      alone: compileRequestBody({
        query: node.operation,
        operationName: node.operationName,
        usages: usagesOf(node),
        clientVariable,
        representations: ['representations'],
      }),
    };
  });
  const [{ alone } = { alone: undefined }] = parts;
  if (alone && parts.length === 1) return { parts, together: alone };
  const operationName = shapes[0]?.first.fetch.node.operationName;
  const definitions = [...names.map((name) => `$${name}:[_Any!]!`), ...variables.values()];
  const fields = parts.map(({ alias, selection }, index) => {
    const field = `_entities(representations:$${names[index]})${selection}`;
    return alias === '_entities' ? field : `${alias}:${field}`;
  });
  const together = compileRequestBody({
    query: `query ${operationName ?? ''}(${definitions.join(' ')}){${fields.join(' ')}}`,
    operationName,
    usages: [...variables.keys()],
    clientVariable,
    representations: names,
  });
  return { parts, together };
}

function usagesOf({ variableUsages = [] }: FetchNode): readonly string[] {
  return variableUsages.filter((name) => name !== 'representations');
}

/** A name for a variable of representations that none of the client's variables has. */
function free(suffix: string, taken: ReadonlyMap<string, string>): string {
  let name = `representations${suffix}`;
  while (taken.has(name)) name += '_';
  return name;
}
