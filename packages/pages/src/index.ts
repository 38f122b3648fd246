export { createPages } from './create-pages.ts';
export type { AskGraph, GraphProblem } from './graph/ask-graph.ts';
export type { PagesOptions } from './pages-options.ts';
export type { PageScope } from './session/has-scope.ts';
export type { PagesSession } from './session/session-view.ts';
