import {
  baseType,
  buildSubgraph,
  type CompositeType,
  type FieldDefinition,
  type InterfaceType,
  isLeafType,
  isObjectType,
  type ObjectType,
} from '@apollo/federation-internals';
import { fieldSet, type SelectionTree } from './selection-tree.ts';

/** A `@key` by which the subgraph resolves an entity. */
export interface EntityKey {
  /** As the schema has it, for example `organisation { id } number`. */
  readonly text: string;
  readonly fields: SelectionTree;
}

/** A field that the subgraph computes from fields of other subgraphs. */
export interface RequiresField {
  readonly name: string;
  /** What it requires, as the schema has it. */
  readonly text: string;
  readonly fields: SelectionTree;
}

/** A type that the gateway asks this subgraph for through `_entities`. */
export interface Entity {
  readonly type: string;
  /** What `__typename` may be: the type itself, or the types that implement it when it is an interface. */
  readonly possibleTypes: readonly string[];
  /** Its resolvable keys. */
  readonly keys: readonly EntityKey[];
  readonly requires: readonly RequiresField[];
  /** Fields without fields below them that need nothing from elsewhere: a record is read whole with them. */
  readonly leaves: readonly string[];
  /**
   * The subgraph only adds fields with `@requires` to somebody else's records, and cannot know which of these exist.
   */
  readonly addsOnly: boolean;
  readonly definition: ObjectType | InterfaceType;
}

/** The entities of a subgraph by its SDL. Raises an error when that is no valid Federation schema. */
export function readEntities(name: string, sdl: string): Entity[] {
  const { schema, metadata } = open(name, sdl);
  return [...schema.objectTypes(), ...schema.interfaceTypes()].flatMap((definition) => {
    const keys = definition
      .appliedDirectivesOf(metadata.keyDirective())
      .map((directive) => directive.arguments(true))
      .filter(({ resolvable }) => resolvable !== false)
      .map(({ fields }) => ({ text: textOf(fields), fields: fieldSet(textOf(fields)) }));
    if (keys.length === 0) return [];

    const fields: FieldDefinition<CompositeType>[] = [...definition.fields()].filter(
      ({ name: field }) => !field.startsWith('__'),
    );
    const requires = fields.flatMap((field) =>
      field.appliedDirectivesOf(metadata.requiresDirective()).map((directive) => {
        const text = textOf(directive.arguments().fields);
        return { name: field.name, text, fields: fieldSet(text) };
      }),
    );
    const elsewhere = new Set(requires.map((field) => field.name));
    const own = fields.filter((field) => !metadata.isFieldExternal(field) && !elsewhere.has(field.name));
    return [
      {
        type: definition.name,
        possibleTypes: isObjectType(definition)
          ? [definition.name]
          : definition.possibleRuntimeTypes().map((type) => type.name),
        keys,
        requires,
        leaves: own
          .filter((field) => isLeafType(baseType(field.type as NonNullable<typeof field.type>)))
          .filter((field) => !field.arguments().some((argument) => argument.isRequired()))
          .map((field) => field.name),
        addsOnly: own.every((field) => keys.some((key) => key.fields.has(field.name))) && requires.length > 0,
        definition,
      },
    ];
  });
}

function open(name: string, sdl: string) {
  const subgraph = buildSubgraph(name, 'http://localhost', sdl);
  return { schema: subgraph.schema, metadata: subgraph.metadata() };
}

/** A field set is text; federation 1 also allowed a bare name. */
function textOf(fields: unknown): string {
  return String(fields);
}
