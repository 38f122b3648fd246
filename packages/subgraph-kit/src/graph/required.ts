/** The row of a key that must exist, because another record points to it. */
export async function required<Row>(loading: Promise<Row | null>): Promise<Row> {
  const row = await loading;
  if (row === null) throw new Error('a record that another one points to does not exist');
  return row;
}
