import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type NameNode,
  print,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import type { NeededFields } from './needed-fields.ts';

/** A client's document as it is planned, and the way back to the client's names. */
export interface PlannedNames {
  /** The document to plan. */
  readonly document: DocumentNode;
  /** The key under which a field's value stands in what the plan fetches. */
  keyOf(field: FieldNode): string;
  /** The client's name for a segment of a path in what the plan fetches. */
  clientName(segment: string | number): string | number;
  /** The client's name for a variable of the plan. */
  clientVariable(name: string): string;
}

const typenameKey = '__typename';
const typenameField: FieldNode = { kind: Kind.FIELD, name: nameNode(typenameKey) };
/** The variable of every fetch of entities. */
const representations = 'representations';

/**
 * Names the fields of a document so that, in all that its plan fetches, **one name means one field with one set of
 * arguments**. What is fetched can then be merged by name, wherever it comes from:
 *
 * - A name that keys or `@requires` need means that field as they ask for it. A client's alias of that name, or the client's
 *   own selection of the field with other arguments, is planned under another name.
 * - An alias that means one thing on one type and another on another is planned under a name for each.
 * - `__typename` is planned as itself, whatever it is called in the response.
 *
 * All other fields keep the client's names. A client's variable called as the one in which entities are sent is renamed,
 * too.
 */
export function planNames(document: DocumentNode, needed: NeededFields): PlannedNames {
  const taken = new Set(needed.names);
  const variables = new Set<string>();
  visit(document, {
    Field(field) {
      taken.add(responseName(field));
    },
    Variable({ name }) {
      variables.add(name.value);
    },
  });
  /** What each name means: the field and its arguments. */
  const meanings = new Map<string, string>();
  const names = new Map<string, string>();
  const clientNames = new Map<string, string>();
  const renamedVariable = variables.has(representations) ? free(representations, variables) : undefined;

  return {
    keyOf,
    clientName: (segment) => (typeof segment === 'string' ? (clientNames.get(segment) ?? segment) : segment),
    clientVariable: (name) => (name === renamedVariable ? representations : name),
    document: visit(document, {
      Field(field) {
        const key = keyOf(field);
        if (key === responseName(field)) return undefined;
        const { alias: _alias, ...unaliased } = field;
        return key === field.name.value ? unaliased : { ...field, alias: nameNode(key) };
      },
      // The planner takes no empty selection.
      SelectionSet: (node: SelectionSetNode) =>
        node.selections.length === 0 ? { ...node, selections: [typenameField] } : undefined,
      Variable: (node) =>
        renamedVariable !== undefined && node.name.value === representations
          ? { ...node, name: nameNode(renamedVariable) }
          : undefined,
    }),
  };

  function keyOf(field: FieldNode): string {
    if (field.name.value === typenameKey) return typenameKey;
    const name = responseName(field);
    const meaning = meaningOf(field);
    const id = `${name} ${meaning}`;
    const known = names.get(id);
    if (known !== undefined) return known;
    const key = isFree(name, meaning) ? name : free(name, taken);
    if (key !== name) clientNames.set(key, name);
    taken.add(key);
    meanings.set(key, meaning);
    names.set(id, key);
    return key;
  }

  function isFree(name: string, meaning: string): boolean {
    if (name === typenameKey || needed.withArguments.has(name)) return false;
    if (needed.names.has(name)) return name === meaning;
    return !meanings.has(name);
  }
}

function free(name: string, taken: ReadonlySet<string>): string {
  let candidate = `client_${name}`;
  for (let number = 2; taken.has(candidate); number += 1) candidate = `client_${name}_${number}`;
  return candidate;
}

function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** A field and its arguments, equal for all ways to write the same. */
function meaningOf({ name, arguments: given = [] }: FieldNode): string {
  if (given.length === 0) return name.value;
  const texts = given.map((argument) => `${argument.name.value}:${valueText(argument.value)}`);
  return `${name.value}(${texts.sort().join()})`;
}

function valueText(value: ValueNode): string {
  switch (value.kind) {
    case Kind.LIST:
      return `[${value.values.map(valueText).join()}]`;
    case Kind.OBJECT:
      return `{${value.fields
        .map((field) => `${field.name.value}:${valueText(field.value)}`)
        .sort()
        .join()}}`;
    default:
      return print(value);
  }
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
