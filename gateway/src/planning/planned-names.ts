import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

/** A client's document as it is planned, and the way back to the client's names. */
export interface PlannedNames {
  /** The document to plan. */
  readonly document: DocumentNode;
  /** The key under which a field's value stands in what the plan fetches. */
  keyOf(field: FieldNode): string;
  /** The client's name for a segment of a path in what the plan fetches. */
  clientName(segment: string | number): string | number;
}

/** Gives the fields in `reserved` names of their own, so that none of them meets a `@requires`; see there. */
export function planNames(document: DocumentNode, reserved: ReadonlySet<string>): PlannedNames {
  const taken: string[] = [];
  let affected = false;
  visit(document, {
    Field({ alias, name }) {
      taken.push((alias ?? name).value);
      affected ||= reserved.has(name.value);
    },
  });
  if (!affected) return { document, keyOf: responseName, clientName: (segment) => segment };

  let prefix = 'client_';
  while (taken.some((name) => name.startsWith(prefix))) prefix += '_';
  const keyOf = (field: FieldNode) =>
    reserved.has(field.name.value) ? `${prefix}${responseName(field)}` : responseName(field);
  return {
    keyOf,
    clientName: (segment) =>
      typeof segment === 'string' && segment.startsWith(prefix) ? segment.slice(prefix.length) : segment,
    document: visit(document, {
      Field(field) {
        if (!reserved.has(field.name.value)) return undefined;
        return { ...field, alias: { kind: Kind.NAME, value: keyOf(field) } };
      },
    }),
  };
}

function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
