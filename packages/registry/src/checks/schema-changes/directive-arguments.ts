import { type DirectiveNode, Kind } from 'graphql';

/** Texts that a string argument has in all applications of a directive to a node, in their order. */
export function directiveArguments(
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined },
  directive: string,
  argument: string,
): string[] {
  return directives
    .filter(({ name }) => name.value === directive)
    .flatMap(({ arguments: given = [] }) => given.filter(({ name }) => name.value === argument))
    .flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : []));
}

/** Whether a directive is applied to a node. */
export function hasDirective(
  { directives = [] }: { readonly directives?: readonly DirectiveNode[] | undefined },
  directive: string,
): boolean {
  return directives.some(({ name }) => name.value === directive);
}
