/** A text with each of its lines set in by so many spaces. */
export function indented(sql: string, spaces: number): string {
  const margin = ' '.repeat(spaces);
  return sql.replaceAll(/^(?=.)/gm, margin);
}

/** The SQL of a text value: for constants of declarations only, what a caller gives is a parameter. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Those of the parameters that a statement names: DuckDB refuses others. */
export function parametersIn(
  sql: string,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const named = new Set([...sql.matchAll(/\$(\w+)/g)].map(([, name]) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => named.has(name)));
}

/** Words as a comment at the end of a line of SQL. */
export function comment(words: string): string {
  return `-- ${words.replaceAll(/\s+/g, ' ')}`;
}
