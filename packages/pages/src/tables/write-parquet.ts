import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Definition, Figure } from '../graph/figure.ts';
import { figureColumns, figureRows } from './figure-columns.ts';

const types = { text: 'STRING', integer: 'INT32', number: 'DOUBLE', boolean: 'BOOLEAN' } as const;

/** Writes a figure as Parquet: the columns of its CSV, and what it is cited as in the file's metadata. */
export function writeParquet(figure: Figure, definition: Definition, by: readonly string[]): Buffer {
  const rows = figureRows(figure);
  const buffer = parquetWriteBuffer({
    columnData: figureColumns(by).map(({ name, type, value }) => ({
      name,
      type: types[type],
      nullable: true,
      data: rows.map((cell) => value(cell)),
    })),
    kvMetadata: Object.entries({
      title: definition.title,
      citation: figure.citation,
      measure: definition.id,
      version: String(definition.version),
      as_of: figure.asOf,
      policy: figure.policy,
      columns: JSON.stringify(
        Object.fromEntries(figureColumns(by).map(({ name, describes }) => [name, describes])),
      ),
    }).map(([key, value]) => ({ key, value })),
  });
  return Buffer.from(buffer);
}
