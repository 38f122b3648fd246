import { createPlainPages, escapeHtml } from '@throughgate/service';
import type { Persona } from './personas.ts';

const pages = createPlainPages({
  header: 'Throughgate: sign in for development',
  style: `
header{background:#0b0c0c;color:#fff}
ul{list-style:none;margin:1.5rem 0;padding:0}
li{border-top:1px solid #b1b4b6;padding:1rem 0}
li p{margin:.5rem 0 0}
button{font:inherit;font-weight:700;color:#fff;background:#0f7a52;border:0;border-bottom:2px solid #083d29;padding:.5rem .75rem;cursor:pointer}
button:hover{background:#0b5c3e}
button:focus{outline:3px solid transparent;background:#fd0;color:#0b0c0c;box-shadow:0 -2px #fd0,0 4px #0b0c0c}
`,
});

/**
 * What a browser may do with a page of the issuer: show it with its own style, and send its form.
 * @param returnsTo origin to which one who has signed in is sent on; without it nobody is
 */
export function contentSecurityPolicy(returnsTo?: string): string {
  return pages.policy(returnsTo === undefined ? "'self'" : `'self' ${returnsTo}`);
}

/** A page that says something. */
export function pageOf(title: string, paragraphs: readonly string[], rest = ''): string {
  const text = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
  return pages.page(title, `${text}\n${rest}`);
}

/** The page on which one chooses whom to be: a button for each person, and no password. */
export function signInPage(action: string, personas: Readonly<Record<string, Persona>>): string {
  const choices = Object.entries(personas)
    .filter(([, { kind }]) => kind === 'person')
    .map(
      ([name, { title, standsFor, organisation, purposes }]) => `<li>
<button name="persona" value="${escapeHtml(name)}">${escapeHtml(title)}</button>
<p>${escapeHtml(standsFor)}</p>
<p><small>${escapeHtml(organisation)}. Purposes: ${escapeHtml(purposes.join(', '))}.</small></p>
</li>`,
    );
  return pageOf(
    'Who are you?',
    ['This issuer is for development: it asks for no password, and everybody here is invented.'],
    `<form method="post" action="${escapeHtml(action)}">
<ul>
${choices.join('\n')}
</ul>
</form>`,
  );
}
