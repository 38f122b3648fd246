import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  graphql,
  isAbstractType,
  isUnionType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { SubgraphTransport } from '../../src/transport/subgraph-transport.ts';
import type { AuditSubgraph, AuditSuite, Computed, Fields } from './audit-suite.ts';

/** The subgraphs of a suite, asked without a network. */
export interface AuditSubgraphs {
  readonly supergraphSdl: string;
  readonly transport: SubgraphTransport;
  /** Names of subgraphs in the order in which they were asked. */
  readonly asked: string[];
}

const federation2 = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@extends", "@tag"
])`;

/** Composes the subgraphs of a suite. Raises what composition has against them. */
export function auditSubgraphs({ name, subgraphs }: AuditSuite): AuditSubgraphs {
  const services = Object.entries(subgraphs).map(([service, subgraph]) => {
    const typeDefs = parse(subgraph.federation1 ? subgraph.sdl : `${federation2}\n${subgraph.sdl}`);
    return { name: service, url: `http://${service}.test`, typeDefs, answer: answering(typeDefs, subgraph) };
  });
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`${name}: ${errors?.map(({ message }) => message).join('\n')}`);
  const asked: string[] = [];
  return {
    supergraphSdl,
    asked,
    transport: {
      async send({ subgraph, body }) {
        asked.push(subgraph);
        const service = services.find((one) => one.name === subgraph);
        if (!service) throw new Error(`no subgraph ${subgraph}`);
        const { query, variables } = JSON.parse(body);
        return service.answer(query, variables);
      },
    },
  };
}

/** Makes what answers for a subgraph. It resolves references only by keys that it has, and that are resolvable. */
function answering(typeDefs: DocumentNode, { root = {}, records = {} }: AuditSubgraph) {
  const schema = buildSubgraphSchema([{ typeDefs }]);
  const keys = keysOf(typeDefs);
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities) {
    entities.resolve = (_source, { representations }) =>
      (representations as readonly Fields[]).map((one) => {
        try {
          return resolveReference(one);
        } catch (error) {
          return error;
        }
      });
  }
  const entity = schema.getType('_Entity');
  if (isUnionType(entity)) entity.resolveType = (value) => (value as { __typename: string }).__typename;

  return async (source: string, variableValues: Fields) => {
    const answer = await graphql({
      schema,
      source,
      variableValues,
      rootValue: root,
      fieldResolver: (parent: Fields, args, _context, { fieldName, parentType }) =>
        parent === root
          ? given(root[fieldName], args, args)
          : fieldOf(parentType.name, parent, fieldName, args),
      typeResolver: (value) => (value as { __typename?: string }).__typename,
    });
    return JSON.parse(JSON.stringify(answer));
  };

  function fieldOf(type: string, object: Fields, field: string, args: Fields): unknown {
    const record = recordOf(type, object);
    return given(object[field] ?? record?.[field], { ...record, ...object }, args);
  }

  function given(value: unknown, known: Fields, args: Fields): unknown {
    return typeof value === 'function' ? (value as Computed)(known, args) : value;
  }

  function recordOf(type: string, object: Fields): Fields | undefined {
    for (const { fields } of keys.get(type) ?? []) {
      const wanted = pick(object, fields);
      const record = wanted && records[type]?.find((one) => pick(one, fields) === wanted);
      if (record) return record;
    }
    return undefined;
  }

  function resolveReference(representation: Fields): Fields | null {
    const name = String(representation['__typename']);
    const known = keys.get(name)?.filter(({ resolvable }) => resolvable) ?? [];
    if (!known.some(({ fields }) => pick(representation, fields) !== undefined)) {
      throw new Error(`${name} is not resolved by ${JSON.stringify(representation)}`);
    }
    const type = schema.getType(name);
    const types = isAbstractType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [name];
    for (const candidate of types) {
      const record = recordOf(candidate, representation);
      if (record) return { ...representation, __typename: candidate };
    }
    return records[name] || isAbstractType(type) ? null : representation;
  }
}

interface Key {
  readonly fields: SelectionSetNode;
  readonly resolvable: boolean;
}

function keysOf(typeDefs: DocumentNode): ReadonlyMap<string, readonly Key[]> {
  const keys = new Map<string, Key[]>();
  for (const definition of typeDefs.definitions) {
    if (!('directives' in definition && 'name' in definition) || !definition.name) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'key') continue;
      const argument = (name: string) => directive.arguments?.find((one) => one.name.value === name)?.value;
      const fields = argument('fields');
      const resolvable = argument('resolvable');
      const [parsed] = parse(`{${fields?.kind === Kind.STRING ? fields.value : ''}}`).definitions;
      if (parsed?.kind !== Kind.OPERATION_DEFINITION) continue;
      keys.set(definition.name.value, [
        ...(keys.get(definition.name.value) ?? []),
        {
          fields: parsed.selectionSet,
          resolvable: resolvable?.kind !== Kind.BOOLEAN || resolvable.value,
        },
      ]);
    }
  }
  return keys;
}

/** The values of a key as text; `undefined` when one is missing. */
function pick(object: unknown, { selections }: SelectionSetNode): string | undefined {
  if (Array.isArray(object)) {
    const picked = object.map((one) => pick(one, { kind: Kind.SELECTION_SET, selections }));
    return picked.includes(undefined) ? undefined : `[${picked.join()}]`;
  }
  const picked = selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) return '';
    const value = (object as Fields | null)?.[selection.name.value];
    if (value === undefined) return undefined;
    return selection.selectionSet && value !== null
      ? pick(value, selection.selectionSet)
      : JSON.stringify(value);
  });
  return picked.includes(undefined) ? undefined : `{${picked.join()}}`;
}
