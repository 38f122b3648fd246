import { recordId } from '@throughgate/domain';
import { expect } from 'vitest';
import { ask } from './hub-process.ts';

/** Writes records into a hub over HTTP, as the agencies' systems do. */
export interface AgencyRecords {
  /**
   * Runs a mutation; fails the test when it is refused. Returns the id that a new record got, which follows from the
   * idempotency key.
   * @param agency the subgraph that owns the mutation
   */
  write(agency: string, mutation: string, input: Record<string, unknown>): Promise<string>;
}

/** Writes records into the hub at `url`. */
export function agencyRecords(url: string): AgencyRecords {
  let calls = 0;
  return {
    async write(agency, mutation, input) {
      calls += 1;
      const idempotencyKey = `${mutation} ${calls}`;
      const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
      const { data, errors } = await ask(
        url,
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`,
        { input: { idempotencyKey, ...input } },
      );
      if (errors || !data) expect.fail(`${mutation} ${JSON.stringify(input)}: ${JSON.stringify(errors)}`);
      return recordId(agency, idempotencyKey);
    },
  };
}
