/** A text with each of its lines set in by so many spaces. */
export function indented(sql: string, spaces: number): string {
  const margin = ' '.repeat(spaces);
  return sql.replaceAll(/^(?=.)/gm, margin);
}

/** The SQL of a text value: for constants of declarations only, what a caller gives is a parameter. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Words as a comment at the end of a line of SQL. */
export function comment(words: string): string {
  return `-- ${words.replaceAll(/\s+/g, ' ')}`;
}
