import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hubSecrets } from '@throughgate/database';
import type { Settings } from '@throughgate/runtime/settings';
import { keyId, OperatorError, subgraphKey } from '@throughgate/service';
import type { Outcome } from '../../output/outcome.ts';

/**
 * `hub key show`: the key of one subgraph, derived from HUB_SERVICE_KEY, or from the service key in the data directory. It alone
 * goes to standard output, so that `HUB_SUBGRAPH_KEY=$(hub key show prisons)` works; its id, which logs show, to standard error.
 * Raises `OperatorError` when there is no service key: it makes none.
 */
export async function showKey(
  { serviceKey, data }: Pick<Settings, 'serviceKey' | 'data'>,
  subgraph: string,
): Promise<Outcome> {
  const key = subgraphKey(serviceKey ?? keptServiceKey(data), subgraph);
  const id = keyId(key);
  return {
    text: `${key}\n`,
    data: { subgraph, key, keyId: id },
    note: `Key ${id} of ${subgraph}: for its agency alone, as HUB_SUBGRAPH_KEY.\n`,
  };
}

function keptServiceKey(data: string): string {
  const directory = resolve(data);
  if (existsSync(join(directory, 'service-key'))) return hubSecrets(directory).serviceKey;
  throw new OperatorError(
    `There is no service key in ${directory}. Set HUB_SERVICE_KEY, or HUB_DATA (--data) to the directory of a hub that was started.`,
  );
}
