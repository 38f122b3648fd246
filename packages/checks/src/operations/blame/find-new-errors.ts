import {
  type DocumentNode,
  FieldsOnCorrectTypeRule,
  FragmentsOnCompositeTypesRule,
  GraphQLError,
  GraphQLSchema,
  KnownArgumentNamesRule,
  KnownDirectivesRule,
  KnownTypeNamesRule,
  OverlappingFieldsCanBeMergedRule,
  PossibleFragmentSpreadsRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  specifiedScalarTypes,
  UniqueDirectivesPerLocationRule,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  VariablesAreInputTypesRule,
  VariablesInAllowedPositionRule,
  validate,
} from 'graphql';

/** graphql-js finds this only when it executes. */
const OperationTypeExistsRule: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`The schema has no ${node.operation} type.`, { nodes: node }));
  },
});

/**
 * The rules of the specification whose outcome depends on the schema and that judge a shape as they judge the
 * operation it was made of. The rules that look at the document alone say the same before and after a change.
 */
const exactRules: readonly ValidationRule[] = [
  OperationTypeExistsRule,
  KnownTypeNamesRule,
  FragmentsOnCompositeTypesRule,
  VariablesAreInputTypesRule,
  ScalarLeafsRule,
  FieldsOnCorrectTypeRule,
  PossibleFragmentSpreadsRule,
  KnownDirectivesRule,
  UniqueDirectivesPerLocationRule,
  KnownArgumentNamesRule,
  ProvidedRequiredArgumentsRule,
  VariablesInAllowedPositionRule,
];

/**
 * Rules that may find errors in a shape that its operation did not have, because aliases are gone and values hidden.
 * Such an error is there before the change as well as after it, so only those that are new count.
 */
const comparedRules: readonly ValidationRule[] = [ValuesOfCorrectTypeRule, OverlappingFieldsCanBeMergedRule];

const options = { maxErrors: Number.POSITIVE_INFINITY };

/** Whether an operation would be refused today. */
export function isInvalid(document: DocumentNode, schema: GraphQLSchema): boolean {
  return validate(schema, document, exactRules, { maxErrors: 1 }).length > 0;
}

/** Errors that an operation would have in the schema `after` and has not in the schema `before`. */
export function findNewErrors(
  document: DocumentNode,
  before: GraphQLSchema,
  after: GraphQLSchema,
): readonly GraphQLError[] {
  const errors = validate(after, document, [...exactRules, ...comparedRules], options);
  if (errors.length === 0) return errors;
  const known = new Set(validate(before, document, [...exactRules, ...comparedRules], options).map(keyOf));
  return errors.filter((error) => !known.has(keyOf(error)));
}

/**
 * Adds the built-in scalars that a schema nowhere uses. Without them a variable of such a type is an unknown type, and
 * the rule that says which argument it no longer fits is silent.
 */
export function withBuiltInScalars(schema: GraphQLSchema): GraphQLSchema {
  const missing = specifiedScalarTypes.filter(({ name }) => schema.getType(name) === undefined);
  if (missing.length === 0) return schema;
  const { types, ...config } = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...types, ...missing] });
}

/** Tells whether two errors are the same, though the types named in them, or suggested, differ by the schema. */
function keyOf({ message, nodes }: GraphQLError): string {
  const essence = message
    .replace(/ Did you mean .*$/s, '')
    .replace(/(?<=they return conflicting types )"[^"]*" and "[^"]*"/g, '');
  return [essence, ...(nodes ?? []).map(({ loc }) => loc?.start)].join(' ');
}
