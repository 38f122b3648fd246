import { createHash } from 'node:crypto';

/** How pages that stand alone look, beside what all of them have. */
export interface PlainPagesOptions {
  /** What stands above every page, HTML. */
  readonly header: string;
  /** Rules of CSS. */
  readonly style: string;
}

/** A kind of pages that stand alone: without scripts, and with everything in them. */
export interface PlainPages {
  /**
   * What a browser may do with such a page, for `content-security-policy`: show it with its own style, in no frame.
   *
   * @param formTargets where its forms may be sent, as the policy has it: `'none'`, `'self' https://hub.example.org`
   */
  policy(formTargets: string): string;
  /**
   * A page, HTML.
   *
   * @param title text
   * @param content what stands below the title, HTML
   */
  page(title: string, content: string): string;
}

const commonStyle = `
body{margin:0;font:1.1875rem/1.4 arial,sans-serif;color:#0b0c0c;background:#fff}
header{font-weight:700;padding:.75rem 1rem}
header,main{padding-left:max(1rem,calc(50% - 24rem));padding-right:max(1rem,calc(50% - 24rem))}
main{padding-top:1.5rem;padding-bottom:3rem}
h1{font-size:2rem;line-height:1.15;margin:0 0 1rem}
small{color:#484949;font-size:1rem}
`;

/**
 * Makes pages for where nothing else is there to show one: before somebody has signed in, and where they do. In the look of the
 * GOV.UK Design System, without its fonts and crest, which are not for us to use.
 */
export function createPlainPages({ header, style: own }: PlainPagesOptions): PlainPages {
  const style = commonStyle + own;
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    policy: (formTargets) =>
      [
        "default-src 'none'",
        `style-src 'sha256-${hash}'`,
        `form-action ${formTargets}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    page: (title, content) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Throughgate</title>
<style>${style}</style>
</head>
<body>
<header>${header}</header>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`,
  };
}

/** A text as HTML, fit for what stands between tags and in quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
