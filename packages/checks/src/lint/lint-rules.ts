/** A rule of style for schemas. */
export interface LintRule {
  /** Severity where the subgraph's configuration names no other. */
  readonly severity: 'warning' | 'error';
  /** What it asks. */
  readonly asks: string;
  /** Why it asks that. */
  readonly why: string;
  /** How to mend what breaks it. */
  readonly fix: string;
  /**
   * Which parts of a schema it judges: those that are `new` (a name that was published cannot be changed without
   * breaking clients), those that `changed`, or those in which anything changed (`touched`), where it looks at a type
   * or field as a whole and says what it would not have said before.
   */
  readonly judges: 'new' | 'changed' | 'touched';
}

/** All rules by name, in the order of docs/lint.md, which is generated from this table. */
export const lintRules = {
  'require-description': {
    severity: 'error',
    asks: 'Every type, field, input field, enum value and directive has a description. One that another subgraph of the graph gives to the same part counts.',
    why: 'Integrators and front-end teams of other agencies read the graph without knowing the agency’s words.',
    fix: 'Put a description in quotes above it that a stranger understands.',
    judges: 'changed',
  },
  'describe-arguments': {
    severity: 'warning',
    asks: 'Every argument has a description, except one called `input`, whose type says it all.',
    why: 'Which form of an identifier or a date an argument takes cannot be seen from its type.',
    fix: 'Put a description in quotes before the argument, with an example of a value.',
    judges: 'changed',
  },
  'no-hashtag-description': {
    severity: 'error',
    asks: 'No comment beginning with `#` stands directly above a definition.',
    why: 'It looks like a description, but no tool shows it.',
    fix: 'Write it in quotes, or leave an empty line below a comment that describes nothing.',
    judges: 'changed',
  },
  'type-names': {
    severity: 'error',
    asks: 'Names of types are in PascalCase.',
    why: 'All types of the graph share one space of names and are read together.',
    fix: 'Rename the type.',
    judges: 'new',
  },
  'field-names': {
    severity: 'error',
    asks: 'Names of fields, arguments, input fields and directives are in camelCase.',
    why: 'Fields of several subgraphs stand in one type.',
    fix: 'Rename it.',
    judges: 'new',
  },
  'enum-value-names': {
    severity: 'error',
    asks: 'Values of enums are in UPPER_CASE.',
    why: 'They cannot be taken for fields, and code lists of the agencies are written so.',
    fix: 'Rename the value.',
    judges: 'new',
  },
  'no-verb-prefix': {
    severity: 'warning',
    asks: 'Fields of `Query` do not begin with `get`, `fetch`, `list`, `find`, `load`, `query` or `retrieve`; those of `Mutation` and `Subscription` do not begin with the name of their type.',
    why: 'A field is named for what it is: asking for it is what a query does anyhow.',
    fix: 'Name it for what it returns, for example `tenancy` or `tenancies`.',
    judges: 'new',
  },
  'input-name': {
    severity: 'warning',
    asks: 'A mutation has one argument `input`, and its type is named as the mutation with `Input` behind.',
    why: 'Mutations of all agencies are called in the same way, and an input can grow without breaking anybody.',
    fix: 'Put the arguments into an input type of that name.',
    judges: 'new',
  },
  'require-deprecation-reason': {
    severity: 'error',
    asks: '`@deprecated` gives a reason.',
    why: 'Clients must learn what to use instead.',
    fix: 'Say what to use instead: `@deprecated(reason: "Use … .")`.',
    judges: 'changed',
  },
  'relay-connection-types': {
    severity: 'error',
    asks: 'A type whose name ends in `Connection` has `edges`, a list, and `pageInfo: PageInfo!`; a type that has both is named so.',
    why: 'Pages have the same form everywhere in the graph (Relay cursor connections), so that clients walk them with the same code.',
    fix: 'Give the type the fields `edges` and `pageInfo: PageInfo!`, or another name.',
    judges: 'touched',
  },
  'relay-edge-types': {
    severity: 'error',
    asks: 'The edges of a connection are of an object type whose name ends in `Edge`, with `node` and `cursor`, a String or another scalar.',
    why: 'As for relay-connection-types.',
    fix: 'Give the type the fields `cursor: String!` and `node`, and a name that ends in `Edge`.',
    judges: 'touched',
  },
  'relay-page-info': {
    severity: 'error',
    asks: '`PageInfo` has `hasPreviousPage: Boolean!`, `hasNextPage: Boolean!`, `startCursor: String` and `endCursor: String`.',
    why: 'All subgraphs share the type: a different one would not compose, or would surprise clients.',
    fix: 'Copy `PageInfo` from the schema of another subgraph.',
    judges: 'touched',
  },
  'relay-arguments': {
    severity: 'warning',
    asks: 'A field that returns a connection takes `first: Int` and `after: String`, or `last` and `before`.',
    why: 'A page that cannot be continued is no page.',
    fix: 'Give the field the arguments `first: Int` and `after: String`.',
    judges: 'touched',
  },
  'offender-fields-nullable': {
    severity: 'error',
    asks: 'A field that a subgraph adds to `Offender` may be null. The subgraph `outcomes`, which owns the type, is exempt.',
    why: 'When the agency cannot be asked, a field that may not be null takes the whole person with it, though others have answered (docs/decisions/0011).',
    fix: 'Leave out the `!` at the end of the field’s type.',
    judges: 'changed',
  },
  'cache-tags': {
    severity: 'error',
    asks: 'A tag `cache:…` is on an entity, a field of one, or a field of `Query` that finds one entity by its arguments, and says for how long the gateway may keep answers in a form that it knows.',
    why: 'One that it does not know says nothing, and its author believes that answers are kept (docs/decisions/0045).',
    fix: 'Write `@tag(name: "cache:30s")`, in `ms`, `s` or `m`, at most an hour; `:private` at its end keeps answers for one token.',
    judges: 'changed',
  },
  'federation-version': {
    severity: 'warning',
    asks: 'The schema links the federation specification at v2.12 or later.',
    why: 'Before v2.12 what a directive means differs in small ways from the other subgraphs; without a link the schema is read as Federation 1.',
    fix: 'Link https://specs.apollo.dev/federation/v2.12.',
    judges: 'changed',
  },
} as const satisfies Record<string, LintRule>;

/** Name of a rule. */
export type LintRuleName = keyof typeof lintRules;

/** Names of all rules, in their order. */
export const lintRuleNames = Object.keys(lintRules) as LintRuleName[];

/** Whether there is a rule of that name. */
export function isLintRuleName(name: string): name is LintRuleName {
  return Object.hasOwn(lintRules, name);
}
