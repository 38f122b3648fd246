import { subgraphSdl } from '@throughgate/contracts';
import { parse } from 'graphql';

/** A reference to an agency's record, which the subgraph that owns it resolves. */
export type Subject = { readonly __typename: string } & Readonly<Record<string, string>>;

/** Key field of each record type of the union `JourneySubject`, read from this subgraph's SDL. */
const keyFields = readKeyFields();

/** The reference to a record, or null when the graph has no such type (yet). */
export function subjectOf(type: string, id: string): Subject | null {
  const key = keyFields.get(type);
  return key === undefined ? null : { __typename: type, [key]: id };
}

function readKeyFields(): ReadonlyMap<string, string> {
  const { definitions } = parse(subgraphSdl('outcomes'));
  const subjects = new Set(
    definitions.flatMap((definition) =>
      definition.kind === 'UnionTypeDefinition' && definition.name.value === 'JourneySubject'
        ? (definition.types ?? []).map(({ name }) => name.value)
        : [],
    ),
  );
  return new Map(
    definitions.flatMap((definition) => {
      if (definition.kind !== 'ObjectTypeDefinition' || !subjects.has(definition.name.value)) return [];
      const key = definition.directives?.find(({ name }) => name.value === 'key')?.arguments?.[0]?.value;
      return key?.kind === 'StringValue' ? [[definition.name.value, key.value] as const] : [];
    }),
  );
}
