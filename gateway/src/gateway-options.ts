import type { HttpService, HttpServiceOptions, Logger, ReadinessCheck } from '@throughgate/service';
import type { ChangeSource } from './changes/change-feed.ts';
import type { CostOptions } from './features/cost/cost.ts';
import type { EntityCacheOptions } from './features/entity-cache/entity-cache.ts';
import type { GatewayFeature } from './features/gateway-feature.ts';
import type { IdentityOptions } from './features/identity/identity.ts';
import type { Limits } from './features/limits/limits.ts';
import type { LiveOptions } from './features/live/live-options.ts';
import type { ResilienceOptions } from './features/resilience/resilience-options.ts';
import type { SignInOptions } from './features/sign-in/sign-in-options.ts';
import type { TrustedDocumentsOptions } from './features/trusted-documents/trusted-documents.ts';
import type { UsageOptions } from './features/usage/usage-recording.ts';
import type { CorsOrigins } from './http/allow-origins.ts';
import type { StreamingOptions } from './http/answer-streams.ts';
import type { Pages } from './http/pages.ts';
import type { SupergraphSource } from './supergraph-source/supergraph-source.ts';

/** What a gateway is started with. */
export type GatewayOptions = CommonOptions & SupergraphChoice;

/** Either one supergraph that stays, or a source of supergraphs. */
type SupergraphChoice =
  | {
      /** The composed supergraph, Federation 2. */
      readonly supergraphSdl: string;
      readonly source?: undefined;
    }
  | {
      /** Where supergraphs come from, at the start and while the gateway runs. */
      readonly source: SupergraphSource;
      readonly supergraphSdl?: undefined;
    };

interface CommonOptions {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 has a free one chosen. */
  readonly port: number;
  /** Name of the setting that holds the port, named when the port is taken. */
  readonly portSetting: string;
  readonly logger: Logger;
  /**
   * Who vouches for callers: without a token of whom nobody is answered.
   * @default nobody: on a loopback host everyone is the local developer, elsewhere anonymous
   */
  readonly identity?: IdentityOptions | undefined;
  /** Key with which requests to subgraphs are signed. Without one they carry no caller and no signature. */
  readonly serviceKey?: string | undefined;
  /** How people sign in, for GraphiQL and pages; needs `identity`. @default nobody signs in: pages ask with the token they are sent */
  readonly signIn?: SignInOptions | undefined;
  /** Addresses that take the place of those in the supergraph, by subgraph. @default none */
  readonly subgraphUrls?: ReadonlyMap<string, string>;
  /** Milliseconds within which a subgraph must answer. @default 5000 */
  readonly subgraphTimeout?: number;
  /** Other deadlines for some subgraphs, in milliseconds. @default none */
  readonly subgraphTimeouts?: ReadonlyMap<string, number>;
  /** What is done about subgraphs that fail, where it differs from the defaults. */
  readonly resilience?: Partial<ResilienceOptions>;
  /** Origins whose web pages may ask, `scheme://host[:port]`, or patterns of them. @default none */
  readonly corsOrigins?: CorsOrigins;
  /**
   * Whether entities are found by global ids, as Relay has it: `node(id:)`, `nodes(ids:)` and `nodeId`; never where the supergraph
   * has a `Node` or such fields itself. @default true
   */
  readonly relayNode?: boolean;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /**
   * Whether operations are planned on a thread of its own, so that a new operation, whose plan takes long, holds up no other.
   * @default true
   */
  readonly planOnThread?: boolean;
  /** What operations may cost. @default as {@link CostOptions} says */
  readonly cost?: CostOptions;
  /**
   * Whether clients say by `traceparent` of which trace a request is. Tracing itself is on where the environment says so.
   * @default false
   */
  readonly trustTraceparent?: boolean | undefined;
  /** How answers about entities are kept where their schemas allow it. @default none are */
  readonly entityCache?: EntityCacheOptions | undefined;
  /**
   * Pages beside the graph, `/` among them; they ask it as everybody else does. @default none, and `/` leads to the graph
   */
  readonly pages?: Pages | undefined;
  /** Which documents are answered, where front ends register theirs. @default all */
  readonly trustedDocuments?: TrustedDocumentsOptions | undefined;
  /** How subscriptions and answers in parts are streamed. */
  readonly streaming?: StreamingOptions | undefined;
  /** What GraphiQL opens with. @default `{ __typename }` */
  readonly defaultQuery?: string | undefined;
  /** Variables for it. @default none */
  readonly defaultVariables?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Subgraphs that must be ready for the gateway to be. An integrator's subgraph does not belong here: if it counted,
   * one agency's outage would take every gateway out of the load balancer, where one part of an answer is missing.
   * @default all of the supergraph; of one that changes while the gateway runs, those in `subgraphUrls`, which are
   * the hub's own
   */
  readonly requiredSubgraphs?: readonly string[];
  /**
   * How long requests on a supergraph that was replaced may take to finish, in milliseconds. @default 60000: every
   * fetch has a deadline of its own long before
   */
  readonly drainTimeout?: number;
  /**
   * Where agencies tell of changes. Without it nobody can subscribe, and nothing is cached. @default nowhere
   */
  readonly changes?: ChangeSource | undefined;
  /** Bounds of subscriptions; `false` for none. @default as {@link LiveOptions} says, where there are `changes` */
  readonly live?: LiveOptions | false | undefined;
  /** Tells a registry which operations clients ran. @default nobody is told */
  readonly usage?: UsageOptions;
  /**
   * What the gateway does beside answering, further to what it always does; each lies within those before it.
   * @default none
   */
  readonly features?: readonly GatewayFeature[];
  /** What else must hold for the gateway to be ready. @default nothing */
  readonly readinessChecks?: readonly ReadinessCheck[];
  /** The other processes of this gateway, which answer at the same port. @default there are none */
  readonly group?: HttpServiceOptions['group'];
  /**
   * Runs the switch to another supergraph once it is this process's turn: loading one takes a core for a while, and the other
   * processes of the gateway answer meanwhile. @default at once
   */
  readonly inTurn?: InTurn | undefined;
  /** Metrics of other services of this process that `/metrics` prints too. @default none */
  readonly metricsBeside?: HttpServiceOptions['metricsBeside'];
  /**
   * Whether the subgraphs are not the hub's own, and so have no `/health/ready`: the gateway is then ready once
   * its schema is loaded, whatever `requiredSubgraphs` says. @default false
   */
  readonly foreign?: boolean;
  /** How long readiness answers 503 before a stopping gateway refuses connections, in milliseconds. @default 0 */
  readonly drainDelay?: number;
  /** How long a stopping gateway waits for requests in flight, in milliseconds. @default 10000 */
  readonly grace?: number;
  /** Within which time a client must have sent a request, in milliseconds. @default 10 s for headers, 60 s for all of it */
  readonly receiving?: HttpServiceOptions['receiving'];
}

/** Runs work when nobody else runs theirs. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A gateway that listens. */
export interface RunningGateway {
  /** Address of the GraphQL endpoint, for example `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  readonly service: HttpService;
  /** Readiness turns 503, requests in flight finish, connections to clients and subgraphs close. Safe to call twice. */
  stop(): Promise<void>;
}
