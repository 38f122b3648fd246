import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { createBoundedCache } from '../data/bounded-cache.ts';
import { deferDirectives } from './defer-directives.ts';
import { oneOfVariables } from './one-of-variables.ts';

/** A document that is parsed and valid. */
export interface KnownDocument {
  /** Always the same string for the same text, so that it is quick to look up by. */
  readonly query: string;
  /** The same object as long as it is kept. */
  readonly document: DocumentNode;
  /** Finds an operation: the one of the name, or the only one; `undefined` when there is none. */
  operation(name: string | undefined): OperationDefinitionNode | undefined;
}

/** Why there is no document: each error has a code. */
export interface RefusedDocument {
  readonly errors: readonly GraphQLError[];
  /** Whether it was refused before it was parsed, and so is no operation yet. */
  readonly beforeParsing: boolean;
}

/** Documents of one schema, each parsed and validated once. */
export interface KnownDocuments {
  /** Gives the document of a text, or what is wrong with it. */
  get(query: string): KnownDocument | RefusedDocument;
}

/** What {@link createKnownDocuments} needs. */
export interface KnownDocumentsOptions {
  readonly schema: GraphQLSchema;
  /** Asked about a text that is not known, before it is parsed; what it gives refuses the text. */
  readonly check: (query: string) => GraphQLError | undefined;
}

/** Most documents to keep; the one unused for longest goes first. */
const mostKept = 1000;
/** Longest text of a document that is kept, in UTF-16 units: a thousand of them must not fill the memory. */
const longestKept = 50_000;

const rules = [...specifiedRules, oneOfVariables, deferDirectives];

/** Creates the cache of {@link KnownDocuments}. What is refused is not kept: it is no use to whoever sends it again. */
export function createKnownDocuments({ schema, check }: KnownDocumentsOptions): KnownDocuments {
  const known = createBoundedCache<KnownDocument>(mostKept);
  return {
    get(query) {
      const kept = known.get(query);
      if (kept) return kept;
      const refusal = check(query);
      if (refusal) return { errors: [refusal], beforeParsing: true };
      const read = readDocument(schema, query);
      if (!('errors' in read) && query.length <= longestKept) known.set(query, read);
      return read;
    },
  };
}

function readDocument(schema: GraphQLSchema, query: string): KnownDocument | RefusedDocument {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return refused('GRAPHQL_PARSE_FAILED', [error]);
  }
  let errors: readonly unknown[];
  try {
    errors = validate(schema, document, rules);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    errors = [error];
  }
  return errors.length > 0 ? refused('GRAPHQL_VALIDATION_FAILED', errors) : knownDocument(query, document);
}

function refused(code: string, given: readonly unknown[]): RefusedDocument {
  const errors = given.map((error) => {
    if (!(error instanceof GraphQLError)) {
      const tooDeep = 'The document is nested too deeply.';
      return new GraphQLError(tooDeep, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
    }
    const { message, nodes = null, source = null, positions = null, extensions } = error;
    return new GraphQLError(message, { nodes, source, positions, extensions: { code, ...extensions } });
  });
  return { errors, beforeParsing: false };
}

function knownDocument(query: string, document: DocumentNode): KnownDocument {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const only = operations.length === 1 ? operations[0] : undefined;
  const nameOfOnly = only?.name?.value;
  return {
    query,
    document,
    operation(name) {
      if (only && (name === undefined || name === nameOfOnly)) return only;
      return getOperationAST(document, name) ?? undefined;
    },
  };
}
