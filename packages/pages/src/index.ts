export { createPages } from './create-pages.ts';
export type { AskGraph, GraphProblem } from './graph/ask-graph.ts';
export type { PagesSession } from './http/session-view.ts';
export type { PageScope, PagesOptions } from './pages-options.ts';
