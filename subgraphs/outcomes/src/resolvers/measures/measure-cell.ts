import { badInput } from '@throughgate/subgraph-kit';
import type { MeasureCellResolvers } from '../../generated/graphql.ts';
import { withMeasures } from './with-measures.ts';

/** Quantiles that can be asked of a cell. */
const mostQuantiles = 10;

/** A number of a measure. Quantiles are worked out from what was released, so that asking more of them tells nothing more. */
export const MeasureCell: MeasureCellResolvers = {
  by: ({ by }) => [...by],
  quantiles: ({ durations }, { at }, context) => {
    if (at.length > mostQuantiles || at.some((share) => !(share > 0 && share < 1))) {
      throw badInput(
        'at',
        `"at" must be at most ${mostQuantiles} shares, each between 0 and 1, as [0.5, 0.9], not [${at.slice(0, mostQuantiles).join(', ')}${at.length > mostQuantiles ? ', …' : ''}].`,
      );
    }
    if (durations === null) return at.map((share) => ({ at: share, value: null }));
    return withMeasures(context, (engine) =>
      at.map((share) => ({ at: share, value: engine.quantile(durations, share) })),
    );
  },
};
