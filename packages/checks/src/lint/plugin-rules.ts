import type { LintRuleName } from './lint-rules.ts';

/** How a rule is asked of graphql-eslint: the name of its rule there, and its options. */
type PluginRule = readonly [name: string, options?: Readonly<Record<string, unknown>>];

/**
 * Rules that graphql-eslint checks; those of lint-rules.ts that are not here are our own. Its rule for names is asked
 * three times, so that each kind of name has a severity of its own.
 *
 * Judged and left out: `strict-id-in-types` (agencies key their entities by their own ids), `no-typename-prefix`
 * (`Prisoner.prisonerNumber` is the field's own term), `no-unreachable-types` (another subgraph reaches an entity),
 * `require-deprecation-date` (the check of removals asks when) and `relay-edge-types` (see own-rules/relay-edge-types.ts).
 */
export const pluginRules: Partial<Record<LintRuleName, PluginRule>> = {
  'require-description': [
    'require-description',
    {
      types: true,
      DirectiveDefinition: true,
      EnumValueDefinition: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      ignoredSelectors: [':matches(FieldDefinition, DirectiveDefinition) > InputValueDefinition'],
    },
  ],
  'describe-arguments': [
    'require-description',
    {
      InputValueDefinition: true,
      ignoredSelectors: [':not(FieldDefinition) > InputValueDefinition', '[name.value=input]'],
    },
  ],
  'no-hashtag-description': ['no-hashtag-description'],
  'type-names': ['naming-convention', { types: 'PascalCase' }],
  'field-names': [
    'naming-convention',
    { FieldDefinition: 'camelCase', InputValueDefinition: 'camelCase', DirectiveDefinition: 'camelCase' },
  ],
  'enum-value-names': ['naming-convention', { EnumValueDefinition: 'UPPER_CASE' }],
  'input-name': ['input-name', { checkInputType: true, caseSensitiveInputType: false }],
  'require-deprecation-reason': ['require-deprecation-reason'],
  'relay-connection-types': ['relay-connection-types'],
  'relay-page-info': ['relay-page-info'],
  'relay-arguments': ['relay-arguments', { includeBoth: false }],
};
