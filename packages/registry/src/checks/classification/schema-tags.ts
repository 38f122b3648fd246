import { Kind } from 'graphql';
import { directiveArguments } from '../schema-changes/directive-arguments.ts';
import { type SchemaPart, type SchemaParts, schemaCoordinate } from '../schema-changes/schema-parts.ts';

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
export function schemaTags({ parts }: SchemaParts): SchemaTags {
  const imported = importedName(parts.get(schemaCoordinate));
  const names = [imported ?? 'tag', 'federation__tag'];
  return {
    directive: imported,
    of: (part) => [
      ...new Set(
        (part?.nodes ?? [])
          .flatMap((node) => names.flatMap((name) => directiveArguments(node, name, 'name')))
          .filter((tag) => tag.startsWith(tagPrefix))
          .map((tag) => tag.slice(tagPrefix.length)),
      ),
    ],
  };
}

/** The name that `import: ["@tag"]` or `import: [{ name: "@tag", as: "@label" }]` gives the directive. */
function importedName(schema: SchemaPart | undefined): string | null {
  const imports = (schema?.nodes ?? [])
    .flatMap(({ directives = [] }) => directives)
    .filter(({ name }) => name.value === 'link')
    .flatMap((link) => link.arguments?.filter(({ name }) => name.value === 'import') ?? [])
    .flatMap(({ value }) => (value.kind === Kind.LIST ? value.values : []));
  for (const one of imports) {
    if (one.kind === Kind.STRING && one.value === '@tag') return 'tag';
    if (one.kind !== Kind.OBJECT) continue;
    const texts = new Map(
      one.fields.flatMap(({ name, value }) =>
        value.kind === Kind.STRING ? [[name.value, value.value]] : [],
      ),
    );
    if (texts.get('name') === '@tag') return (texts.get('as') ?? '@tag').slice(1);
  }
  return null;
}
