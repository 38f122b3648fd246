import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type EnumValueNode,
  Kind,
  type NameNode,
  type StringValueNode,
} from 'graphql';

/** A directive by which a supergraph says which subgraphs have what: `joinDirective('type', …)` is `@join__type(…)`. */
export function joinDirective(
  name: 'graph' | 'type' | 'field' | 'implements' | 'enumValue',
  given: Readonly<Record<string, ConstValueNode>>,
): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: nameNode(`join__${name}`),
    arguments: Object.entries(given).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: nameNode(argument),
      value,
    })),
  };
}

/** The applications of a directive. */
export function applied(
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  directive: string,
): ConstDirectiveNode[] {
  return directives.filter(({ name }) => name.value === directive);
}

/** The value of an argument of a directive. */
export function argumentOf(directive: ConstDirectiveNode, argument: string): ConstValueNode | undefined {
  return directive.arguments?.find(({ name }) => name.value === argument)?.value;
}

export function enumValue(value: string): EnumValueNode {
  return { kind: Kind.ENUM, value };
}

export function stringValue(value: string): StringValueNode {
  return { kind: Kind.STRING, value };
}

export function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
