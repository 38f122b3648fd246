import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInProblem } from './sign-in-problem.ts';

const style = `
body{margin:0;font:1.1875rem/1.4 arial,sans-serif;color:#0b0c0c;background:#fff}
header{background:#12436d;font-weight:700;padding:.75rem 1rem}
header a{color:#fff;text-decoration:none}
header,main{padding-left:max(1rem,calc(50% - 24rem));padding-right:max(1rem,calc(50% - 24rem))}
main{padding-top:1.5rem;padding-bottom:3rem}
h1{font-size:2rem;line-height:1.15;margin:0 0 1rem}
main a{color:#1a65a6}
small{color:#484949;font-size:1rem;overflow-wrap:anywhere}
a:focus{outline:3px solid transparent;background:#fd0;color:#0b0c0c;box-shadow:0 -2px #fd0,0 4px #0b0c0c}
`;

/** These pages run no script, load nothing, and stand in no frame. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

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
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...links.map(({ text, href }) => `<p><a href="${escaped(href)}">${escaped(text)}</a></p>`),
    ...(note === undefined ? [] : [`<p><small>${escaped(note)}</small></p>`]),
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
    .send(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Throughgate</title>
<style>${style}</style>
</head>
<body>
<header><a href="/">Throughgate</a></header>
<main>
<h1>${escaped(title)}</h1>
${items.join('\n')}
</main>
</body>
</html>
`);
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

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
