import type { OperationTrace } from '../trace/trace-operation.ts';
import type { SchemaChange } from './schema-change.ts';

/** Where Inspector says what a change concerns, and whose operations it concerns. */
export interface ChangeKind {
  /** Name of Inspector's property that holds the name of the type. */
  readonly type: string;
  readonly member?: string;
  readonly argument?: string;
  readonly was?: string;
  readonly became?: string;
  /**
   * Whether an operation is concerned, as far as that can be told from what it uses. What `validate` of graphql-js
   * decides exactly (variables, directives and fragments that no longer fit) is left to it.
   */
  concerns(change: SchemaChange, trace: OperationTrace): boolean;
}

type Concerns = ChangeKind['concerns'];
const usesCoordinate: Concerns = ({ coordinate }, { coordinates }) => coordinates.has(coordinate);
const usesField: Concerns = ({ type, member }, { coordinates }) => coordinates.has(`${type}.${member}`);
const sendsType: Concerns = ({ type }, { inputTypes }) => inputTypes.has(type);
const receivesType: Concerns = ({ type }, { outputTypes }) => outputTypes.has(type);
const usesType: Concerns = (change, trace) => sendsType(change, trace) || receivesType(change, trace);
const never: Concerns = () => false;

/** Whether more than nullability changed: a value written in an operation may not fit the new type. */
const changesForm = ({ was = '', became = '' }: SchemaChange) =>
  was.replaceAll('!', '') !== became.replaceAll('!', '');

const field = { type: 'typeName', member: 'fieldName' };
const argument = { ...field, argument: 'argumentName' };
const directive = { type: 'directiveName', concerns: never };

/** The kinds of changes that matter to clients. Inspector knows more: descriptions, and directives on the schema. */
export const changeKinds: Readonly<Record<string, ChangeKind>> = {
  FIELD_ADDED: { type: 'typeName', member: 'addedFieldName', concerns: never },
  FIELD_REMOVED: { type: 'typeName', member: 'removedFieldName', concerns: usesCoordinate },
  FIELD_TYPE_CHANGED: {
    ...field,
    was: 'oldFieldType',
    became: 'newFieldType',
    concerns: usesCoordinate,
  },
  FIELD_DEPRECATION_ADDED: { ...field, concerns: never },
  FIELD_DEPRECATION_REMOVED: { ...field, concerns: never },
  FIELD_ARGUMENT_ADDED: {
    ...field,
    argument: 'addedArgumentName',
    became: 'addedArgumentType',
    concerns: usesField,
  },
  FIELD_ARGUMENT_REMOVED: { ...field, argument: 'removedFieldArgumentName', concerns: usesCoordinate },
  FIELD_ARGUMENT_TYPE_CHANGED: {
    ...argument,
    was: 'oldArgumentType',
    became: 'newArgumentType',
    // Whether a variable fits is decided exactly by its declared type.
    concerns: (change, { literalArguments }) =>
      changesForm(change) && literalArguments.has(change.coordinate),
  },
  FIELD_ARGUMENT_DEFAULT_CHANGED: {
    ...argument,
    became: 'newDefaultValue',
    // A variable may be left out when the operation runs. Where a default is gone that was needed, `validate` decides.
    concerns: (change, trace) =>
      change.impact !== 'breaking' &&
      usesField(change, trace) &&
      !trace.literalArguments.has(change.coordinate),
  },
  INPUT_FIELD_ADDED: {
    type: 'inputName',
    member: 'addedInputFieldName',
    became: 'addedInputFieldType',
    concerns: sendsType,
  },
  INPUT_FIELD_REMOVED: { type: 'inputName', member: 'removedFieldName', concerns: usesCoordinate },
  INPUT_FIELD_TYPE_CHANGED: {
    type: 'inputName',
    member: 'inputFieldName',
    was: 'oldInputFieldType',
    became: 'newInputFieldType',
    concerns: (change, trace) =>
      trace.wholeInputTypes.has(change.type) || (changesForm(change) && usesCoordinate(change, trace)),
  },
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: {
    type: 'inputName',
    member: 'inputFieldName',
    became: 'newDefaultValue',
    concerns: (change, trace) =>
      change.impact === 'breaking' ? trace.wholeInputTypes.has(change.type) : sendsType(change, trace),
  },
  // Of these two Inspector knows nothing. A value written in an operation is left to `validate`.
  INPUT_ONE_OF_ADDED: {
    type: 'inputName',
    concerns: ({ type }, { wholeInputTypes }) => wholeInputTypes.has(type),
  },
  INPUT_ONE_OF_REMOVED: { type: 'inputName', concerns: never },
  ENUM_VALUE_ADDED: { type: 'enumName', member: 'addedEnumValueName', concerns: receivesType },
  ENUM_VALUE_REMOVED: { type: 'enumName', member: 'removedEnumValueName', concerns: usesCoordinate },
  ENUM_VALUE_DEPRECATION_REASON_ADDED: { type: 'enumName', member: 'enumValueName', concerns: never },
  UNION_MEMBER_ADDED: { type: 'unionName', became: 'addedUnionMemberTypeName', concerns: receivesType },
  UNION_MEMBER_REMOVED: {
    type: 'unionName',
    became: 'removedUnionMemberTypeName',
    concerns: ({ type, became }, { spreads }) => spreads.has(`${type}>${became}`),
  },
  OBJECT_TYPE_INTERFACE_ADDED: {
    type: 'objectTypeName',
    became: 'addedInterfaceName',
    concerns: ({ became = '' }, { outputTypes }) => outputTypes.has(became),
  },
  OBJECT_TYPE_INTERFACE_REMOVED: {
    type: 'objectTypeName',
    became: 'removedInterfaceName',
    concerns: ({ type, became }, { spreads }) =>
      spreads.has(`${became}>${type}`) || spreads.has(`${type}>${became}`),
  },
  TYPE_ADDED: { type: 'addedTypeName', concerns: never },
  TYPE_REMOVED: { type: 'removedTypeName', concerns: usesType },
  TYPE_KIND_CHANGED: { type: 'typeName', became: 'newTypeKind', concerns: usesType },
  SCHEMA_MUTATION_TYPE_CHANGED: {
    type: 'oldMutationTypeName',
    became: 'newMutationTypeName',
    concerns: receivesType,
  },
  SCHEMA_SUBSCRIPTION_TYPE_CHANGED: {
    type: 'oldSubscriptionTypeName',
    became: 'newSubscriptionTypeName',
    concerns: receivesType,
  },
  DIRECTIVE_REMOVED: { type: 'removedDirectiveName', concerns: never },
  DIRECTIVE_LOCATION_REMOVED: { ...directive, became: 'removedDirectiveLocation' },
  DIRECTIVE_REPEATABLE_REMOVED: directive,
  DIRECTIVE_ARGUMENT_ADDED: {
    ...directive,
    member: 'addedDirectiveArgumentName',
    became: 'addedDirectiveArgumentType',
  },
  DIRECTIVE_ARGUMENT_REMOVED: { ...directive, member: 'removedDirectiveArgumentName' },
  DIRECTIVE_ARGUMENT_TYPE_CHANGED: {
    ...directive,
    member: 'directiveArgumentName',
    became: 'newDirectiveArgumentType',
  },
};
