import { type Logger, OperatorError, reasonOf } from '@throughgate/service';
import type { SourcedSupergraph, SupergraphCandidate } from './supergraph-source.ts';

/** The supergraph with which a gateway starts. */
export interface FirstSupergraph<Loaded> {
  readonly supergraph: SourcedSupergraph;
  readonly origin: SupergraphCandidate;
  readonly loaded: Loaded;
}

/**
 * Reads and loads the first candidate that can be.
 * Raises `OperatorError` with what was wrong with each when none can; when there is one only and it was read, whatever
 * `load` raised.
 */
export async function firstSupergraph<Loaded>(
  candidates: readonly SupergraphCandidate[],
  load: (supergraph: SourcedSupergraph) => Promise<Loaded>,
  logger: Logger,
): Promise<FirstSupergraph<Loaded>> {
  const failures: string[] = [];
  for (const candidate of candidates) {
    const { origin } = candidate;
    let supergraph: SourcedSupergraph | undefined;
    try {
      supergraph = await candidate.read();
      const loaded = await load(supergraph);
      if (failures.length > 0) logger.info({ origin }, 'the gateway starts with this supergraph instead');
      return { supergraph, origin: candidate, loaded };
    } catch (error) {
      if (candidates.length === 1 && supergraph) throw error;
      const reason = reasonOf(error);
      failures.push(`- ${origin}: ${reason}`);
      logger.warn({ origin, reason }, 'the gateway cannot start with this supergraph');
    }
  }
  throw new OperatorError(
    `The gateway has no supergraph to start with:\n${failures.join('\n')}\n` +
      'Start the registry, or check its address and token, and start the gateway again.',
  );
}
