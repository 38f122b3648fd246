import type { FastifyInstance, FastifyReply } from 'fastify';
import { inWords } from '../graph/raise-problem.ts';
import { PageProblem } from '../http/page-problem.ts';
import type { Site } from '../http/site.ts';
import { wantsPage } from '../http/wants-page.ts';

const ways = [
  { text: 'Outcomes', href: '/outcomes' },
  { text: 'All measures', href: '/outcomes/measures' },
  { text: 'Front page', href: '/' },
];

/** Answers what goes wrong, and addresses that are none, in words; nobody sees a stack trace. */
export function answerProblems(app: FastifyInstance, site: Site): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof PageProblem) return sendProblem(site, reply, error);
    const refusal = refusalOf(error);
    if (refusal) return sendProblem(site, reply, refusal);
    request.log.error({ requestId: request.id, err: error }, 'a page could not be made');
    return site.send(reply.code(500), 'problem', {
      title: 'Sorry, there is a problem',
      lines: ['The page could not be made. Try again in a minute; what was saved before is still there.'],
      requestId: request.id,
      links: ways,
    });
  });
  // All other addresses: programs are told as before that there is nothing.
  app.get('/*', (request, reply) => {
    if (!wantsPage(request)) return reply.callNotFound();
    throw new PageProblem(
      404,
      'Page not found',
      ['If you typed the address, check it. If you followed a link, the page may have moved.'],
      ways,
    );
  });
}

/** Answers with a problem. */
export function sendProblem(site: Site, reply: FastifyReply, problem: PageProblem): FastifyReply {
  const { status, title, lines, links } = problem;
  return site.send(reply.code(status), 'problem', { title, lines, links });
}

/** What the server or the gateway refused, in words; `undefined` of what nobody foresaw. */
function refusalOf(error: unknown): PageProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { statusCode, extensions } = error as {
    readonly statusCode?: number;
    readonly extensions?: { readonly code?: unknown; readonly http?: { readonly status?: number } };
  };
  // A caller whom the gateway does not let in: its message is meant for them.
  if (extensions?.code !== undefined) {
    const { title, lines, links } = inWords({
      message: error.message,
      extensions: { code: extensions.code },
    });
    return new PageProblem(extensions.http?.status ?? 401, title, lines, links);
  }
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  const words =
    statusCode === 413 ? 'More was sent than a form can hold.' : 'The form was not sent as forms are.';
  return new PageProblem(statusCode, 'The request cannot be read', [words, 'Go back and try again.'], ways);
}
