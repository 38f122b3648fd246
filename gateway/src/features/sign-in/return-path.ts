import { paths } from './sign-in-options.ts';

/** Longest address that is remembered while somebody signs in. Of a longer one, with a whole query in it, the path is. */
const longest = 1_000;

/**
 * Where somebody goes on who has signed in: a path of this gateway, with its query. Undefined for whatever could lead elsewhere, as
 * browsers read it (WHATWG URL: `\` is `/`, tabs are nothing, `/.//host` is `//host`), or lead to a sign-in again.
 */
export function returnPath(text: string, origin: string): string | undefined {
  if (!text.startsWith('/')) return undefined;
  const url = URL.parse(text, origin);
  if (url?.origin !== origin || url.pathname.startsWith('//')) return undefined;
  const { pathname, search } = url;
  if ([paths.signIn, paths.signOut].some((own) => pathname === own || pathname.startsWith(`${own}/`))) {
    return undefined;
  }
  const path = pathname + search;
  if (path.length <= longest) return path;
  return pathname.length <= longest ? pathname : '/';
}
