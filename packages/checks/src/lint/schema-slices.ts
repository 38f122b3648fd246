import type { SchemaDefinition, SchemaParts, SchemaRegion } from '../schema-changes/schema-parts.ts';

/** A place in a schema’s file, and the part that it belongs to. */
export interface SlicePlace {
  readonly coordinate: string;
  readonly line: number;
  readonly column: number;
}

/** Some definitions of a schema, cut out and joined. */
interface SchemaSlice {
  readonly text: string;
  /** Where a place in `text` (line and column from 1) stands in the file. */
  placeOf(line: number, column: number): SlicePlace | undefined;
}

/** ESLint takes some 500 times the text’s size in memory, so a large schema is linted piece by piece. */
const sliceCharacters = 100_000;

/** Cuts out the definitions wanted, with the comments above them, and joins them to slices of a moderate size. */
export function* sliceSchema(
  { file, definitions }: SchemaParts,
  wanted: ReadonlySet<string>,
): Generator<SchemaSlice> {
  let cuts: Cut[] = [];
  let size = 0;
  for (const definition of definitions) {
    if (!wanted.has(definition.coordinate)) continue;
    const cut = cutOut(file.text, definition);
    if (size > 0 && size + cut.text.length > sliceCharacters) {
      yield join(cuts);
      cuts = [];
      size = 0;
    }
    cuts.push(cut);
    size += cut.text.length;
  }
  if (cuts.length > 0) yield join(cuts);
}

interface Cut {
  readonly text: string;
  /** Offset, line and column in the file of the first character. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly regions: readonly SchemaRegion[];
}

const lineEnd = /\r\n|\n|\r/g;

function cutOut(file: string, { location, regions }: SchemaDefinition): Cut {
  const { startToken, start, end } = location;
  // What stands on the line of the definition before is not about this one.
  const above = file.slice(regions[0]?.from ?? start, start);
  const firstEnd = above.search(lineEnd);
  if (firstEnd < 0) {
    return {
      text: file.slice(start, end),
      offset: start,
      regions,
      line: startToken.line,
      column: startToken.column,
    };
  }
  const kept = above.slice(firstEnd).replace(/^(\r\n|\n|\r)/, '');
  const line = startToken.line - [...kept.matchAll(lineEnd)].length;
  const offset = start - kept.length;
  return { text: file.slice(offset, end), offset, regions, line, column: 1 };
}

function join(cuts: readonly Cut[]): SchemaSlice {
  const placed: { readonly cut: Cut; readonly firstLine: number; readonly starts: number[] }[] = [];
  let firstLine = 1;
  for (const cut of cuts) {
    const starts = [0, ...[...cut.text.matchAll(lineEnd)].map((end) => end.index + end[0].length)];
    placed.push({ cut, firstLine, starts });
    firstLine += starts.length;
  }
  return {
    text: cuts.map(({ text }) => text).join('\n'),
    placeOf(line, column) {
      const at = placed.findLast((one) => one.firstLine <= line);
      if (!at) return undefined;
      const { cut, starts } = at;
      const lineInCut = line - at.firstLine;
      const offset = cut.offset + (starts[lineInCut] ?? 0) + column - 1;
      // Regions of members come after the region of what holds them.
      const region = cut.regions.findLast(({ from, to }) => from <= offset && offset < to);
      return (
        region && {
          coordinate: region.coordinate,
          line: cut.line + lineInCut,
          column: lineInCut === 0 ? cut.column + column - 1 : column,
        }
      );
    },
  };
}
