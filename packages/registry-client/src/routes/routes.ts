import { z } from 'zod';
import { approval, checkRequest, checkResult, givenApproval } from '../contract/check.ts';
import { checkConfiguration } from '../contract/configuration.ts';
import { gatewayReport, gatewayState } from '../contract/gateway.ts';
import { digest, pageQuery, subgraphName } from '../contract/names.ts';
import {
  fieldUse,
  operationRegistration,
  operationSummary,
  registeredDocuments,
  usageReport,
} from '../contract/operation.ts';
import { publication, publishRequest, publishResult, rollbackRequest } from '../contract/publication.ts';
import { receivedEvents } from '../contract/received-events.ts';
import { subgraphSummary, subgraphVersion } from '../contract/subgraph.ts';
import { supergraph } from '../contract/supergraph.ts';
import { createdToken, tokenRequest, tokenSummary, verbs } from '../contract/token.ts';
import {
  approvalErrors,
  eventErrors,
  json,
  nothing,
  page,
  publishErrors,
  readErrors,
  tokenErrors,
  versionErrors,
  writeErrors,
} from './answers.ts';
import type { Route } from './route.ts';

const ofSubgraph = z.object({ name: subgraphName });
const version = z
  .string()
  .regex(/^(live|(sha256:)?[0-9a-f]{8,64})$/, 'a digest, its first 8 or more hexadecimal digits, or `live`')
  .describe('A digest, its first 8 or more hexadecimal digits, or `live`.');
const instance = z.object({ instance: z.uuid().describe('Made by the gateway’s process when it starts.') });
const windowQuery = pageQuery.extend({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Use of so many days (UTC) before today counts, and that of today.'),
});
const published = {
  200: json(publishResult, 'Nothing was published: the checks failed, or everything was live already.'),
  201: json(publishResult, 'Published: the gateways take it from now on.'),
  ...publishErrors,
};

/**
 * All requests that the registry takes below `/v1`, by their operation in the OpenAPI document. From this table come the server's
 * routes with what they ask of tokens and requests, that document, and the client's calls.
 */
