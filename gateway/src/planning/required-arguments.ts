import { Kind, parse, visit } from 'graphql';

/**
 * Names of the fields that some `@requires` of a supergraph asks for with arguments.
 *
 * The planner fetches what a `@requires` needs under the field's own name, and takes a client's selection of the
 * same field with other arguments for the same thing: the client, or the subgraph, would get the other's value.
 * The client's selections of these fields must therefore be planned under another name.
 */
export function fieldsRequiredWithArguments(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive(directive) {
      if (directive.name.value !== 'join__field') return;
      for (const { name, value } of directive.arguments ?? []) {
        if (name.value !== 'requires' || value.kind !== Kind.STRING || !value.value.includes('(')) continue;
        visit(parse(`{ ${value.value} }`, { noLocation: true }), {
          Field(field) {
            if (field.arguments?.length) names.add(field.name.value);
          },
        });
      }
    },
  });
  return names;
}
