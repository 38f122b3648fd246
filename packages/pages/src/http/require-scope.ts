import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HasScope, PageScope } from '../session/has-scope.ts';
import { PageProblem } from './page-problem.ts';

const refusals: Readonly<Record<PageScope, readonly [title: string, text: string]>> = {
  'outcomes:aggregate': [
    'You may not see outcomes',
    'Figures about many people are shown to those whose role lets them ask for measures, such as commissioners.',
  ],
  'outcomes:read': [
    'You may not see single people',
    'Journeys of people are shown to those whose role lets them see persons.',
  ],
  'outcomes:write': [
    'You may not save cohorts',
    'Nothing was saved. Cohorts are saved by those whose role lets them, such as commissioners.',
  ],
};

/** Raises `PageProblem` where whoever asks for a page lacks the scope that opens it. */
export async function requireScope(
  request: FastifyRequest,
  scope: PageScope,
  hasScope: HasScope,
): Promise<void> {
  if (await hasScope(request, scope)) return;
  const [title, text] = refusals[scope];
  throw new PageProblem(
    403,
    title,
    [text, 'Whoever manages your access can tell you which role opens it.'],
    [{ text: 'Front page', href: '/' }],
  );
}

/** Has all routes of `scope` open only to those who have it; the graph is not asked for others. */
export function openOnlyTo(app: FastifyInstance, scope: PageScope, hasScope: HasScope): void {
  app.addHook('onRequest', (request) => requireScope(request, scope, hasScope));
}
