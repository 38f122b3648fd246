import { type Dimension, unknownCode } from '@throughgate/measures';

/** A dimension of a published list. */
interface ListedDimension {
  readonly id: string;
  readonly title: string;
  readonly describes: string;
  /** The column that it reads, by its name in `episodes/columns.ts`. */
  readonly column: string;
  /** SQL that gives a code of the list. @default the column, which holds codes */
  readonly sql?: (day: string) => string;
  /** Codes with their words, in their order; read when first asked for, since registers are files. */
  readonly list: () => Iterable<readonly [code: string, label: string]>;
}

/** A dimension whose codes are those of a list. */
export function listedDimension({ id, title, describes, column, sql, list }: ListedDimension): Dimension {
  let labels: ReadonlyMap<string, string> | undefined;
  const known = () => {
    labels ??= new Map([...list(), [unknownCode, 'Not known']]);
    return labels;
  };
  return {
    id,
    title,
    describes,
    columns: [column],
    code: sql ?? (() => `e.${column}`),
    get codes() {
      return [...known().keys()];
    },
    // A record may name what the register does not have: it is its own label then.
    label: (code) => known().get(code) ?? code,
  };
}
