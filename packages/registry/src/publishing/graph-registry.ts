import type { Logger } from '@throughgate/service';
import type { CheckedOperation } from '../checks/check-input.ts';
import type { Approval, CheckRequest, CheckResult } from '../contract/check.ts';
import type { CheckConfiguration } from '../contract/configuration.ts';
import type { Page, PageRequest } from '../contract/listing.ts';
import type { Publication, PublishRequest, PublishResult, RollbackRequest } from '../contract/publication.ts';
import type { SubgraphProposal, SubgraphSummary, SubgraphVersion } from '../contract/subgraph.ts';
import type { Supergraph } from '../contract/supergraph.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import type { Actor } from './actor.ts';

/** What the graph's registry works with. */
export interface GraphRegistryOptions {
  /** The registry's database, migrated, with the outbox: see `openRegistryDatabase`. */
  readonly prisma: PrismaClient;
  /** Runs the checks off the main thread. Closing it is its owner's business. */
  readonly checks: CheckWorker;
  /** Operations that clients ran in so many days, or registered. */
  readonly operations: (days: number) => Promise<readonly CheckedOperation[]>;
  readonly logger: Logger;
  /** Milliseconds that a publication waits at most for those before it. @default 300000 */
  readonly patience?: number;
}

/**
 * The graph: which version of each subgraph is live, what was live before, and the only way to change it.
 * Everything a caller can mend is raised as `RegistryError`; a check that fails is no error, but a result with
 * `success` or `published` false.
 */
export interface GraphRegistry {
  /** Says what would happen if this was published; changes nothing. */
  check(request: CheckRequest): Promise<CheckResult>;
  /**
   * Checks, and makes live what passes, as one step: of publications that race, in one process or in several, each is
   * checked against what the one before left. A publication whose checks fail changes nothing.
   */
  publish(request: PublishRequest, actor: Actor): Promise<PublishResult>;
  /** Publishes an earlier version of a subgraph again, checked like any other; also one of a removed subgraph. */
  rollback(name: string, request: RollbackRequest, actor: Actor): Promise<PublishResult>;
  /**
   * Publishes the hub's own subgraphs, which come with the program: those that the registry never had, and those whose
   * live version came from an earlier bootstrap and differs. What an integrator published, rolled back or removed stays
   * as it is. Only composition must hold; other findings are logged.
   */
  bootstrap(subgraphs: readonly SubgraphProposal[], actor: Actor): Promise<PublishResult>;
  /** The subgraphs that are live, by name. */
  subgraphs(page: PageRequest): Promise<Page<SubgraphSummary>>;
  /**
   * A version of a subgraph: by its digest, by how that begins (8 hexadecimal digits or more, with `sha256:` or without), or `live`.
   * Raises HUB-C044 for a subgraph that there is not, HUB-C045 when no version fits, or several do.
   */
  version(name: string, version: string): Promise<SubgraphVersion>;
  /** The history, the latest step first; of one subgraph when it is named. */
  history(page: PageRequest & { readonly subgraph?: string | undefined }): Promise<Page<Publication>>;
  /** Digest of the supergraph that is live: cheap, for those who only ask whether it changed. */
  liveDigest(): Promise<string | undefined>;
  /** The supergraph that is live; `undefined` before the first publication. */
  liveSupergraph(): Promise<Supergraph | undefined>;
  /** A supergraph that is or was live, by its digest. Raises HUB-C045. */
  supergraph(digest: string): Promise<Supergraph>;
  /** How a subgraph is checked. It may be asked, and set, before the subgraph is first published. */
  configuration(name: string): Promise<CheckConfiguration>;
  /** Sets how a subgraph is checked; what is left out gets its default. */
  configure(name: string, configuration: Partial<CheckConfiguration>): Promise<CheckConfiguration>;
  /** Accepts a change that breaks operations, from now on and in every check of this subgraph. Raises HUB-C044. */
  approve(name: string, approval: Approval, actor: Actor): Promise<void>;
}

/** Creates the registry of the graph on a database that others may use at the same time. */
export function createGraphRegistry(_options: GraphRegistryOptions): GraphRegistry {
  throw new Error('being written');
}
