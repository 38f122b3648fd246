import { createPlainPages, escapeHtml } from '@throughgate/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInProblem } from './sign-in-problem.ts';

const pages = createPlainPages({
  header: '<a href="/">Throughgate</a>',
  style: `
header{background:#12436d}
header a{color:#fff;text-decoration:none}
main a{color:#1a65a6}
small{overflow-wrap:anywhere}
a:focus{outline:3px solid transparent;background:#fd0;color:#0b0c0c;box-shadow:0 -2px #fd0,0 4px #0b0c0c}
`,
});
const contentSecurityPolicy = pages.policy("'none'");

/** What a page of the sign-in says. */
export interface SignInPage {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** Shown small, for whoever is asked for help. */
  readonly note?: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

/** Answers with a page that stands alone: it is there where nobody has signed in, and where a hub has no other pages. */
export function sendPage(
  reply: FastifyReply,
  { status, title, lines, note, links }: SignInPage,
): FastifyReply {
  const items = [
    ...lines.map((line) => `<p>${escapeHtml(line)}</p>`),
    ...links.map(({ text, href }) => `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`),
    ...(note === undefined ? [] : [`<p><small>${escapeHtml(note)}</small></p>`]),
  ];
  return reply
    .code(status)
    .headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(pages.page(title, items.join('\n')));
}

/** Answers what kept somebody out: people with a page, programs in the form of a GraphQL error. */
export function sendSignInProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: SignInProblem,
  links: SignInPage['links'],
): FastifyReply {
  const { status, title, message, code } = problem;
  if (!request.headers.accept?.includes('text/html')) {
    const errors = [{ message, extensions: { code } }];
    return reply.code(status).header('cache-control', 'no-store').send({ errors });
  }
  const note = `${code}, request ${request.id}`;
  return sendPage(reply, { status, title, lines: [message], note, links });
}
