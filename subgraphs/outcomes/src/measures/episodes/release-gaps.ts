import type { EpisodeColumn } from '@throughgate/measures';
import { type GapKind, gapKinds, gapsOf } from '../../releases/gaps/gaps-of.ts';
import type { GapCase } from '../../releases/release-case.ts';

/** Column of a kind of gaps, for example `gap_no_claim`. */
export type GapColumn = `gap_${Lowercase<GapKind>}`;

/** A column for each kind of gaps: a further rule about gaps is a further column. */
export const gapColumns = byColumn((kind) => ({
  type: 'boolean',
  describes: `Whether the release had the gap ${kind}; null where no record says.`,
})) satisfies Readonly<Record<GapColumn, EpisodeColumn>>;

/** For each kind of gaps whether a release has it; null is what no record says. */
export function gapsByColumn(at: GapCase): Readonly<Record<GapColumn, boolean | null>> {
  const { gaps, unknown } = gapsOf(at);
  const open = new Set(gaps.map(({ kind }) => kind));
  const unsaid = new Set(unknown);
  return byColumn((kind) => (unsaid.has(kind) ? null : open.has(kind)));
}

function byColumn<const Value>(cellOf: (kind: GapKind) => Value): Readonly<Record<GapColumn, Value>> {
  return Object.fromEntries(gapKinds.map((kind) => [`gap_${kind.toLowerCase()}`, cellOf(kind)])) as Record<
    GapColumn,
    Value
  >;
}
