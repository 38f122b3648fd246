import { errorCauses, type Schema, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { withoutRequirements } from '@throughgate/authorization';
import { OperatorError } from '@throughgate/service';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse } from 'graphql';
import { letOthersRun } from './let-others-run.ts';
import { type NeededFields, neededFields } from './needed-fields.ts';
import { createTypeConditions, type TypeConditions } from './type-conditions.ts';

/** A supergraph ready to plan operations over. */
export interface LoadedSupergraph {
  /** The whole of it, with all directives, and with what was joined to it. */
  readonly document: DocumentNode;
  /** The schema that clients see, in the planner's representation. */
  readonly apiSchema: Schema;
  /** The schema that clients see, in graphql-js's. */
  readonly clientSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
  /** Type conditions over all types, also those that clients do not see. */
  readonly matches: TypeConditions;
  /** All types and fields, also those that clients do not see, in graphql-js's representation. */
  readonly fullSchema: GraphQLSchema;
  /** Fields that plans fetch besides what clients select. */
  readonly needed: NeededFields;
  /** Interfaces whose objects are sought by what a client sends, and need not be there. */
  readonly sought: ReadonlySet<string>;
  /** Name and URL of each subgraph, as the supergraph states them; without one that was joined to it. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
}

/** A supergraph with a subgraph that composition did not know. */
export interface Joined {
  /** The name of that subgraph. */
  readonly name: string;
  /** Its interfaces whose objects are sought by what a client sends, and need not be there. */
  readonly sought: ReadonlySet<string>;
  /** What is planned with. */
  readonly planned: DocumentNode;
  /** What features read. */
  readonly document: DocumentNode;
}

/** Matches the planner's complaint about a linked feature that it must not ignore. */
const unsupportedFeature = /feature \S+\/(\w+)\/v[\d.]+ is for: (\w+) but is unsupported/g;

/**
 * Loads a supergraph and prepares the planner that @apollo/gateway uses. Between its steps requests are answered, since
 * a gateway loads the next supergraph while it serves the present one. What the supergraph requires of callers is left out,
 * since the planner refuses it: the feature `authorization` enforces that, and reads the supergraph for itself.
 *
 * @param join joins a further subgraph to the supergraph, or none
 *
 * Raises {@link OperatorError} when it is not a Federation supergraph, or needs a feature that the gateway does
 * not have yet (`@context`, or a version of the security directives that is not known here): ignoring a security directive
 * would open what its author closed.
 */
export async function loadSupergraph(
  supergraphSdl: string,
  join: (supergraph: DocumentNode) => Joined | undefined = () => undefined,
): Promise<LoadedSupergraph> {
  try {
    const composed = parse(supergraphSdl);
    await letOthersRun();
    const joined = join(composed);
    const whole = joined?.document ?? composed;
    await letOthersRun();
    const document = withoutRequirements(joined?.planned ?? composed);
    await letOthersRun();
    const supergraph = Supergraph.build(withOneOfDefined(document));
    await letOthersRun();
    const apiSchema = supergraph.apiSchema();
    await letOthersRun();
    const clientSchema = apiSchema.toGraphQLJSSchema({ includeDefer: true });
    await letOthersRun();
    // The largest piece of the planner's work, of which it keeps the result: a piece of its own here.
    supergraph.subgraphs();
    await letOthersRun();
    const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true } });
    await letOthersRun();
    const fullSchema = supergraph.schema.toGraphQLJSSchema();
    const matches = createTypeConditions(fullSchema);
    const needed = neededFields(document);
    const subgraphs = supergraph.subgraphsMetadata().filter(({ name }) => name !== joined?.name);
    const sought = joined?.sought ?? new Set<string>();
    return {
      document: whole,
      apiSchema,
      clientSchema,
      planner,
      fullSchema,
      matches,
      needed,
      sought,
      subgraphs,
    };
  } catch (error) {
    throw explain(error);
  }
}

const { definitions: oneOf } = parse('directive @oneOf on INPUT_OBJECT', { noLocation: true });

/** A supergraph with the definition of `@oneOf`, which is GraphQL's own and not known to the planner, where it is used. */
function withOneOfDefined(document: DocumentNode): DocumentNode {
  const defined = document.definitions.some(
    (one) => one.kind === Kind.DIRECTIVE_DEFINITION && one.name.value === 'oneOf',
  );
  const used = document.definitions.some(
    (one) =>
      one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION &&
      one.directives?.some(({ name }) => name.value === 'oneOf'),
  );
  return used && !defined ? { ...document, definitions: [...document.definitions, ...oneOf] } : document;
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const causes = errorCauses(error) ?? (error instanceof GraphQLError ? [error] : undefined);
  if (!causes) return error;
  const text = causes.map(({ message }) => message).join('\n');
  const directives = [...text.matchAll(unsupportedFeature)].map(([, name]) => `@${name}`);
  if (directives.length > 0) {
    return new OperatorError(
      `The supergraph uses ${directives.join(', ')}, which this gateway does not support yet. ` +
        'It does not start, because ignoring a security directive would open what it closes. ' +
        'Remove the directive from the subgraphs and compose again.',
    );
  }
  return new OperatorError(`The supergraph cannot be loaded: ${text}`);
}
