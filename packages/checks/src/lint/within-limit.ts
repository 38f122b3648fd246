import { type Location, TokenKind } from 'graphql';
import type { SchemaParts } from '../schema-changes/schema-parts.ts';
import { schemaCoordinate } from '../sdl/sdl-parts.ts';

/**
 * Linting takes some 3 seconds and 500 MB for each million characters, while other publications wait. A change larger
 * than that is no longer read by its authors either, so the rest of it is left out, and a finding says so.
 */
const mostCharacters = 1_000_000;

/** ESLint follows nested lists and values by calling itself; nobody nests them so deeply but to break it. */
const deepest = 200;

/**
 * Which of the definitions wanted are linted, by coordinate: the first ones of the file up to a limit of size, without
 * those that are nested too deeply.
 */
export function withinLimit(
  { definitions }: SchemaParts,
  wanted: ReadonlySet<string>,
): { readonly linted: ReadonlySet<string>; readonly leftOut: number } {
  // The schema itself is judged even where nothing is written of it.
  const linted = new Set([schemaCoordinate].filter((one) => wanted.has(one)));
  let size = 0;
  let leftOut = 0;
  for (const { coordinate, location } of definitions) {
    if (!wanted.has(coordinate)) continue;
    size += location.end - location.start;
    if (size > mostCharacters || depthOf(location) > deepest) leftOut += 1;
    else linted.add(coordinate);
  }
  return { linted, leftOut };
}

function depthOf({ startToken, endToken }: Location): number {
  let [depth, most] = [0, 0];
  for (let token = startToken; token !== endToken && token.next; token = token.next) {
    if (opening.has(token.kind)) depth += 1;
    else if (closing.has(token.kind)) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

const opening = new Set<TokenKind>([TokenKind.BRACKET_L, TokenKind.BRACE_L, TokenKind.PAREN_L]);
const closing = new Set<TokenKind>([TokenKind.BRACKET_R, TokenKind.BRACE_R, TokenKind.PAREN_R]);
