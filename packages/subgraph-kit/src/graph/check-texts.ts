import type { ApolloServerPlugin } from '@apollo/server';
import { isStorable, misfittingText, storableTextRule } from '@throughgate/service';
import { Kind, type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';
import { badInput } from './errors.ts';

/**
 * Longest text in the input of a mutation, in UTF-16 code units. The longest that an agency has a use for is the
 * wording of a licence condition, a page at most. Without a limit, an index of PostgreSQL (2,704 bytes) or the event
 * log would be the first to refuse it.
 */
export const longestText = 4_000;

/**
 * Refuses text that cannot be stored as it is, and in mutations text that is too long, before a resolver runs.
 * Raises `BAD_USER_INPUT` naming the field.
 */
export const checkTexts: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ request: { variables = {} }, operation }) {
        check(Object.entries(variables), isStorable, storableTextRule);
        if (operation?.operation !== 'mutation') return;
        const given = argumentsOf(operation, variables);
        check(given, isStorable, storableTextRule);
        check(given, isShort, `must have at most ${longestText} characters.`);
      },
    };
  },
};

function isShort(text: string): boolean {
  return text.length <= longestText;
}

function check(
  values: readonly (readonly [name: string, value: unknown])[],
  fits: (text: string) => boolean,
  rule: string,
): void {
  for (const [name, value] of values) {
    const field = misfittingText(value, name, fits);
    if (field !== undefined) throw badInput(field, `"${field}" ${rule}`);
  }
}

/** What the mutations of an operation are given, whether written in the document or by variables. */
function argumentsOf(
  { selectionSet }: OperationDefinitionNode,
  variables: Record<string, unknown>,
): (readonly [string, unknown])[] {
  return selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD
      ? (selection.arguments ?? []).map(
          ({ name, value }) => [name.value, valueFromASTUntyped(value, variables)] as const,
        )
      : [],
  );
}