export const routes = {
  check: {
    method: 'POST',
    path: '/checks',
    // Who may publish may also ask what would come of it.
    needs: ['check', 'publish'],
    tags: ['Publishing'],
    summary: 'Check a change of one or several subgraphs',
    description: 'Says what would happen if this was published, and changes nothing.',
    body: checkRequest,
    response: {
      200: json(checkResult, 'The result; a check that fails is an answer with `success: false`.'),
      ...publishErrors,
    },
  },
  publish: {
    method: 'POST',
    path: '/publications',
    needs: ['publish'],
    tags: ['Publishing'],
    summary: 'Publish, or remove, one or several subgraphs',
    description:
      'Checks the change and makes it live when the checks pass, as one step: all of it or nothing. Sent again, it changes nothing twice.',
    body: publishRequest,
    response: published,
  },
  rollback: {
    method: 'POST',
    path: '/subgraphs/:name/rollback',
    needs: ['publish'],
    tags: ['Publishing'],
    summary: 'Publish an earlier version of a subgraph again',
    description: 'It is checked like any other publication, and is a new step of the history.',
    params: ofSubgraph,
    body: rollbackRequest,
    response: published,
  },
  history: {
    method: 'GET',
    path: '/publications',
    needs: verbs,
    tags: ['Graph'],
    summary: 'The history of the graph, the latest step first',
    querystring: pageQuery.extend({
      subgraph: subgraphName.optional().describe('Only steps that concern this subgraph.'),
    }),
    response: { 200: page(publication, 'A page of the history.'), ...readErrors },
  },
  subgraphs: {
    method: 'GET',
    path: '/subgraphs',
    needs: verbs,
    tags: ['Graph'],
    summary: 'The subgraphs that are live, by name',
    querystring: pageQuery,
    response: { 200: page(subgraphSummary, 'A page of subgraphs.'), ...readErrors },
  },
  version: {
    method: 'GET',
    path: '/subgraphs/:name/versions/:version',
    needs: verbs,
    tags: ['Graph'],
    summary: 'A version of a subgraph',
    params: ofSubgraph.extend({ version }),
    response: { 200: json(subgraphVersion, 'The version: schema, events, address.'), ...versionErrors },
  },
  configuration: {
    method: 'GET',
    path: '/subgraphs/:name/configuration',
    needs: verbs,
    tags: ['Configuration'],
    summary: 'How a subgraph is checked',
    params: ofSubgraph,
    response: { 200: json(checkConfiguration, 'The whole configuration.'), ...readErrors },
  },
  // Only administrators say what a check lets pass: whoever breaks clients must neither turn the check off nor
  // approve themselves. An integrator who asks an administrator leaves a trace of both.
  configure: {
    method: 'PUT',
    path: '/subgraphs/:name/configuration',
    needs: ['admin'],
    tags: ['Configuration'],
    summary: 'Set how a subgraph is checked',
    description: 'What is left out gets its default.',
    params: ofSubgraph,
    body: checkConfiguration,
    response: { 200: json(checkConfiguration, 'The whole configuration.'), ...writeErrors },
  },
  approve: {
    method: 'POST',
    path: '/subgraphs/:name/approvals',
    needs: ['admin'],
    tags: ['Configuration'],
    summary: 'Accept a change that breaks operations',
    description:
      'The approval holds for this change of this subgraph in every check, until the change is published or the approval revoked.',
    params: ofSubgraph,
    body: approval,
    response: { 204: nothing('Approved.'), ...approvalErrors },
  },
  approvals: {
    method: 'GET',
    path: '/subgraphs/:name/approvals',
    needs: verbs,
    tags: ['Configuration'],
    summary: 'The approvals of a subgraph, the latest first',
    params: ofSubgraph,
    querystring: pageQuery.extend({
      all: z.stringbool().default(false).describe('Those that ended too, with who ended them and why.'),
    }),
    response: { 200: page(givenApproval, 'A page of approvals.'), ...readErrors },
  },
  revokeApproval: {
    method: 'DELETE',
    path: '/subgraphs/:name/approvals/:id',
    needs: ['admin'],
    tags: ['Configuration'],
    summary: 'End an approval before what it allows has happened',
    params: ofSubgraph.extend({ id: z.uuid() }),
    querystring: z.object({ reason: z.string().min(1).max(1_000).optional().describe('Why.') }),
    response: { 204: nothing('Ended, now or before.'), ...readErrors },
  },
  supergraph: {
    method: 'GET',
    path: '/supergraph',
    needs: verbs,
    tags: ['Graph'],
    summary: 'The supergraph that is live',
    description: 'Its `ETag` is its digest: ask with `If-None-Match` whether there is another one.',
    headers: z.object({
      'if-none-match': z.string().max(1_000).optional().describe('Digests in quotes, as `ETag` gave them.'),
    }),
    response: {
      200: json(supergraph, 'The supergraph that is live.'),
      304: nothing('It still is one of those named.'),
      ...readErrors,
    },
  },
  supergraphByDigest: {
    method: 'GET',
    path: '/supergraphs/:digest',
    needs: verbs,
    tags: ['Graph'],
    summary: 'A supergraph that is, or was, live',
    params: z.object({ digest }),
    response: { 200: json(supergraph, 'The supergraph.'), ...readErrors },
  },
  gateways: {
    method: 'GET',
    path: '/gateways',
    needs: verbs,
    tags: ['Graph'],
    summary: 'The gateways at work, and the supergraph that each serves',
    description: 'Those that reported in the last 30 seconds.',
    querystring: pageQuery,
    response: { 200: page(gatewayState, 'A page of gateways.'), ...readErrors },
  },
  reportServing: {
    method: 'PUT',
    path: '/gateways/:instance',
    needs: ['report'],
    tags: ['Usage'],
    summary: 'Tell which supergraph a gateway serves',
    description: 'To be said at each change, and every 10 seconds: after 30 of silence it counts as gone.',
    params: instance,
    body: gatewayReport,
    response: { 204: nothing('Noted.'), ...writeErrors },
  },
  reportStopped: {
    method: 'DELETE',
    path: '/gateways/:instance',
    needs: ['report'],
    tags: ['Usage'],
    summary: 'Tell that a gateway stops',
    params: instance,
    response: { 204: nothing('Noted, now or before.'), ...readErrors },
  },
  createToken: {
    method: 'POST',
    path: '/tokens',
    needs: ['admin'],
    tags: ['Tokens'],
    summary: 'Make a token',
    description: 'Its secret is in the answer this once; the registry keeps only a hash of it.',
    body: tokenRequest,
    response: { 201: json(createdToken, 'The token with its secret.'), ...tokenErrors },
  },
  tokens: {
    method: 'GET',
    path: '/tokens',
    needs: ['admin'],
    tags: ['Tokens'],
    summary: 'All tokens without their secrets, the latest first',
    querystring: pageQuery,
    response: { 200: page(tokenSummary, 'A page of tokens.'), ...readErrors },
  },
  revokeToken: {
    method: 'DELETE',
    path: '/tokens/:id',
    needs: ['admin'],
    tags: ['Tokens'],
    summary: 'Revoke a token for ever',
    params: z.object({ id: z.uuid() }),
    response: { 204: nothing('Revoked, now or before.'), ...readErrors },
  },
  report: {
    method: 'POST',
    path: '/usage',
    needs: ['report'],
    tags: ['Usage'],
    summary: 'Report what operations clients ran',
    description:
      'Shapes of operations and counts, without values: a report with a literal or an alias is refused whole. A report sent again counts once.',
    body: usageReport,
    response: { 204: nothing('Counted, now or before.'), ...writeErrors },
  },
  register: {
    method: 'POST',
    path: '/operations',
    needs: ['register'],
    tags: ['Usage'],
    summary: 'Register the operations of a client',
    description:
      'They are kept working whether they were seen or not, and replace those that the client registered before.',
    body: operationRegistration,
    response: { 204: nothing('Registered.'), ...writeErrors },
  },
  documents: {
    method: 'GET',
    path: '/documents',
    needs: verbs,
    tags: ['Usage'],
    summary: 'The documents that clients registered, as they did',
    description:
      'For gateways that answer no others. Its `ETag` is its digest: ask with `If-None-Match` whether they are others now.',
    headers: z.object({
      'if-none-match': z.string().max(1_000).optional().describe('Digests in quotes, as `ETag` gave them.'),
    }),
    response: {
      200: json(registeredDocuments, 'All of them.'),
      304: nothing('They still are those of one named.'),
      ...readErrors,
    },
  },
  // An integrator's token may see what clients use, as a check shows it too.
  operations: {
    method: 'GET',
    path: '/operations',
    needs: ['read', 'check', 'publish'],
    tags: ['Usage'],
    summary: 'Operations that clients ran or registered, those that ran most first',
    querystring: windowQuery,
    response: { 200: page(operationSummary, 'A page of operations.'), ...readErrors },
  },
  fields: {
    method: 'GET',
    path: '/fields',
    needs: ['read', 'check', 'publish'],
    tags: ['Usage'],
    summary: 'Fields, arguments, input fields and enum values of the live graph and who uses them',
    description:
      'A client that registered an operation is listed with 0 requests, beside what it ran. By coordinate.',
    querystring: windowQuery.extend({
      only: z
        .enum(['unused', 'deprecated'])
        .optional()
        .describe(
          '`unused`: in no operation that ran or is registered; `deprecated`: deprecated, and used all the same.',
        ),
      subgraph: subgraphName.optional().describe('Only what this subgraph defines.'),
    }),
    response: { 200: page(fieldUse, 'A page of the graph’s parts.'), ...readErrors },
  },
  // Its body is read by the CloudEvents HTTP binding and not by a schema.
  sendEvents: {
    method: 'POST',
    path: '/subgraphs/:name/events',
    needs: ['send'],
    tags: ['Events'],
    summary: 'Send change events of an agency',
    description:
      'CloudEvents 1.0 over HTTP: one in binary mode, one in structured mode, or a batch. They are checked against the published contract and put on the event log before the answer: all of them or none. Sent again with the same ids, they are put there once and give the same answer.',
    params: ofSubgraph,
    response: { 200: json(receivedEvents, 'The event log has them, now or before.'), ...eventErrors },
  },
} as const satisfies Readonly<Record<string, Route>>;

/** Names of all requests. */
export type RouteName = keyof typeof routes;
/** One of the requests. */
export type RouteOf<Name extends RouteName> = (typeof routes)[Name];
