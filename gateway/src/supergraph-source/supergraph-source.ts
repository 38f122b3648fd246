/** A supergraph that a gateway can serve. */
export interface SourcedSupergraph {
  /** Digest of `sdl` as {@link digestOf} computes it. */
  readonly digest: string;
  readonly sdl: string;
  /** When it was composed, ISO 8601 in UTC; absent where nobody said. */
  readonly composedAt?: string;
}

/** One place from which a starting gateway can have its supergraph. */
export interface SupergraphCandidate {
  /** What it is, for messages: `the registry`, `the last good copy /srv/hub/supergraph.json`. */
  readonly origin: string;
  /** Reads it. Rejects with a readable reason when there is none. */
  read(): Promise<SourcedSupergraph>;
}

/**
 * What came of a new supergraph: it serves (`switched`), it serves already (`unchanged`), it cannot be served and the
 * one before stays (`refused`), or a newer one came before its turn (`skipped`).
 */
export type SwitchResult = 'switched' | 'unchanged' | 'refused' | 'skipped';

/** Where a gateway has its supergraph from, at its start and, when it `follows`, from then on. */
export interface SupergraphSource {
  /** Where to look at the start, the best first; the first that can be read and loaded is served. */
  readonly candidates: readonly SupergraphCandidate[];
  /**
   * Whether supergraphs may change while the gateway runs. What the starter says of single subgraphs (addresses,
   * deadlines) is then not held against one supergraph, since the subgraph may come or have gone.
   */
  readonly follows: boolean;
  /**
   * Gives each newer supergraph to `offer`, one after the other, until stopped.
   * @param serving the supergraph with which the gateway started
   * @param origin the candidate from which that one is
   */
  follow(
    serving: SourcedSupergraph,
    origin: SupergraphCandidate,
    offer: (next: SourcedSupergraph) => Promise<SwitchResult>,
  ): void;
  /** Stops following; nothing is offered any more. Safe to call when it never followed. */
  stop(): Promise<void>;
}
