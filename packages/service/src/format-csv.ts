/** What one cell of a CSV file holds. */
export type CsvValue = string | number | boolean | null;

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV of RFC 4180: CRLF between rows, quotes where they are needed, nothing for null. Text that a spreadsheet would run as a
 * formula gets an apostrophe before it; numbers stay numbers, also below zero.
 */
export function formatCsv(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
