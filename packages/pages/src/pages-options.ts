import type { FastifyRequest } from 'fastify';
import type { AskGraph } from './graph/ask-graph.ts';
import type { HasScope } from './session/has-scope.ts';
import type { PagesSession } from './session/session-view.ts';

/** What pages are made from. */
export interface PagesOptions {
  /** Asks the graph as whoever asks for the page. */
  readonly ask: AskGraph;
  /**
   * Whether whoever asks for a page has a scope: `outcomes:read` opens pages of single people, `outcomes:aggregate` those of outcomes,
   * `outcomes:write` lets cohorts be saved. What it raises, pages tell as a refusal.
   * @default nobody has any
   */
  readonly hasScope?: HasScope;
  /** Who has signed in and asks for a page, which says so. @default nobody */
  readonly sessionOf?: (request: FastifyRequest) => PagesSession | undefined;
  /** Version of the hub, shown on every page. */
  readonly version: string;
  /** Address of the registry, for the front page. @default it is left out */
  readonly registryUrl?: string | undefined;
}
