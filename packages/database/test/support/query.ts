import { withClient } from '../../src/index.ts';

/** Runs one statement, or several in one transaction, on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(text)).rows);
}
