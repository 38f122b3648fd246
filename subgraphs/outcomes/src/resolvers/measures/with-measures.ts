import { MeasureError, type MeasuresEngine } from '@throughgate/measures';
import { GraphQLError } from 'graphql';
import type { Context } from '../../context.ts';

/**
 * Has the engine of the hub answer. Raises `MEASURES_NOT_KEPT` where the hub keeps no measures, and what the engine raises, as an
 * error of the graph with its code. Who may ask says the schema.
 */
export async function withMeasures<Answer>(
  { measures }: Pick<Context, 'measures'>,
  ask: (engine: MeasuresEngine) => Answer | Promise<Answer>,
): Promise<Answer> {
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
