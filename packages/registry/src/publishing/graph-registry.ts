import { servableSupergraph, whyImpossible } from '@throughgate/checks';
import {
  type Approval,
  type CheckConfiguration,
  type CheckRequest,
  type CheckResult,
  checkConfiguration,
  type GatewayReport,
  type GatewayState,
  type GivenApproval,
  type Page,
  type PageRequest,
  type Publication,
  type PublishRequest,
  type PublishResult,
  type RollbackRequest,
  type SubgraphProposal,
  type SubgraphSummary,
  type SubgraphVersion,
  type Supergraph,
  withoutCredentials,
} from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { RegistryError } from '../registry-error.ts';
import { listApprovals, revokeApproval, writeApproval } from '../store/approvals.ts';
import { readConfigurations, writeConfiguration } from '../store/check-configurations.ts';
import { deleteGateway, readGateways, writeGatewayReport } from '../store/gateway-states.ts';
import { listSubgraphs, readLiveDigest, readLiveGraph, readSupergraph } from '../store/live-graph.ts';
import { findRollbackTarget, readHistory } from '../store/publications.ts';
import { findLiveVersion, findVersion, readVersion } from '../store/versions.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import type { Actor } from './actor.ts';
import { bootstrapStep } from './bootstrap-step.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { planChange } from './plan-change.ts';
import { type PublicationStep, publishChange, tooLongBehindOthers } from './publish-change.ts';
import { type ReadOperations, readCheckInput } from './read-check-input.ts';
import { requireBase } from './require-base.ts';
import { requireStorable } from './require-storable.ts';
import { runPlannedChecks } from './run-planned-checks.ts';

/** What the graph's registry works with. */
export interface GraphRegistryOptions {
  /** The registry's database, migrated, with the outbox: see `openRegistryDatabase`. */
  readonly prisma: PrismaClient;
  /** Runs the checks off the main thread. Closing it is its owner's business. */
  readonly checks: CheckWorker;
  /** Operations that clients ran in so many days, or registered. */
  readonly operations: ReadOperations;
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
   * as it is. Only composition is checked; the rest was when this version of the hub was built.
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
  /**
   * Accepts a change that breaks operations, in every check of this subgraph until it is published.
   * Raises HUB-C044, and HUB-C058 when the graph allows no such change.
   */
  approve(name: string, approval: Approval, actor: Actor): Promise<void>;
  /** The approvals of a subgraph that hold, the latest first; with `all` those that ended too. */
  approvals(
    name: string,
    page: PageRequest & { readonly all?: boolean | undefined },
  ): Promise<Page<GivenApproval>>;
  /** Ends an approval before what it allows has happened. Raises HUB-C049 when there is none of this id. */
  revokeApproval(name: string, id: string, reason: string | undefined, actor: Actor): Promise<void>;
  /** Notes which supergraph a gateway serves; `instance` is its process. */
  reportServing(instance: string, report: GatewayReport): Promise<void>;
  /** Forgets a gateway that stops. */
  reportStopped(instance: string): Promise<void>;
  /** The gateways that reported in the last 30 seconds. */
  gateways(page: PageRequest): Promise<Page<GatewayState>>;
}

