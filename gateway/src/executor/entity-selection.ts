import { Kind, parse, print } from 'graphql';

/**
 * What a fetch of entities selects of each, as text in braces, fragments of the document after it: the same text means the same
 * wherever it comes up, whatever the fetch is called and however its variable of representations is.
 */
export function entitySelection(operation: string): string {
  const fragments: string[] = [];
  let selection = '';
  for (const definition of parse(operation, { noLocation: true }).definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.push(print(definition));
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const field of definition.selectionSet.selections) {
      if (field.kind === Kind.FIELD && field.selectionSet) selection += print(field.selectionSet);
    }
  }
  return [selection, ...fragments].join('\n');
}
