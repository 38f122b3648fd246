import { closest, distance } from 'fastest-levenshtein';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parseType,
  type TypeNode,
} from 'graphql';
import { changeKinds } from './change-kinds.ts';

/** Most changes that are named in place of one that cannot be. */
const mostNamed = 3;
/** `KIND:Type.member(argument:):what it became`. */
const form = /^([A-Z_]+):(@?\w+)(?:\.(\w+)(?:\((\w+):\))?|\((\w+):\))?(?::(.+))?$/s;
/** Long ids end in a hash of what it became. */
const shortened = /…[0-9a-f]{16}$/;

/** An operation that would be invalid for a reason that no part of the schema is to blame for. */
const invalidOperation = /^OPERATION_INVALID:[0-9a-f]{64}$/;

/** A change as its id says it. */
interface NamedChange {
  readonly kind: string;
  readonly type: string;
  readonly member: string | undefined;
  readonly argument: string | undefined;
  readonly became: string | undefined;
  readonly isShortened: boolean;
}

/**
 * Why there can be no change with this id on the schema that clients see, in words that name those that come closest.
 * `undefined` when there can: what is removed or changed is there, and what is added is not, in something that is.
 */
export function whyImpossible(changeId: string, schema: GraphQLSchema): string | undefined {
  if (invalidOperation.test(changeId)) return undefined;
  const change = read(changeId);
  if (!change) {
    const kind = /^[A-Za-z_]+/.exec(changeId)?.[0] ?? '';
    return `"${changeId}" is no change: it must be KIND:coordinate, as a check prints it${instead(namesLike(kind))}.`;
  }
  const { kind } = change;
  if (!Object.hasOwn(changeKinds, kind))
    return `There is no kind of change ${kind}${instead(namesLike(kind))}.`;
  if (neverBreaks.has(kind)) return `${kind} breaks no operation, so that it needs no approval.`;
  const places = changeKinds[kind];
  const has = { member: change.member !== undefined, argument: change.argument !== undefined };
  const isDirective = kind.startsWith('DIRECTIVE_');
  const complete =
    has.member === (places?.member !== undefined && !isDirective) &&
    has.argument === (places?.argument !== undefined || (isDirective && places?.member !== undefined)) &&
    change.type.startsWith('@') === isDirective &&
    (change.isShortened || (change.became !== undefined) === (places?.became !== undefined));
  if (!complete) return `"${changeId}" has not the parts of a ${kind}: it must be ${formOf(kind)}.`;
  const reason = isDirective ? directiveProblem(change, schema) : typeProblem(change, schema);
  return reason && `${reason}${instead(likeIt(change, schema))}.`;
}

/** Kinds that only add what nobody has to know. */
const neverBreaks = new Set([
  'FIELD_ADDED',
  'TYPE_ADDED',
  'FIELD_DEPRECATION_ADDED',
  'FIELD_DEPRECATION_REMOVED',
  'ENUM_VALUE_DEPRECATION_REASON_ADDED',
]);
/** Kinds whose last part is a type as it is written. */
const writtenTypes = /_TYPE_CHANGED$|_ARGUMENT_ADDED$|^INPUT_FIELD_ADDED$/;

function read(changeId: string): NamedChange | undefined {
  const [, kind, type, member, argument, ofDirective, became] = form.exec(changeId) ?? [];
  if (kind === undefined || type === undefined) return undefined;
  const isShortened = shortened.test(changeId);
  return { kind, type, member, argument: argument ?? ofDirective, became, isShortened };
}

function typeProblem(change: NamedChange, schema: GraphQLSchema): string | undefined {
  const { kind, type, member, argument, became = '', isShortened } = change;
  const { members, argumentsOf, others } = partsOf(schema, type);
  const inGraph = (name: string) => schema.getType(name) !== undefined;
  if (kind === 'OBJECT_TYPE_INTERFACE_ADDED') {
    if (!inGraph(became)) return `The graph has no interface ${became}`;
    return others.includes(became) ? `${type} has the interface ${became} already` : undefined;
  }
  if (!inGraph(type)) return `The graph has no type ${type}`;
  if (kind === 'INPUT_FIELD_ADDED' || kind === 'ENUM_VALUE_ADDED') {
    if (members.has(member ?? '')) return `${type} has ${member} already`;
  } else if (member !== undefined && !members.has(member)) {
    return `${type} has no ${member}`;
  }
  const has = argument !== undefined && argumentsOf(member).has(argument);
  if (kind === 'FIELD_ARGUMENT_ADDED' && has) return `${type}.${member} has the argument ${argument} already`;
  if (argument !== undefined && kind !== 'FIELD_ARGUMENT_ADDED' && !has)
    return `${type}.${member} has no argument ${argument}`;
  if (kind === 'UNION_MEMBER_ADDED' && others.includes(became))
    return `${type} has the member ${became} already`;
  if (
    (kind === 'UNION_MEMBER_REMOVED' || kind === 'OBJECT_TYPE_INTERFACE_REMOVED') &&
    !others.includes(became)
  )
    return `${type} is not connected with ${became}`;
  if (isShortened || !writtenTypes.test(kind) || kind.startsWith('SCHEMA_')) return undefined;
  if (typeWritten(became) === undefined) return `"${became}" is no type`;
  const now = argument === undefined ? members.get(member ?? '') : argumentsOf(member).get(argument);
  return kind.endsWith('_CHANGED') && now === became ? `It is of the type ${became} already` : undefined;
}

