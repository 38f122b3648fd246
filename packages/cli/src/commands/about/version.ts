import { hubVersion } from '../../hub/hub-version.ts';
import type { Outcome } from '../../output/outcome.ts';

/** `hub version`, and `hub --version`: the hub's version, the commit of its checkout, and Node's version. */
export async function version(): Promise<Outcome> {
  const told = await hubVersion();
  const changed = told.changed ? ', with changes' : '';
  const commit = told.commit === null ? '' : `commit ${told.commit}${changed}\n`;
  return { text: `throughgate ${told.version}\n${commit}node ${told.node}\n`, data: { ...told } };
}