/** Creates the registry of the graph on a database that others may use at the same time. */
export function createGraphRegistry(options: GraphRegistryOptions): GraphRegistry {
  const { prisma, checks, operations, logger, patience = 300_000 } = options;
  const publishing = { prisma, checks, operations, logger, patience };
  // In turn within the process as well, so that publications that wait do not hold every connection to the database.
  const inTurn = oneAtATime(patience, () => tooLongBehindOthers(patience));
  let lastRead: Supergraph | undefined;

  async function makeStep(step: PublicationStep): Promise<PublishResult> {
    const result = await inTurn(() => publishChange(step, publishing));
    if (result.publication) {
      const { revision, kind, by, supergraph, subgraphs } = result.publication;
      const { milliseconds } = result.check;
      logger.info({ revision, kind, by, supergraph, subgraphs, milliseconds }, 'published');
    } else if (step.kind === 'bootstrap' && !result.unchanged) {
      const { findings } = result.check;
      logger.error({ findings }, "the hub's own subgraphs do not compose with what is live, which stays");
    }
    return result;
  }

  async function liveSupergraph(): Promise<Supergraph | undefined> {
    const digest = await readLiveDigest(prisma);
    if (digest === undefined) return undefined;
    // Gateways ask every few seconds; a supergraph may have megabytes, and one with this digest never changes.
    if (lastRead?.digest !== digest) lastRead = await readSupergraph(prisma, digest);
    return lastRead;
  }

  return {
    async check(request) {
      requireChange(request);
      const begin = performance.now();
      const { live, input } = await prisma.$transaction(
        async (transaction) => {
          const live = await readLiveGraph(transaction);
          const change = planChange(live, request);
          requireBase(live, change, request.expectBase);
          return { live, input: await readCheckInput(transaction, live, change, operations) };
        },
        // One moment for all statements, whoever publishes meanwhile.
        { isolationLevel: 'RepeatableRead', maxWait: 10_000, timeout: 30_000 },
      );
      return (await runPlannedChecks({ checks, extent: 'everything', begin }, live, input)).check;
    },
    async publish(request, { name: by }) {
      requireChange(request);
      const { subgraphs, removed, message, git, expectBase } = request;
      return await makeStep({
        kind: subgraphs.length === 0 ? 'delete' : 'publish',
        by,
        message,
        git: git?.remote === undefined ? git : { ...git, remote: withoutCredentials(git.remote) },
        expectBase,
        propose: async () => ({ subgraphs, removed }),
        extent: 'everything',
      });
    },
    async rollback(name, { version, message, expectBase }, { name: by }) {
      requireStorable(message);
      return await makeStep({
        kind: 'rollback',
        by,
        message,
        expectBase,
        async propose(database) {
          const target = version
            ? await findVersion(database, name, version)
            : await findRollbackTarget(database, name);
          return { subgraphs: [target], removed: [] };
        },
        extent: 'everything',
      });
    },
    bootstrap: (subgraphs, { name: by }) => makeStep(bootstrapStep(subgraphs, by)),
    subgraphs: (page) => listSubgraphs(prisma, page),
    version: (name, version) => readVersion(prisma, name, version),
    history: (page) => readHistory(prisma, page),
    liveDigest: () => readLiveDigest(prisma),
    liveSupergraph,
    supergraph: (digest) => readSupergraph(prisma, digest),
    async configuration(name) {
      const { [name]: configuration } = await readConfigurations(prisma, [name]);
      return configuration ?? checkConfiguration.parse({});
    },
    async configure(name, configuration) {
      requireStorable(configuration);
      return await writeConfiguration(prisma, name, configuration);
    },
    async approve(name, approval, { name: by }) {
      requireStorable(approval);
      await findLiveVersion(prisma, name);
      const live = await liveSupergraph();
      const reason = live && whyImpossible(approval.changeId, servableSupergraph(live.sdl).apiSchema());
      if (reason !== undefined) throw new RegistryError('HUB-C058', 422, reason);
      await writeApproval(prisma, { subgraph: name, by, ...approval });
    },
    approvals: (name, page) => listApprovals(prisma, name, page),
    async revokeApproval(name, id, reason, { name: by }) {
      requireStorable(reason);
      await revokeApproval(prisma, name, id, { by, reason });
    },
    async reportServing(instance, report) {
      requireStorable(report);
      await writeGatewayReport(prisma, instance, report);
    },
    reportStopped: (instance) => deleteGateway(prisma, instance),
    gateways: (page) => readGateways(prisma, page),
  };
}

/** Raises HUB-C047 (400) for a request that names no subgraph, or holds what cannot be stored. */
function requireChange(request: CheckRequest): void {
  requireStorable(request);
  if (request.subgraphs.length > 0 || request.removed.length > 0) return;
  throw new RegistryError('HUB-C047', 400, 'The request names no subgraph to publish or to remove.');
}
