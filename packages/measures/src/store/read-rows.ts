import {
  DuckDBBitValue,
  DuckDBDateValue,
  type DuckDBResultReader,
  type DuckDBValueConverter,
  type JS,
  JSDuckDBValueConverter,
} from '@duckdb/node-api';
import { fromDayNumber } from '@throughgate/domain';

/** Rows of a result as `MeasureStore.query` gives them. */
export function readRows<Row>(reader: DuckDBResultReader): Row[] {
  const names = reader.deduplicatedColumnNames();
  return reader
    .convertRows(convert)
    .map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as Row);
}

const convert: DuckDBValueConverter<JS> = (value, type) => {
  if (value instanceof DuckDBDateValue) return fromDayNumber(value.days);
  if (value instanceof DuckDBBitValue) return packedBits(value);
  return JSDuckDBValueConverter(value, type, convert);
};

/** Bits from the first on, the first of a byte highest: DuckDB puts what fills up a byte before them. */
function packedBits({ data }: DuckDBBitValue): Uint8Array {
  const padding = data[0] ?? 0;
  // Copied, and not byte by byte: the memory is DuckDB's.
  const bytes = new Uint8Array(data.subarray(1));
  if (padding === 0) return bytes;
  return bytes.map((byte, index) => ((byte << padding) | ((bytes[index + 1] ?? 0) >> (8 - padding))) & 0xff);
}
