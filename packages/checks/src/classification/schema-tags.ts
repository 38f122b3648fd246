import { directiveArguments } from '../schema-changes/directive-arguments.ts';
import type { SchemaPart, SchemaParts } from '../schema-changes/schema-parts.ts';

/** What tags of a classification begin with. */
export const tagPrefix = 'data:';

/** Reads the classifications that the parts of a schema carry. */
export interface SchemaTags {
  /** By which name the schema applies `@tag`; null when it has imported no such directive. */
  readonly directive: string | null;
  /** What stands behind `data:` in the tags of a part, each once, whether it is a classification or not. */
  of(part: SchemaPart | undefined): readonly string[];
}

/** Reads tags under every name that a link of the federation specification gives them. */
export function schemaTags({ names }: SchemaParts): SchemaTags {
  const tags = names.namesOf('tag');
  const [first = 'tag'] = tags;
  return {
    directive: names.isLinked(first) ? first : null,
    of: (part) => [
      ...new Set(
        (part?.nodes ?? [])
          .flatMap((node) => directiveArguments(node, tags, 'name'))
          .filter((tag) => tag.startsWith(tagPrefix))
          .map((tag) => tag.slice(tagPrefix.length)),
      ),
    ],
  };
}
