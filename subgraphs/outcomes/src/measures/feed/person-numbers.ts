import type pg from 'pg';

/** Numbers of people by id: of those who have one, and of those who are to have one, who get theirs now for good. */
export async function personNumbers(
  pool: pg.Pool,
  ids: Iterable<string>,
  toNumber: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  const read = async (asked: readonly string[]) => {
    const { rows } = await pool.query<{ id: string; number: number }>(
      'SELECT id, number FROM "MeasuredPerson" WHERE id = ANY ($1::uuid[])',
      [asked],
    );
    for (const { id, number } of rows) numbers.set(id, number);
  };
  await read([...new Set([...ids, ...toNumber])]);
  // A number that is taken in vain is lost: they are to stay close together.
  const missing = [...new Set(toNumber)].filter((id) => !numbers.has(id));
  if (missing.length > 0) {
    await pool.query(
      'INSERT INTO "MeasuredPerson" (id) SELECT id FROM unnest($1::uuid[]) AS new (id) ORDER BY id ON CONFLICT DO NOTHING',
      [missing],
    );
    await read(missing);
  }
  return numbers;
}
