import { type DirectiveNode, Kind } from 'graphql';

/**
 * Texts that a string argument has in all applications of a directive to a node, in their order. A directive of Federation
 * has all names that `FederationNames.namesOf` gives.
 */
export function directiveArguments(
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined },
  directive: string | readonly string[],
  argument: string,
): string[] {
  return directives
    .filter(({ name }) => isNamed(name.value, directive))
    .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === argument))
    .flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : []));
}

/** Whether a directive is applied to a node. */
export function hasDirective(
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined },
  directive: string | readonly string[],
): boolean {
  return directives.some(({ name }) => isNamed(name.value, directive));
}

/** Whether an application of a directive says `argument: false`. */
export function saysFalse({ arguments: given = [] }: DirectiveNode, argument: string): boolean {
  return given.some(
    ({ name, value }) => name.value === argument && value.kind === Kind.BOOLEAN && !value.value,
  );
}

function isNamed(name: string, wanted: string | readonly string[]): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.includes(name);
}
