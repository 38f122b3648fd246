import type { Ask } from '../endpoint.ts';
import type { Find, Outcome } from '../report.ts';

/** Whether something at the URL answers GraphQL at all. */
export async function checkEndpoint(ask: Ask, find: Find, signed: boolean): Promise<Outcome> {
  const { status, contentType, body } = await ask({ query: '{ __typename }' });
  const { data } = (body ?? {}) as { data?: { __typename?: unknown } | null };
  if (typeof data?.__typename === 'string') return { findings: [] };
  if (status === 401 || status === 403) {
    const message = signed
      ? 'The subgraph refuses the request: is the service key the one that it was started with?'
      : 'The subgraph refuses unsigned requests.';
    const fix = 'Give the service key with --service-key, or HUB_SERVICE_KEY.';
    return { findings: [find('HUB-C060', `${message} HTTP status ${status}.`, { fix })] };
  }
  const message = `What answers is not GraphQL over HTTP: status ${status}, ${contentType || 'no media type'}, and no \`data\` for { __typename }.`;
  return { findings: [find('HUB-C060', message)] };
}
