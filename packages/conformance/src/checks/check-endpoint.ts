import type { Ask } from '../endpoint.ts';
import type { Find, Outcome } from '../report.ts';
import { tellErrors } from '../tell-errors.ts';

/** Whether something at the URL answers GraphQL at all. */
export async function checkEndpoint(ask: Ask, find: Find, signed: boolean): Promise<Outcome> {
  const { status, location, contentType, body } = await ask({ query: '{ __typename }' });
  const { data } = (body ?? {}) as { data?: { __typename?: unknown } | null };
  if (typeof data?.__typename === 'string') return { findings: [] };
  if (status === 401 || status === 403) {
    const message = signed
      ? 'The subgraph refuses the request: is the key the one that it was started with?'
      : 'The subgraph refuses unsigned requests.';
    const fix =
      'Give the key of the subgraph with --subgraph-key, or HUB_SUBGRAPH_KEY; `hub key show` prints it. One that takes the tokens of an issuer also wants HUB_ISSUER, and in HUB_TOKEN a token of somebody who may see everything in it.';
    return { findings: [find('HUB-C060', `${message} HTTP status ${status}.`, { fix })] };
  }
  if (status >= 300 && status < 400) {
    const to = location === '' ? '' : ` to ${location}`;
    const message = `It redirects${to} (HTTP status ${status}); the gateway follows no redirects.`;
    return {
      findings: [find('HUB-C060', message, { fix: 'Give, and publish, the address that it redirects to.' })],
    };
  }
  if (status === 404 || status === 405) {
    const what = status === 404 ? 'There is nothing at this path' : 'It takes no POST at this path';
    const message = `${what} (HTTP status ${status}). The server answers: is the path the one of its GraphQL endpoint?`;
    return { findings: [find('HUB-C060', message)] };
  }
  const told = tellErrors(body);
  const message = `What answers is not GraphQL over HTTP: status ${status}, ${contentType || 'no media type'}, and no \`data\` for { __typename }${told}.`;
  return { findings: [find('HUB-C060', message)] };
}
