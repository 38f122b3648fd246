import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isUnionType,
} from 'graphql';

/** Chooses a number from 0 to below `count`. */
export type Choose = (count: number) => number;

/** A random operation and its variables. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Names that aliases are drawn from: those that a plan might need for itself. */
const aliases = [
  ...['id', 'ref', 'other', 'name', 'size', 'label', 'pages', 'number', 'minutes', 'title', 'plain', 'best'],
  ...['__typename', '_entities', 'representations', 'client_id', 'client_label', 'title__alias_0', 'x'],
];
const variableNames = ['a', 'b', 'c', 'representations'] as const;

/**
 * Makes a random operation over a schema: aliases that are names of other fields, arguments, fragments of both kinds, and
 * `@skip` and `@include` on anything.
 */
export function randomOperation(schema: GraphQLSchema, choose: Choose): RandomOperation {
  const kind = choose(8) === 0 ? 'mutation' : 'query';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error('no root type');
  const fragments: string[] = [];
  const used = new Set<string>();
  const body = selections(root, 1 + choose(4), kind === 'query' ? 4 : 3);
  const variables: Record<string, unknown> = {};
  const definitions = [...used].map((name) => {
    const value = () => (name === 'n' ? choose(4) : choose(2) === 0);
    const type = name === 'n' ? 'Int' : 'Boolean';
    if (choose(3) === 0) return `$${name}: ${type}${name === 'n' ? '' : '!'} = ${value()}`;
    variables[name] = value();
    return `$${name}: ${type}${name === 'n' ? '' : '!'}`;
  });
  const declared = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
  return { query: `${kind} Q${declared} ${body}\n${fragments.join('\n')}`, variables };

  function selections(type: GraphQLCompositeType, count: number, depth: number): string {
    const all = Array.from({ length: count }, () => selection(type, depth)).filter((text) => text !== '');
    return `{ ${all.join(' ') || '__typename'} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const which = choose(10);
    if (which === 0 || isUnionType(type)) return fragment(type, depth);
    if (which === 1 && isInterfaceType(type)) return fragment(type, depth);
    const fields = Object.values('getFields' in type ? type.getFields() : {});
    const field = fields[choose(fields.length + 1)];
    if (!field) return `${alias('__typename')}__typename${conditions()}`;
    return fieldText(field, depth);
  }

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const start = `${alias(field.name)}${field.name}${argumentsText(field)}${conditions()}`;
    if (!isCompositeType(type)) return start;
    return depth === 0 ? '' : `${start} ${selections(type, 1 + choose(4), depth - 1)}`;
  }

  function fragment(type: GraphQLCompositeType, depth: number): string {
    const possible = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
    const condition = possible[choose(possible.length)] ?? type;
    const within = isUnionType(condition) ? '{ __typename }' : selections(condition, 1 + choose(3), depth);
    if (choose(3) > 0) return `... on ${condition.name}${conditions()} ${within}`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${condition.name} ${within}`);
    return `...${name}${conditions()}`;
  }

  function alias(name: string): string {
    if (choose(3) > 0) return '';
    const given = aliases[choose(aliases.length)];
    return given === name ? '' : `${given}: `;
  }

  function argumentsText(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.flatMap(({ name, type }) => {
      const required = String(type).endsWith('!');
      if (!required && choose(2) === 0) return [];
      const options = {
        'ID!': ['"b1"', '"b2"', '"f2"'],
        String: ['"P"', '"x"', 'null'],
        Int: ['0', '1', '3', '$n'],
      }[String(type)] ?? ['null'];
      const value = options[choose(options.length)];
      if (value === '$n') used.add('n');
      return [`${name}: ${value}`];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  function conditions(): string {
    const which = choose(8);
    if (which > 3) return '';
    const value = () => {
      const name = variableNames[choose(variableNames.length)];
      if (choose(6) === 0 || name === undefined) return choose(2) === 0;
      used.add(name);
      return `$${name}`;
    };
    if (which === 0) return ` @include(if: ${value()})`;
    if (which === 1) return ` @skip(if: ${value()})`;
    return which === 2 ? ` @include(if: ${value()}) @skip(if: ${value()})` : '';
  }
}
