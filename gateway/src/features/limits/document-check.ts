import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { GraphQLError, type GraphQLSchema, parse, type ValidationRule, validate } from 'graphql';
import type { Limits } from './limits.ts';
import { maxAliases } from './max-aliases.ts';
import { maxDirectives } from './max-directives.ts';
import { maxMerges } from './max-merges.ts';
import { maxNesting } from './max-nesting.ts';
import { maxRepetitions } from './max-repetitions.ts';
import { maxSelections } from './max-selections.ts';
import { noPrototypeName } from './no-prototype-name.ts';
import { storableText } from './storable-text.ts';

/** Tells what is wrong with a document's size or form, or `undefined` when it may go on to validation. */
export type DocumentCheck = (query: string) => GraphQLError | undefined;

/**
 * Creates the check of documents against {@link Limits}. It runs before the server parses and validates,
 * because validation itself takes time that grows with the square of what a document repeats.
 */
export function createDocumentCheck(schema: GraphQLSchema, limits: Limits): DocumentCheck {
  const rules = limitRules(limits);
  return (query) => {
    try {
      const document = parse(query, { maxTokens: limits.tokens, noLocation: true });
      const [error] = validate(schema, document, rules);
      if (error) return error;
    } catch (error) {
      if (error instanceof RangeError) return exceeded('depth', limits, 'The document is nested too deeply');
      if (!(error instanceof GraphQLError)) throw error;
      if (/more that? \d+ tokens|tokens\. Parsing aborted/.test(error.message)) {
        return exceeded('tokens', limits, 'The document has too many tokens');
      }
      // A plain syntax error: the server reports it with its place.
      return undefined;
    }
    return undefined;
  };
}

function limitRules(limits: Limits): ValidationRule[] {
  return [
    maxDepthRule({
      n: limits.depth,
      flattenFragments: true,
      propagateOnRejection: false,
      onReject: [
        (context) => context?.reportError(exceeded('depth', limits, 'The operation is nested too deeply')),
      ],
    }),
    maxAliases(limits.aliases, () => exceeded('aliases', limits, 'The operation has too many aliases')),
    maxDirectives(limits.directives, () =>
      exceeded('directives', limits, 'The document has too many directives'),
    ),
    maxRepetitions(limits.repetitions, () =>
      exceeded('repetitions', limits, 'The document selects the same too often in one place'),
    ),
    maxMerges(limits.merges, () =>
      exceeded('merges', limits, 'Fragments select the same field too often in one place'),
    ),
    maxSelections(limits.selections, () => exceeded('selections', limits, 'The operation selects too much')),
    // Fields count once above; inline fragments between them are cheap for a client and not for the planner.
    maxNesting(3 * limits.depth, () =>
      exceeded('depth', limits, 'The document is nested too deeply, with its inline fragments'),
    ),
    noPrototypeName,
    storableText,
  ];
}

function exceeded(limit: keyof Limits, limits: Limits, what: string): GraphQLError {
  return new GraphQLError(`${what}: the limit is ${limits[limit]}.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', limit },
  });
}
