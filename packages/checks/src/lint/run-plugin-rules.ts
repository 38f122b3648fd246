import type { Linter } from 'eslint';
import { Kind } from 'graphql';
import type { SchemaParts } from '../schema-changes/schema-parts.ts';
import { isLintRuleName, type LintRuleName } from './lint-rules.ts';
import { pluginRules } from './plugin-rules.ts';
import { type SlicePlace, sliceSchema } from './schema-slices.ts';

/** Something that breaks a rule. */
export interface Fault extends SlicePlace {
  readonly rule: LintRuleName;
  readonly message: string;
}

/** Name of the one file that ESLint is told of; nothing is read from disk. */
const filename = 'schema.graphql';

/** What relay-page-info says once in a process, of the first schema only: not every subgraph has pages. */
const saidOnce = 'MESSAGE_MUST_EXIST';

/** Asks graphql-eslint about the definitions wanted; a fault elsewhere in a definition is given too. */
export async function runPluginRules(
  schema: SchemaParts,
  wanted: ReadonlySet<string>,
  rules: readonly LintRuleName[],
): Promise<Fault[]> {
  const asked = rules.flatMap((name) => {
    const [theirs, ...options] = pluginRules[name] ?? [];
    return theirs === undefined ? [] : [{ name, theirs, options }];
  });
  if (asked.length === 0) return [];
  // Loading takes longer than linting; most processes that know this package never lint.
  const [eslint, plugin] = await Promise.all([import('eslint'), import('@graphql-eslint/eslint-plugin')]);
  const theirRules = plugin.default.rules as unknown as Readonly<Record<string, object>>;
  const configuration = {
    files: [filename],
    languageOptions: { parser: plugin.default.parser, parserOptions: { schemaSdl: scalarsOf(schema) } },
    plugins: {
      hub: { rules: Object.fromEntries(asked.map(({ name, theirs }) => [name, theirRules[theirs]])) },
    },
    rules: Object.fromEntries(asked.map(({ name, options }) => [`hub/${name}`, ['error', ...options]])),
    // A comment in the schema does not turn off a rule: its configuration in the registry does.
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  } as unknown as Linter.Config;
  const linter = new eslint.Linter({ configType: 'flat' });
  return [...sliceSchema(schema, wanted)].flatMap((slice) =>
    linter.verify(slice.text, [configuration], { filename }).flatMap((found): Fault[] => {
      if (found.fatal) throw new Error(`graphql-eslint failed: ${found.message}`);
      const rule = found.ruleId?.replace(/^hub\//, '') ?? '';
      const place = slice.placeOf(found.line, found.column);
      if (!place || !isLintRuleName(rule) || found.messageId === saidOnce) return [];
      return [{ ...place, rule, message: found.message.replaceAll(/\s*\n\s*/g, ' ') }];
    }),
  );
}

/** All that the rules we ask must know of types outside the slice is which of them are scalars. */
function scalarsOf({ parts }: SchemaParts): string {
  const scalars = [...parts.values()].filter(({ nodes }) =>
    nodes.some(({ kind }) => kind === Kind.SCALAR_TYPE_DEFINITION),
  );
  // What is Federation's own is no part, but an author's field may be of that type.
  const names = new Set(['_Any', ...scalars.map(({ coordinate }) => coordinate)]);
  return [...names].map((name) => `scalar ${name}`).join('\n');
}
