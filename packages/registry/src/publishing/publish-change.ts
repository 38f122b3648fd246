import { outboxInsert, wakeRelays } from '@throughgate/events';
import type { GitContext, Publication, PublishResult } from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { RegistryError } from '../registry-error.ts';
import { endPublishedApprovals } from '../store/approvals.ts';
import type { Database } from '../store/database.ts';
import { type LiveGraph, readLiveGraph } from '../store/live-graph.ts';
import { beginPublication, isLockTimeout, writePublication } from '../store/publications.ts';
import type { CheckExtent } from '../worker/check-change.ts';
import type { CheckWorker } from '../worker/check-worker.ts';
import { type ProposedChange, planChange } from './plan-change.ts';
import { publicationEvents } from './publication-events.ts';
import { type ReadOperations, readCheckInput } from './read-check-input.ts';
import { requireBase } from './require-base.ts';
import { runPlannedChecks } from './run-planned-checks.ts';

/** A step to be made. */
export interface PublicationStep {
  readonly kind: Publication['kind'];
  /** Name of the token. */
  readonly by: string;
  readonly message?: string | undefined;
  readonly git?: GitContext | undefined;
  /** Digest, or how it begins, of the supergraph that must be live. @default whichever is */
  readonly expectBase?: string | undefined;
  /** Says what is to change, given what is live: it is asked when nobody else can change that any more. */
  propose(database: Database, live: LiveGraph): Promise<ProposedChange>;
  /** How much is checked: all that is must pass. */
  readonly extent: CheckExtent;
}

/** What publishing works with. */
export interface PublishOptions {
  readonly prisma: PrismaClient;
  readonly checks: CheckWorker;
  readonly operations: ReadOperations;
  readonly logger: Logger;
  /** Milliseconds that it waits at most for publications of other processes. */
  readonly patience: number;
}

/** Most milliseconds that reading and writing take, beside waiting and checking. */
const timeForStatements = 60_000;

/**
 * Makes a step of the history in one transaction that keeps every other one out: what is checked is what is live, and
 * stays so until this is live. Rows and events are written together or not at all.
 */
export async function publishChange(step: PublicationStep, options: PublishOptions): Promise<PublishResult> {
  const { prisma, checks, logger, patience } = options;
  try {
    const result = await prisma.$transaction((transaction) => makeStep(transaction, step, options), {
      isolationLevel: 'ReadCommitted',
      maxWait: 10_000,
      timeout: patience + checks.timeLimit + timeForStatements,
    });
    // What is published is so, whether or not the relay hears of it at once.
    if (result.published) await prisma.$executeRawUnsafe(wakeRelays).catch(() => undefined);
    return result;
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    logger.warn({ patience }, 'a publication was given up: another one has not ended');
    throw tooLongBehindOthers(patience, error);
  }
}

/** The error for a publication that waited in vain for those before it. */
export function tooLongBehindOthers(patience: number, cause?: unknown): RegistryError {
  const detail = `Other publications took longer than ${patience / 1_000} s. Nothing was published.`;
  return new RegistryError('HUB-C053', 503, detail, [], { cause });
}

async function makeStep(
  transaction: Database,
  { kind, by, message, git, expectBase, propose, extent }: PublicationStep,
  options: PublishOptions,
): Promise<PublishResult> {
  const at = await beginPublication(transaction, { wait: options.patience, check: options.checks.timeLimit });
  const begin = performance.now();
  const live = await readLiveGraph(transaction);
  const change = planChange(live, await propose(transaction, live));
  requireBase(live, change, expectBase);
  const input = await readCheckInput(transaction, live, change, options.operations);
  const { check, supergraph, contracts } = await runPlannedChecks(
    { checks: options.checks, extent, begin },
    live,
    input,
  );
  const unchanged = change.changed.length === 0;
  if (unchanged || supergraph === null || !check.success) {
    return {
      published: false,
      unchanged,
      supergraphWasUpdated: false,
      supergraph: live.supergraph?.digest ?? null,
      publication: null,
      check,
    };
  }
  const publication = await writePublication(transaction, {
    revision: live.revision + 1,
    kind,
    at,
    by,
    message,
    git,
    supergraph,
    versions: change.versions.map((version) => ({
      ...version,
      eventTypes: contracts[version.name]?.length ?? 0,
    })),
    removed: change.removed,
  });
  await endPublishedApprovals(
    transaction,
    change.changed,
    check.changes.map(({ id }) => id),
    { revision: publication.revision, at, by },
  );
  const events = await publicationEvents(transaction, publication, change.versions, contracts);
  const { text, values } = outboxInsert(events);
  await transaction.$executeRawUnsafe(text, ...values);
  return {
    published: true,
    unchanged: false,
    supergraphWasUpdated: check.coreSchemaModified,
    supergraph: supergraph.digest,
    publication,
    check,
  };
}
