import { namesOf } from '@throughgate/authorization';
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from 'graphql';
import { type EntityKey, entityKeys } from '../../changes/entity-keys.ts';

/** A field of `Subscription` that the gateway derives from what is published. */
export type DerivedSubscription =
  | {
      readonly kind: 'entity';
      readonly field: string;
      /** GraphQL type. */
      readonly entity: string;
      readonly key: EntityKey;
    }
  | { readonly kind: 'journey'; readonly field: typeof journeyField };

/** The subscription to all that happens to a person. */
export const journeyField = 'journeyChanged';
/** Where the graph has people, and the identifiers by which they are found. */
export const people = { type: 'Offender', query: 'offender', argument: 'identifier' } as const;

/** What is derived for one supergraph. */
export interface DerivedSubscriptions {
  readonly byField: ReadonlyMap<string, DerivedSubscription>;
  /** Federation SDL of the fields; `undefined` where nothing can be subscribed to. */
  readonly typeDefs: DocumentNode | undefined;
}

const after = `"What the last result gave as \`extensions.cursor\`: results go on from there, and the first comes when something has changed since. \`CURSOR_INVALID\` for any other text, \`CURSOR_TOO_OLD\` where the changes since are not kept any more. @default the present state comes first"
    after: String`;

/**
 * Derives subscriptions from a supergraph: for each entity of which published events tell, by its key, and for the person's journey
 * where the graph has people. An agency needs nothing for it but to publish its events. A name that the supergraph's own
 * `Subscription` has stays that one's.
 *
 * @param told types of entities of which published events tell
 */
export function deriveSubscriptions(
  supergraph: DocumentNode,
  told: ReadonlySet<string>,
): DerivedSubscriptions {
  const types = new Map(
    supergraph.definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const taken = new Set((types.get('Subscription')?.fields ?? []).map(({ name }) => name.value));
  const derived: DerivedSubscription[] = [];
  const fields: string[] = [];
  const stubs: string[] = [];
  const marks = marksOf(supergraph);
  const person = journeyOf(types, marks);
  if (person && !taken.has(journeyField)) {
    derived.push({ kind: 'journey', field: journeyField });
    fields.push(`"The person whom any agency knows by an identifier: the present state first, and then after each change that shows in the journey. Null, and over, when nobody has the identifier, or nobody any more."
      ${journeyField}(
        "Any identifier of the person, as of \`${people.query}\`."
        ${people.argument}: String! @tag(name: "data:personal")
        ${after}
      ): ${people.type} ${person.directives}`);
    stubs.push(stub(person.type, person.key));
  }
  const keys = entityKeys(supergraph);
  for (const entity of [...told].sort()) {
    const type = types.get(entity);
    const field = `${entity.charAt(0).toLowerCase()}${entity.slice(1)}Changed`;
    const key = keys.get(entity)?.find((one) => isOpen(fieldOf(type, one.field), marks));
    if (!type || !key || !isOpen(type, marks) || taken.has(field) || field === journeyField) continue;
    derived.push({ kind: 'entity', field, entity, key });
    const personal = tagOf(fieldOf(type, key.field), marks) ?? tagOf(type, marks);
    fields.push(`"The ${entity} of a key: the present state first, and then after each change of which its agency tells. Null, and over, when there is none, or none any more."
      ${field}(
        "Its key."
        ${key.field}: ${key.type}! ${personal ?? ''}
        ${after}
      ): ${entity}`);
    if (entity !== person?.type.name.value) stubs.push(stub(type, key.field));
  }
  return {
    byField: new Map(derived.map((one) => [one.field, one])),
    typeDefs:
      fields.length === 0
        ? undefined
        : parse(`type Subscription { ${fields.join('\n')} }\n${stubs.join('\n')}`, { noLocation: true }),
  };
}

type Types = ReadonlyMap<string, ObjectTypeDefinitionNode>;

/** People, where the graph has them: their key, and what the field requires by which they are asked for. */
function journeyOf(types: Types, marks: Marks) {
  const type = types.get(people.type);
  const query = types.get('Query')?.fields?.find(({ name }) => name.value === people.query);
  const takes = query?.arguments?.some(
    ({ name, type: given }) => name.value === people.argument && print(given) === 'String!',
  );
  if (!type || !query || !takes || !isOpen(query, marks) || fieldOf(type, 'id') === undefined)
    return undefined;
  const required = (query.directives ?? []).filter(({ name }) => !name.value.startsWith('join__'));
  return { type, key: 'id', directives: required.map(print).join(' ') };
}

/** The stub of an entity, to which the gateway adds nothing. */
function stub(type: ObjectTypeDefinitionNode, key: string): string {
  const field = fieldOf(type, key);
  const printed = field ? print(field.type) : 'ID!';
  return `type ${type.name.value} @key(fields: "${key}", resolvable: false) { ${key}: ${printed} }`;
}

function fieldOf(type: ObjectTypeDefinitionNode | undefined, name: string): FieldDefinitionNode | undefined {
  return type?.fields?.find((one) => one.name.value === name);
}

interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** Names of the directives that say what clients see, and which data are about people; a supergraph may rename them. */
interface Marks {
  readonly hidden: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

function marksOf(supergraph: DocumentNode): Marks {
  return { hidden: new Set(namesOf(supergraph, 'inaccessible')), tags: new Set(namesOf(supergraph, 'tag')) };
}

/** Whether clients see it. */
function isOpen(node: WithDirectives | undefined, { hidden }: Marks): boolean {
  return node !== undefined && !(node.directives ?? []).some(({ name }) => hidden.has(name.value));
}

/** Its class of data, as the supergraph has it. */
function tagOf(node: WithDirectives | undefined, { tags }: Marks): string | undefined {
  const tag = node?.directives?.find(
    (one) => tags.has(one.name.value) && print(one).includes('"data:') && !print(one).includes('"data:none"'),
  );
  return tag && print(tag);
}
