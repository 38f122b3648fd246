import type { Dimension } from '../declaration/dimension.ts';
import type { AnswerCell } from '../question/measure-answer.ts';

/** Cells in the order in which their dimensions tell their codes, and of others in that of text. */
export function inOrderOf(
  cells: readonly AnswerCell[],
  dimensions: readonly Dimension[],
): readonly AnswerCell[] {
  const places = new Map(
    dimensions.map(({ id, codes }) => [id, new Map(codes?.map((code, place) => [code, place]))] as const),
  );
  return cells.toSorted((one, other) => {
    for (const [at, { dimension, code }] of one.by.entries()) {
      const otherCode = other.by[at]?.code ?? '';
      if (code === otherCode) continue;
      const place = (of: string) => places.get(dimension)?.get(of) ?? Number.MAX_SAFE_INTEGER;
      return place(code) - place(otherCode) || (code < otherCode ? -1 : 1);
    }
    return 0;
  });
}
