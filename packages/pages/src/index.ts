export { createPages } from './create-pages.ts';
export type { AskGraph, GraphProblem } from './graph/ask-graph.ts';
export type { PagesOptions } from './pages-options.ts';
