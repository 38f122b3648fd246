import type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import type * as Hive from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/**
 * A plan of Hive's planner as one of Apollo's, so that the gateway's executor can follow it: paths and rewrites are written
 * otherwise, and a fetch of several `_entities` becomes as many fetches, which the executor joins again.
 * Raises an error for what Apollo's plans do not have.
 */
export function planOfHive({ node }: Hive.QueryPlan): QueryPlan {
  return node ? { kind: 'QueryPlan', node: planNode(node) } : { kind: 'QueryPlan' };
}

function planNode(node: Hive.PlanNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(planNode) };
    case 'Flatten':
      return { kind: 'Flatten', path: pathOf(node.path), node: planNode(node.node) };
    case 'Fetch':
      return fetchNode(node, parse(node.operation), node);
    case 'BatchFetch': {
      const { entityBatch, ...fetch } = node;
      return {
        kind: 'Parallel',
        nodes: entityBatch.aliases.flatMap((alias) => {
          const part = fetchNode(fetch, partOf(parse(fetch.operation), alias), alias);
          return alias.paths.map((path): PlanNode => ({ kind: 'Flatten', path: pathOf(path), node: part }));
        }),
      };
    }
    default:
      throw new Error(`a plan of Hive's with "${node.kind}"`);
  }
}

function fetchNode(
  fetch: Omit<Hive.FetchNode, 'kind' | 'requires'>,
  document: DocumentNode,
  {
    requires,
    inputRewrites,
    outputRewrites,
  }: Pick<Hive.FetchNode, 'requires' | 'inputRewrites' | 'outputRewrites'>,
): FetchNode {
  const variables = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void variables.add(variable.name.value) });
  return {
    kind: 'Fetch',
    serviceName: fetch.serviceName,
    variableUsages: [...variables].filter((name) => name !== 'representations'),
    operation: stripIgnoredCharacters(print(document)),
    operationName: fetch.operationName,
    operationKind: (fetch.operationKind ?? 'query') as FetchNode['operationKind'],
    ...(requires ? { requires: requires.map(selectionNode) } : {}),
    inputRewrites: (inputRewrites ?? []).flatMap(rewritesOf),
    outputRewrites: (outputRewrites ?? []).flatMap(rewritesOf),
  };
}

/** The operation for one of several `_entities`: under that name, with `$representations`, and the variables that it uses. */
function partOf(
  document: DocumentNode,
  { alias, representationsVariableName }: Hive.EntityBatchAlias,
): DocumentNode {
  const [operation, ...fragments] = document.definitions as [OperationDefinitionNode];
  const field = operation.selectionSet.selections.find(
    (one) => one.kind === Kind.FIELD && one.alias?.value === alias,
  );
  if (field?.kind !== Kind.FIELD) throw new Error(`no field "${alias}" in ${print(document)}`);
  const { alias: _alias, ...unaliased } = field;
  const used = new Set<string>();
  for (const one of [unaliased, ...fragments])
    visit(one, { Variable: ({ name }) => void used.add(name.value) });
  const narrowed: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
      used.has(variable.name.value),
    ),
    selectionSet: { kind: Kind.SELECTION_SET, selections: [unaliased] },
  };
  return visit({ kind: Kind.DOCUMENT, definitions: [narrowed, ...fragments] } satisfies DocumentNode, {
    Variable: (one) =>
      one.name.value === representationsVariableName
        ? { ...one, name: { kind: Kind.NAME, value: 'representations' } }
        : undefined,
  });
}

/** Type conditions are left out: what a fetch requires says of which types the objects must be. */
function pathOf(segments: readonly Hive.FlattenNodePathSegment[]): string[] {
  return segments.flatMap((one) => (one === '@' ? '@' : 'Field' in one ? one.Field : []));
}

function selectionNode(node: Hive.RequiresSelection): QueryPlanSelectionNode {
  switch (node.kind) {
    case 'Field': {
      const { name, alias, selections } = node;
      const nested = selections?.length ? { selections: selections.map(selectionNode) } : {};
      return { kind: 'Field', name, ...(alias === undefined ? {} : { alias }), ...nested };
    }
    case 'InlineFragment':
      return {
        kind: 'InlineFragment',
        typeCondition: node.typeCondition,
        selections: node.selections.map(selectionNode),
      };
    case 'FragmentSpread':
      throw new Error('a fragment in what a fetch requires');
  }
}

/** One rewrite for each of the types for which Hive's is. */
function rewritesOf(rewrite: Hive.FetchRewrite): FetchDataRewrite[] {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return pathsOf(path).map((one) => ({ kind: 'KeyRenamer', path: one, renameKeyTo }));
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return pathsOf(path).map((one) => ({ kind: 'ValueSetter', path: one, setValueTo }));
}

function pathsOf(segments: readonly Hive.FetchNodePathSegment[]): string[][] {
  return segments.reduce<string[][]>(
    (paths, segment) =>
      paths.flatMap((path) =>
        'Key' in segment
          ? [[...path, segment.Key]]
          : segment.TypenameEquals.map((type) => [...path, `... on ${type}`]),
      ),
    [[]],
  );
}
