import { runOnce } from '../harness/bench-postgres.ts';

/** Gives identifiers of people one after the other, each person once before the first comes again. */
export type NextIdentifier = () => string;

/** People of a hub to ask about, in an order that is the same in every run and has nothing to do with loading. */
export async function peopleToAsk(probationUrl: string, most = 10_000): Promise<NextIdentifier> {
  const rows = await runOnce<{ crn: string }>(
    probationUrl,
    'SELECT crn FROM "ProbationCase" ORDER BY md5(crn) LIMIT $1',
    [most],
  );
  let asked = 0;
  return () => {
    const row = rows[asked++ % rows.length];
    if (!row) throw new Error('The hub holds nobody to ask about.');
    return row.crn;
  };
}
