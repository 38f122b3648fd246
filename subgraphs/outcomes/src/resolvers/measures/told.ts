import type { Completeness, Measure } from '@throughgate/measures';

/** What every answer says of itself. */
interface Told {
  readonly asOf: Date;
  readonly policy: string;
  readonly completeness: Completeness;
}

/** What every answer says of itself, in the graph's fields. */
export function told({ asOf, policy, completeness }: Told) {
  return {
    asOf: asOf.toISOString(),
    policy,
    completeness: completeness.value,
    agencies: completeness.agencies.map(({ upTo, ...agency }) => ({
      ...agency,
      upTo: upTo?.toISOString() ?? null,
    })),
  };
}

/** Why a measure has no number yet. */
export function noDataOf({ noRecords }: Measure): string | null {
  return noRecords ?? null;
}
