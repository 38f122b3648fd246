import { isStorable, storableTextRule } from '@throughgate/service';
import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses text that no agency's database can hold: an error of one argument would take its whole person along. */
export const storableText: ValidationRule = (context) => {
  let argument = '';
  return {
    Argument({ name }) {
      argument = name.value;
    },
    StringValue({ value }) {
      if (isStorable(value)) return;
      context.reportError(
        new GraphQLError(`"${argument}" ${storableTextRule}`, {
          extensions: { code: 'BAD_USER_INPUT', field: argument },
        }),
      );
    },
  };
};
