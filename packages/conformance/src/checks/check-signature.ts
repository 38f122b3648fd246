import type { Ask } from '../endpoint.ts';
import type { Find, Outcome } from '../report.ts';

/** Whether the subgraph refuses a request that the gateway has not signed. A warning: it may be protected otherwise. */
export async function checkSignature(ask: Ask, find: Find): Promise<Outcome> {
  const { body, status } = await ask({ query: '{ __typename }' }, { signed: false });
  const { data } = (body ?? {}) as { data?: unknown };
  if (data === undefined || data === null) return { findings: [], note: `HTTP status ${status}` };
  const message =
    'The subgraph answers a request without a signature: whoever reaches it can read everything.';
  return { findings: [find('HUB-C070', message, { severity: 'warning' })] };
}
