import type {
  CheckConfiguration,
  CheckResult,
  EventSources,
  Finding,
  GraphChange,
  SourceFile,
} from '@throughgate/registry-client';

/** A subgraph as the checks see it. */
export interface CheckedSubgraph {
  readonly name: string;
  readonly routingUrl: string;
  readonly schema: SourceFile;
  readonly events: EventSources | null;
}

/** An operation that clients rely on, with its use in the widest window that a configuration asks for. */
export interface CheckedOperation {
  readonly hash: string;
  readonly name: string | null;
  /** Its shape in GraphQL, without aliases and values. */
  readonly document: string;
  /** Clients that registered it, whether it ran or not. */
  readonly registeredBy: readonly string[];
  readonly uses: readonly {
    readonly clientName: string;
    readonly clientVersion: string;
    /** Day of the use, `YYYY-MM-DD` in UTC. */
    readonly day: string;
    readonly requests: number;
  }[];
}

/**
 * Everything that the checks need to know, as plain data: the checks run off the main thread, ask nobody, and give
 * the same result for the same input.
 */
export interface CheckInput {
  /** The subgraphs that are live. */
  readonly current: readonly CheckedSubgraph[];
  /** What they would become: every subgraph of the graph after the change. */
  readonly proposed: readonly CheckedSubgraph[];
  /** Names of those that the change adds, changes or removes. */
  readonly changed: readonly string[];
  /** Supergraph that is live, in SDL; null before the first. */
  readonly currentSupergraph: string | null;
  readonly configurations: Readonly<Record<string, CheckConfiguration>>;
  readonly operations: readonly CheckedOperation[];
  /** Ids of changes that somebody approved. */
  readonly approvals: readonly string[];
  /** Every version of event sources that each changed subgraph ever published, the oldest first. */
  readonly eventHistory: Readonly<Record<string, readonly EventSources[]>>;
  /** Today, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** What composing gave when the same was composed before. @default it is composed */
  readonly composition?: CompositionOutcome | undefined;
}

/** What composing the subgraphs of a change gave. */
export interface CompositionOutcome {
  /** Null when they make no supergraph that a gateway can serve. */
  readonly supergraphSdl: string | null;
  readonly findings: readonly Finding[];
}

/** What the checks give: the public result, less what only the registry knows, and the supergraph. */
export interface CheckOutput {
  readonly supergraphSdl: string | null;
  readonly findings: readonly Finding[];
  readonly changes: readonly GraphChange[];
  readonly tasks: CheckResult['tasks'];
  readonly checkedOperations: number;
}
