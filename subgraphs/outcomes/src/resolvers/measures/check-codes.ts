import { type Cohort, type Dimension, MeasureError } from '@throughgate/measures';

/**
 * Makes sure that the codes of a cohort are of their lists, where those are closed, before it is saved for good. Raises
 * `UNKNOWN_COHORT` with the codes that there are, and `UNKNOWN_DIMENSION` for a list that the hub does not have.
 */
export function checkCodes(cohort: Cohort, dimensions: readonly Dimension[]): void {
  for (const [id, codes] of Object.entries(cohort)) {
    const dimension = dimensions.find((one) => one.id === id);
    if (!dimension) {
      const ids = dimensions.map((one) => one.id).join(', ');
      throw new MeasureError(
        'UNKNOWN_DIMENSION',
        `Nothing is counted by ${id}. There are: ${ids}.`,
        'cohort',
      );
    }
    const unknown = codes.find((code) => dimension.codes && !dimension.codes.includes(code));
    if (unknown === undefined) continue;
    throw new MeasureError(
      'UNKNOWN_COHORT',
      `"${unknown}" is no code of ${id}. There are: ${dimension.codes?.join(', ')}.`,
      'cohort',
    );
  }
}
