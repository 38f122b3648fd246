import type { Approval, CheckRequest, CheckResult, GivenApproval } from '../contract/check.ts';
import type { CheckConfiguration } from '../contract/configuration.ts';
import type { GatewayReport, GatewayState } from '../contract/gateway.ts';
import type { Page, PageRequest } from '../contract/listing.ts';
import type {
  FieldUse,
  OperationRegistration,
  OperationSummary,
  UsageReport,
} from '../contract/operation.ts';
import type { Publication, PublishRequest, PublishResult, RollbackRequest } from '../contract/publication.ts';
import type { ReceivedEvents } from '../contract/received-events.ts';
import type { SubgraphSummary, SubgraphVersion } from '../contract/subgraph.ts';
import type { Supergraph } from '../contract/supergraph.ts';
import type { CreatedToken, TokenRequest, TokenSummary } from '../contract/token.ts';
import { type RegistryConnection, sendRequest } from './send-request.ts';

/** Given to every request. */
interface Options {
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

/** What an input looks like before its defaults are filled in. */
type Given<Request> = { readonly [Key in keyof Request]?: Request[Key] };

/**
 * The registry's API as functions. Each raises `RegistryClientError` with the code that tells what is wrong;
 * a check that fails is no error, but a result with `success` or `published` false.
 */
export interface RegistryClient {
  /** `POST /v1/checks`: what would happen if this was published. */
  check(request: Given<CheckRequest>, options?: Options): Promise<CheckResult>;
  /** `POST /v1/publications`: checks, and publishes when the checks pass, as one step. */
  publish(request: Given<PublishRequest>, options?: Options): Promise<PublishResult>;
  /** `POST /v1/subgraphs/:name/rollback`: publishes an earlier version again. */
  rollback(name: string, request: RollbackRequest, options?: Options): Promise<PublishResult>;
  /** `GET /v1/subgraphs`: the subgraphs that are live, by name. */
  subgraphs(page?: PageRequest, options?: Options): Promise<Page<SubgraphSummary>>;
  /** `GET /v1/subgraphs/:name/versions/:version`: a version by its digest, how that begins, or `live`. */
  version(name: string, version: string, options?: Options): Promise<SubgraphVersion>;
  /** `GET /v1/publications?subgraph=`: the history, the latest first; of one subgraph when it is named. */
  history(
    page?: PageRequest & { readonly subgraph?: string | undefined },
    options?: Options,
  ): Promise<Page<Publication>>;
  /**
   * `GET /v1/supergraph`: the supergraph that is live; `undefined` when it still is the one of `unless`, a digest (If-None-Match).
   * With `GET /v1/supergraphs/:digest` an earlier one, when `digest` is given.
   */
  supergraph(
    which?: { readonly unless?: string | undefined; readonly digest?: string | undefined },
    options?: Options,
  ): Promise<Supergraph | undefined>;
  /** `GET /v1/subgraphs/:name/configuration`: how it is checked. */
  configuration(name: string, options?: Options): Promise<CheckConfiguration>;
  /** `PUT /v1/subgraphs/:name/configuration`: changes how it is checked; what is left out gets its default. */
  configure(
    name: string,
    configuration: Partial<CheckConfiguration>,
    options?: Options,
  ): Promise<CheckConfiguration>;
  /** `POST /v1/subgraphs/:name/approvals`: accepts a change that breaks operations. */
  approve(name: string, approval: Approval, options?: Options): Promise<void>;
  /**
   * `POST /v1/subgraphs/:name/events`: puts change events of a subgraph on the event log, all of them or none. Each is a
   * CloudEvent in JSON format; at most 1,000 at once.
   */
  sendEvents(name: string, events: readonly unknown[], options?: Options): Promise<ReceivedEvents>;
  /** `GET /v1/subgraphs/:name/approvals?all=`: those that hold, the latest first; with `all` those that ended too. */
  approvals(
    name: string,
    page?: PageRequest & { readonly all?: boolean | undefined },
    options?: Options,
  ): Promise<Page<GivenApproval>>;
  /** `DELETE /v1/subgraphs/:name/approvals/:id?reason=`: ends one before what it allows has happened. */
  revokeApproval(name: string, id: string, reason?: string, options?: Options): Promise<void>;
  /** `GET /v1/gateways`: the gateways at work, and the supergraph that each serves. */
  gateways(page?: PageRequest, options?: Options): Promise<Page<GatewayState>>;
  /** `PUT /v1/gateways/:instance`: tells which supergraph a gateway serves; `instance` is a UUID of its process. */
  reportServing(instance: string, report: GatewayReport, options?: Options): Promise<void>;
  /** `DELETE /v1/gateways/:instance`: tells that it stops. */
  reportStopped(instance: string, options?: Options): Promise<void>;
  /** `POST /v1/tokens`: makes a token; its secret is in the answer this once. */
  createToken(request: Given<TokenRequest>, options?: Options): Promise<CreatedToken>;
  /** `GET /v1/tokens`. */
  tokens(page?: PageRequest, options?: Options): Promise<Page<TokenSummary>>;
  /** `DELETE /v1/tokens/:id`: revokes it. */
  revokeToken(id: string, options?: Options): Promise<void>;
  /** `POST /v1/usage`: what operations clients ran. */
  report(report: UsageReport, options?: Options): Promise<void>;
  /** `POST /v1/operations`: registers a client's operations. */
  register(registration: OperationRegistration, options?: Options): Promise<void>;
  /** `GET /v1/operations?days=`: operations that ran in the last days or are registered, those that run most first. */
  operations(
    page?: PageRequest & { readonly days?: number | undefined },
    options?: Options,
  ): Promise<Page<OperationSummary>>;
  /** `GET /v1/fields?days=&only=`: parts of the graph and who uses them: only those never used, or those deprecated and used. */
  fields(
    page: PageRequest & {
      readonly days?: number | undefined;
      readonly only?: 'unused' | 'deprecated' | undefined;
      readonly subgraph?: string | undefined;
    },
    options?: Options,
  ): Promise<Page<FieldUse>>;
}

/** Creates a client of a registry. Nothing connects before the first request. */
export function createRegistryClient(connection: RegistryConnection): RegistryClient {
  const get = async (path: string, query: object = {}, options: Options = {}) =>
    (await sendRequest(connection, { method: 'GET', path: withQuery(path, query), ...options })).body;
  const send = async (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    options: Options = {},
  ) => (await sendRequest(connection, { method, path, body, ...options })).body;
  const subgraph = (name: string) => `/v1/subgraphs/${encodeURIComponent(name)}`;

  // The registry checks what it answers against the same contract, so that the client need not do it again.
  return {
    check: async (request, options) => (await send('POST', '/v1/checks', request, options)) as CheckResult,
    publish: async (request, options) =>
      (await send('POST', '/v1/publications', request, options)) as PublishResult,
    rollback: async (name, request, options) =>
      (await send('POST', `${subgraph(name)}/rollback`, request, options)) as PublishResult,
    subgraphs: async (page, options) => (await get('/v1/subgraphs', page, options)) as Page<SubgraphSummary>,
    version: async (name, version, options) =>
      (await get(
        `${subgraph(name)}/versions/${encodeURIComponent(version)}`,
        {},
        options,
      )) as SubgraphVersion,
    history: async (page, options) => (await get('/v1/publications', page, options)) as Page<Publication>,
    async supergraph({ unless, digest } = {}, options = {}) {
      const path = digest === undefined ? '/v1/supergraph' : `/v1/supergraphs/${encodeURIComponent(digest)}`;
      const headers: Record<string, string> = unless === undefined ? {} : { 'if-none-match': `"${unless}"` };
      const { body } = await sendRequest(connection, { method: 'GET', path, headers, ...options });
      return body as Supergraph | undefined;
    },
    configuration: async (name, options) =>
      (await get(`${subgraph(name)}/configuration`, {}, options)) as CheckConfiguration,
    configure: async (name, configuration, options) =>
      (await send('PUT', `${subgraph(name)}/configuration`, configuration, options)) as CheckConfiguration,
    async approve(name, approval, options) {
      await send('POST', `${subgraph(name)}/approvals`, approval, options);
    },
    async sendEvents(name, events, options = {}) {
      const headers = { 'content-type': 'application/cloudevents-batch+json' };
      const path = `${subgraph(name)}/events`;
      const request = { method: 'POST', path, body: events, headers, ...options } as const;
      return (await sendRequest(connection, request)).body as ReceivedEvents;
    },
    approvals: async (name, page, options) =>
      (await get(`${subgraph(name)}/approvals`, page, options)) as Page<GivenApproval>,
    async revokeApproval(name, id, reason, options) {
      const path = withQuery(`${subgraph(name)}/approvals/${encodeURIComponent(id)}`, { reason });
      await send('DELETE', path, undefined, options);
    },
    gateways: async (page, options) => (await get('/v1/gateways', page, options)) as Page<GatewayState>,
    async reportServing(instance, report, options) {
      await send('PUT', `/v1/gateways/${encodeURIComponent(instance)}`, report, options);
    },
    async reportStopped(instance, options) {
      await send('DELETE', `/v1/gateways/${encodeURIComponent(instance)}`, undefined, options);
    },
    createToken: async (request, options) =>
      (await send('POST', '/v1/tokens', request, options)) as CreatedToken,
    tokens: async (page, options) => (await get('/v1/tokens', page, options)) as Page<TokenSummary>,
    async revokeToken(id, options) {
      await send('DELETE', `/v1/tokens/${encodeURIComponent(id)}`, undefined, options);
    },
    async report(report, options) {
      await send('POST', '/v1/usage', report, options);
    },
    async register(registration, options) {
      await send('POST', '/v1/operations', registration, options);
    },
    operations: async (page, options) =>
      (await get('/v1/operations', page, options)) as Page<OperationSummary>,
    fields: async (page, options) => (await get('/v1/fields', page, options)) as Page<FieldUse>,
  };
}

function withQuery(path: string, query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
