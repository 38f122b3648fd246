import type { FastifyRequest } from 'fastify';
import type { AskGraph } from './graph/ask-graph.ts';

/** What pages are made from. */
export interface PagesOptions {
  /** Asks the graph as whoever asks for the page. */
  readonly ask: AskGraph;
  /**
   * Whether whoever asks for a page may see single people; pages of people are there for nobody else.
   * @default nobody may
   */
  readonly maySeePersons?: (request: FastifyRequest) => boolean | Promise<boolean>;
  /** Version of the hub, shown on every page. */
  readonly version: string;
  /** Address of the registry, for the front page. @default it is left out */
  readonly registryUrl?: string | undefined;
}