function directiveProblem({ kind, type, argument }: NamedChange, schema: GraphQLSchema): string | undefined {
  const directive = schema.getDirective(type.slice(1));
  if (!directive) return `The graph has no directive ${type}`;
  const has = directive.args.some(({ name }) => name === argument);
  if (argument === undefined || kind === 'DIRECTIVE_ARGUMENT_ADDED')
    return has ? `${type} has the argument ${argument} already` : undefined;
  return has ? undefined : `${type} has no argument ${argument}`;
}

/** What a type has: fields, input fields or values with their types, arguments of fields, and types that belong to it. */
function partsOf(schema: GraphQLSchema, name: string) {
  const type = schema.getType(name);
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  const inputs = isInputObjectType(type) ? type.getFields() : {};
  const values = isEnumType(type) ? type.getValues() : [];
  return {
    members: new Map([
      ...Object.values({ ...fields, ...inputs }).map((one): [string, string] => [one.name, String(one.type)]),
      ...values.map((one): [string, string] => [one.name, '']),
    ]),
    argumentsOf: (field: string | undefined): ReadonlyMap<string, string> =>
      new Map(fields[field ?? '']?.args.map((one) => [one.name, String(one.type)]) ?? []),
    others: isUnionType(type)
      ? type.getTypes().map((one) => one.name)
      : isObjectType(type) || isInterfaceType(type)
        ? type.getInterfaces().map((one) => one.name)
        : [],
  };
}

function typeWritten(text: string): string | undefined {
  try {
    let type: TypeNode = parseType(text);
    while (type.kind !== Kind.NAMED_TYPE) type = type.type;
    return type.name.value;
  } catch {
    return undefined;
  }
}

/** What a change of a kind looks like. */
function formOf(kind: string): string {
  const { member, argument, became } = changeKinds[kind] ?? {};
  const isDirective = kind.startsWith('DIRECTIVE_');
  const part = isDirective
    ? `@directive${member === undefined ? '' : '(argument:)'}`
    : `Type${member === undefined ? '' : '.member'}${argument === undefined ? '' : '(argument:)'}`;
  return `${kind}:${part}${became === undefined ? '' : ':what it becomes'}`;
}

function namesLike(kind: string): string[] {
  const known = Object.keys(changeKinds).filter((one) => !neverBreaks.has(one));
  const near = [...known].sort((a, b) => distance(a, kind.toUpperCase()) - distance(b, kind.toUpperCase()));
  return near.slice(0, mostNamed).map(formOf);
}

/** Changes of the same kind at the coordinates of the graph that come closest. */
function likeIt({ kind, type, member, argument, became }: NamedChange, schema: GraphQLSchema): string[] {
  if (kind.startsWith('DIRECTIVE_')) return [];
  const names = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__'));
  const types = schema.getType(type) ? [type] : near(type, names);
  const adds = kind.endsWith('_ADDED');
  const coordinates = types.flatMap((name) => {
    const { members, argumentsOf } = partsOf(schema, name);
    if (member === undefined || (adds && argument === undefined)) return member === undefined ? [name] : [];
    const found = members.has(member) ? [member] : near(member, [...members.keys()]);
    if (argument === undefined || adds)
      return argument === undefined ? found.map((one) => `${name}.${one}`) : [];
    return found.flatMap((one) =>
      near(argument, [...argumentsOf(one).keys()]).map((two) => `${name}.${one}(${two}:)`),
    );
  });
  const end = became === undefined ? '' : `:${became}`;
  return coordinates.slice(0, mostNamed).map((coordinate) => `${kind}:${coordinate}${end}`);
}

function near(name: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const best = closest(name, [...names]);
  return [...names]
    .sort((a, b) => distance(a, name) - distance(b, name))
    .filter((one) => one === best || distance(one, name) <= 3)
    .slice(0, mostNamed);
}

function instead(changes: readonly string[]): string {
  return changes.length === 0 ? '' : `. Closest are: ${changes.join(', ')}`;
}
