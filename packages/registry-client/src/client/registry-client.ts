import type { Approval, CheckRequest } from '../contract/check.ts';
import type { CheckConfiguration } from '../contract/configuration.ts';
import type { GatewayReport } from '../contract/gateway.ts';
import type { PageRequest } from '../contract/listing.ts';
import type { OperationRegistration, UsageReport } from '../contract/operation.ts';
import type { PublishRequest, RollbackRequest } from '../contract/publication.ts';
import type { TokenRequest } from '../contract/token.ts';
import type { AnswerOf, GivenRequest } from '../routes/route.ts';
import { type RouteName, type RouteOf, routes } from '../routes/routes.ts';
import { type RegistryConnection, sendRequest } from './send-request.ts';

/** Given to every request. */
interface Options {
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

/** What a request needs at least of its body: what has a default may be left out. */
type Given<Request> = { readonly [Key in keyof Request]?: Request[Key] };

/** A request of whatever route. */
interface SentRequest {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
}

/** What the registry answers to a request. */
type Answer<Name extends RouteName> = Promise<AnswerOf<RouteOf<Name>>>;

/**
 * The registry's API as functions. Each raises `RegistryClientError` with the code that tells what is wrong;
 * a check that fails is no error, but a result with `success` or `published` false.
 */
export interface RegistryClient {
  /** `POST /v1/checks`: what would happen if this was published. */
  check(request: Given<CheckRequest>, options?: Options): Answer<'check'>;
  /** `POST /v1/publications`: checks, and publishes when the checks pass, as one step. */
  publish(request: Given<PublishRequest>, options?: Options): Answer<'publish'>;
  /** `POST /v1/subgraphs/:name/rollback`: publishes an earlier version again. */
  rollback(name: string, request: RollbackRequest, options?: Options): Answer<'rollback'>;
  /** `GET /v1/subgraphs`: the subgraphs that are live, by name. */
  subgraphs(page?: PageRequest, options?: Options): Answer<'subgraphs'>;
  /** `GET /v1/subgraphs/:name/versions/:version`: a version by its digest, how that begins, or `live`. */
  version(name: string, version: string, options?: Options): Answer<'version'>;
  /** `GET /v1/publications?subgraph=`: the history, the latest first; of one subgraph when it is named. */
  history(
    page?: PageRequest & { readonly subgraph?: string | undefined },
    options?: Options,
  ): Answer<'history'>;
  /**
   * `GET /v1/supergraph`: the supergraph that is live; `undefined` when it still is the one of `unless`, a digest (If-None-Match).
   * With `GET /v1/supergraphs/:digest` an earlier one, when `digest` is given.
   */
  supergraph(
    which?: { readonly unless?: string | undefined; readonly digest?: string | undefined },
    options?: Options,
  ): Promise<AnswerOf<RouteOf<'supergraph'>> | undefined>;
  /** `GET /v1/subgraphs/:name/configuration`: how it is checked. */
  configuration(name: string, options?: Options): Answer<'configuration'>;
  /** `PUT /v1/subgraphs/:name/configuration`: changes how it is checked; what is left out gets its default. */
  configure(name: string, configuration: Partial<CheckConfiguration>, options?: Options): Answer<'configure'>;
  /** `POST /v1/subgraphs/:name/approvals`: accepts a change that breaks operations. */
  approve(name: string, approval: Approval, options?: Options): Answer<'approve'>;
  /**
   * `POST /v1/subgraphs/:name/events`: puts change events of a subgraph on the event log, all of them or none. Each is a
   * CloudEvent in JSON format; at most 1,000 at once.
   */
  sendEvents(name: string, events: readonly unknown[], options?: Options): Answer<'sendEvents'>;
  /** `GET /v1/subgraphs/:name/approvals?all=`: those that hold, the latest first; with `all` those that ended too. */
  approvals(
    name: string,
    page?: PageRequest & { readonly all?: boolean | undefined },
    options?: Options,
  ): Answer<'approvals'>;
  /** `DELETE /v1/subgraphs/:name/approvals/:id?reason=`: ends one before what it allows has happened. */
  revokeApproval(name: string, id: string, reason?: string, options?: Options): Answer<'revokeApproval'>;
  /** `GET /v1/gateways`: the gateways at work, and the supergraph that each serves. */
  gateways(page?: PageRequest, options?: Options): Answer<'gateways'>;
  /** `PUT /v1/gateways/:instance`: tells which supergraph a gateway serves; `instance` is a UUID of its process. */
  reportServing(instance: string, report: GatewayReport, options?: Options): Answer<'reportServing'>;
  /** `DELETE /v1/gateways/:instance`: tells that it stops. */
  reportStopped(instance: string, options?: Options): Answer<'reportStopped'>;
  /** `POST /v1/tokens`: makes a token; its secret is in the answer this once. */
  createToken(request: Given<TokenRequest>, options?: Options): Answer<'createToken'>;
  /** `GET /v1/tokens`. */
  tokens(page?: PageRequest, options?: Options): Answer<'tokens'>;
  /** `DELETE /v1/tokens/:id`: revokes it. */
  revokeToken(id: string, options?: Options): Answer<'revokeToken'>;
  /** `POST /v1/usage`: what operations clients ran. */
  report(report: UsageReport, options?: Options): Answer<'report'>;
  /** `POST /v1/operations`: registers a client's operations. */
  register(registration: OperationRegistration, options?: Options): Answer<'register'>;
  /** `GET /v1/documents`: the documents that clients registered; `undefined` when they still are those of `unless`, a digest (If-None-Match). */
  documents(
    which?: { readonly unless?: string | undefined },
    options?: Options,
  ): Promise<AnswerOf<RouteOf<'documents'>> | undefined>;
  /** `GET /v1/operations?days=`: operations that ran in the last days or are registered, those that run most first. */
  operations(
    page?: PageRequest & { readonly days?: number | undefined },
    options?: Options,
  ): Answer<'operations'>;
  /** `GET /v1/fields?days=&only=`: parts of the graph and who uses them: only those never used, or those deprecated and used. */
  fields(
    page: PageRequest & {
      readonly days?: number | undefined;
      readonly only?: 'unused' | 'deprecated' | undefined;
      readonly subgraph?: string | undefined;
    },
    options?: Options,
  ): Answer<'fields'>;
}

/** Creates a client of a registry. Nothing connects before the first request. */
export function createRegistryClient(connection: RegistryConnection): RegistryClient {
  /** Sends one of the requests; `undefined` where the answer has no body. */
  const ask = async <Name extends RouteName>(
    name: Name,
    request: GivenRequest<RouteOf<Name>>,
    options: Options & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Answer<Name> => {
    const { method, path } = routes[name];
    const { params = {}, query = {}, body } = request as SentRequest;
    const answer = await sendRequest(connection, {
      method,
      path: withQuery(withParameters(`/v1${path}`, params), query),
      body,
      ...options,
    });
    // The registry checks what it answers against the same table, so that the client need not do it again.
    return answer.body as AnswerOf<RouteOf<Name>>;
  };

  return {
    check: (body, options) => ask('check', { body }, options),
    publish: (body, options) => ask('publish', { body }, options),
    rollback: (name, body, options) => ask('rollback', { params: { name }, body }, options),
    subgraphs: (query, options) => ask('subgraphs', { query }, options),
    version: (name, version, options) => ask('version', { params: { name, version } }, options),
    history: (query, options) => ask('history', { query }, options),
    supergraph({ unless, digest } = {}, options = {}) {
      if (digest !== undefined) return ask('supergraphByDigest', { params: { digest } }, options);
      return ask('supergraph', {}, { ...options, headers: unlessIs(unless) });
    },
    configuration: (name, options) => ask('configuration', { params: { name } }, options),
    configure: (name, body, options) => ask('configure', { params: { name }, body }, options),
    approve: (name, body, options) => ask('approve', { params: { name }, body }, options),
    sendEvents(name, body, options = {}) {
      const headers = { 'content-type': 'application/cloudevents-batch+json' };
      return ask('sendEvents', { params: { name }, body }, { ...options, headers });
    },
    approvals: (name, query, options) => ask('approvals', { params: { name }, query }, options),
    revokeApproval: (name, id, reason, options) =>
      ask('revokeApproval', { params: { name, id }, query: { reason } }, options),
    gateways: (query, options) => ask('gateways', { query }, options),
    reportServing: (instance, body, options) => ask('reportServing', { params: { instance }, body }, options),
    reportStopped: (instance, options) => ask('reportStopped', { params: { instance } }, options),
    createToken: (body, options) => ask('createToken', { body }, options),
    tokens: (query, options) => ask('tokens', { query }, options),
    revokeToken: (id, options) => ask('revokeToken', { params: { id } }, options),
    report: (body, options) => ask('report', { body }, options),
    register: (body, options) => ask('register', { body }, options),
    documents: ({ unless } = {}, options = {}) =>
      ask('documents', {}, { ...options, headers: unlessIs(unless) }),
    operations: (query, options) => ask('operations', { query }, options),
    fields: (query, options) => ask('fields', { query }, options),
  };
}

function unlessIs(digest: string | undefined): Record<string, string> {
  return digest === undefined ? {} : { 'if-none-match': `"${digest}"` };
}

function withParameters(path: string, parameters: object): string {
  const values = new Map<string, unknown>(Object.entries(parameters));
  return path.replaceAll(/:(\w+)/g, (_found, name: string) => encodeURIComponent(String(values.get(name))));
}

function withQuery(path: string, query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
