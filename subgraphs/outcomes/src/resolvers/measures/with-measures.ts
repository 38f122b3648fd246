import { MeasureError, type MeasuresEngine } from '@throughgate/measures';
import { GraphQLError } from 'graphql';
import type { Context } from '../../context.ts';
import { mayAskMeasures } from './may-ask-measures.ts';

/**
 * Has the engine of the hub answer. Raises `MEASURES_NOT_ALLOWED` for a caller who may not ask, `MEASURES_NOT_KEPT` where the hub keeps
 * no measures, and what the engine raises, as an error of the graph with its code.
 */
export async function withMeasures<Answer>(
  { caller, measures }: Pick<Context, 'caller' | 'measures'>,
  ask: (engine: MeasuresEngine) => Answer | Promise<Answer>,
): Promise<Answer> {
  if (!mayAskMeasures(caller)) {
    throw new GraphQLError('Measures are told to commissioners: this caller does not have their scope.', {
      extensions: { code: 'MEASURES_NOT_ALLOWED' },
    });
  }
  try {
    if (!measures) {
      throw new MeasureError(
        'MEASURES_NOT_KEPT',
        'This hub keeps no measures: whoever runs it can have them kept.',
      );
    }
    return await ask(measures);
  } catch (error) {
    throw error instanceof MeasureError ? graphError(error) : error;
  }
}

function graphError({ code, message, argument }: MeasureError): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, ...(argument === null ? {} : { field: argument }) },
  });
}
