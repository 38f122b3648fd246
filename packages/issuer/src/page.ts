import { createHash } from 'node:crypto';
import type { Persona } from './personas.ts';

const style = `
body{margin:0;font:1.1875rem/1.4 arial,sans-serif;color:#0b0c0c;background:#fff}
header{background:#0b0c0c;color:#fff;font-weight:700;padding:.75rem 1rem}
header,main{padding-left:max(1rem,calc(50% - 24rem));padding-right:max(1rem,calc(50% - 24rem))}
main{padding-top:1.5rem;padding-bottom:3rem}
h1{font-size:2rem;line-height:1.15;margin:0 0 1rem}
ul{list-style:none;margin:1.5rem 0;padding:0}
li{border-top:1px solid #b1b4b6;padding:1rem 0}
li p{margin:.5rem 0 0}
small{color:#484949;font-size:1rem}
button{font:inherit;font-weight:700;color:#fff;background:#0f7a52;border:0;border-bottom:2px solid #083d29;padding:.5rem .75rem;cursor:pointer}
button:hover{background:#0b5c3e}
button:focus{outline:3px solid transparent;background:#fd0;color:#0b0c0c;box-shadow:0 -2px #fd0,0 4px #0b0c0c}
`;

/**
 * What a browser may do with a page of the issuer: show it with its own style, and send its form.
 * @param returnsTo origin to which one who has signed in is sent on; without it nobody is
 */
export function contentSecurityPolicy(returnsTo?: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const targets = returnsTo === undefined ? "'self'" : `'self' ${returnsTo}`;
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    `form-action ${targets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** A page that says something. */
export function pageOf(title: string, paragraphs: readonly string[], rest = ''): string {
  const text = paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Throughgate</title>
<style>${style}</style>
</head>
<body>
<header>Throughgate: sign in for development</header>
<main>
<h1>${escaped(title)}</h1>
${text}
${rest}
</main>
</body>
</html>
`;
}

/** The page on which one chooses whom to be: a button for each person, and no password. */
export function signInPage(action: string, personas: Readonly<Record<string, Persona>>): string {
  const choices = Object.entries(personas)
    .filter(([, { kind }]) => kind === 'person')
    .map(
      ([name, { title, standsFor, organisation, purposes }]) => `<li>
<button name="persona" value="${escaped(name)}">${escaped(title)}</button>
<p>${escaped(standsFor)}</p>
<p><small>${escaped(organisation)}. Purposes: ${escaped(purposes.join(', '))}.</small></p>
</li>`,
    );
  return pageOf(
    'Who are you?',
    ['This issuer is for development: it asks for no password, and everybody here is invented.'],
    `<form method="post" action="${escaped(action)}">
<ul>
${choices.join('\n')}
</ul>
</form>`,
  );
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
