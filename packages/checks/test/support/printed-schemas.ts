/**
 * One small subgraph, as its author wrote it and as libraries print it at `_service { sdl }` or into a file: with Federation's
 * own definitions, each in its way. `schema` is what all of them say.
 */
const types = (key: string, tag: string) => `
"A place to live."
type Home ${key} {
  "Its number."
  id: ID! ${tag}
}
`;

const query = (more = '') => `
"What can be asked of homes."
type Query {
  ${more}
  "A home by its number."
  home("The home's number." id: ID!): Home
}
`;

const url = 'https://specs.apollo.dev/federation/v2.12';
const link = `extend schema @link(url: "${url}", import: ["@key", "@tag"])`;
const key = '@key(fields: "id")';
const tag = '@tag(name: "data:none")';

/** As its author wrote it. */
export const written = `${link}${query()}${types(key, tag)}`;

/** As libraries print it. */
export const printed: Readonly<Record<string, string>> = {
  'Apollo Server and mercurius': `${link}
scalar _Any
union _Entity = Home
type _Service { sdl: String }
${query()}${types(key, tag)}
extend type Query {
  _entities(representations: [_Any!]!): [_Entity]!
  _service: _Service!
}`,
  'graphql-java': `schema @link(import : ["@key", "@tag"], url : "${url}"){
  query: Query
}
directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
directive @link(as: String, for: link__Purpose, import: [link__Import], url: String!) repeatable on SCHEMA
directive @tag(name: String!) repeatable on FIELD_DEFINITION | INTERFACE | OBJECT | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA
"Indicates an Input Object is a OneOf Input Object."
directive @oneOf on INPUT_OBJECT
"Exposes a URL that specifies the behaviour of this scalar."
directive @specifiedBy("The URL." url: String!) on SCALAR
directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
directive @deprecated(reason: String! = "No longer supported") on FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION
union _Entity = Home
${types(key, tag)}
${query('_entities(representations: [_Any!]!): [_Entity]!\n  _service: _Service!')}
type _Service {
  sdl: String!
}
enum link__Purpose { EXECUTION SECURITY }
scalar _Any
scalar federation__FieldSet
scalar link__Import`,
  gqlgen: `${link}
directive @key(fields: FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
directive @requires(fields: FieldSet!) on FIELD_DEFINITION
directive @provides(fields: FieldSet!) on FIELD_DEFINITION
directive @external on OBJECT | FIELD_DEFINITION
directive @extends on OBJECT | INTERFACE
directive @shareable repeatable on FIELD_DEFINITION | OBJECT
directive @composeDirective(name: String!) repeatable on SCHEMA
directive @interfaceObject on OBJECT
directive @inaccessible on FIELD_DEFINITION | OBJECT
directive @override(from: String!, label: String) on FIELD_DEFINITION
directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT
directive @policy(policies: [[federation__Policy!]!]!) on FIELD_DEFINITION | OBJECT
directive @requiresScopes(scopes: [[federation__Scope!]!]!) on FIELD_DEFINITION | OBJECT
directive @authenticated on FIELD_DEFINITION | OBJECT
directive @link(import: [String!], url: String!) repeatable on SCHEMA
scalar FieldSet
scalar federation__Policy
scalar federation__Scope
scalar _Any
union _Entity = Home
type _Service { sdl: String }
${query()}${types(key, tag)}
extend type Query {
  _entities(representations: [_Any!]!): [_Entity]!
  _service: _Service!
}`,
  Strawberry: `schema @link(url: "${url}", import: ["@key", "@tag"]) {
  query: Query
}
${types(key, tag)}${query('_entities(representations: [_Any!]!): [_Entity]!\n  _service: _Service!')}
scalar _Any
union _Entity = Home
type _Service {
  sdl: String!
}`,
  'graphql-ruby': `extend schema @link(url: "${url}", as: "fed")
${types('@fed__key(fields: "id")', '@fed__tag(name: "data:none")')}${query()}
scalar fed__FieldSet
scalar _Any
union _Entity = Home
type _Service { "The sdl representing the federated service capabilities." sdl: String }
extend type Query {
  _entities(representations: [_Any!]!): [_Entity]!
  _service: _Service!
}`,
  HotChocolate: `schema @link(url: "${url}", import: [ "@key", "@tag", "FieldSet" ]) {
  query: Query
}
${query('_service: _Service!\n  _entities(representations: [_Any!]!): [_Entity]!')}${types(key, tag)}
"This type provides a field named sdl: String! which exposes the SDL of the service's schema."
type _Service { sdl: String! }
"Union of all types that key directive applied. This information is needed by the Apollo federation gateway."
union _Entity = Home
"Used to indicate a combination of fields that can be used to uniquely identify and fetch an object or interface."
directive @key(fields: FieldSet! resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
"Links definitions within the document to external schemas."
directive @link("Gets imported specification url." url: String! "Gets optional list of imported element names." import: [String!]) repeatable on SCHEMA
directive @tag("The name of the tag." name: String!) repeatable on OBJECT | FIELD_DEFINITION
"Scalar representing a set of fields."
scalar FieldSet
"The _Any scalar is used to pass representations of entities from external services into the root _entities field for execution."
scalar _Any`,
  'async-graphql': `${query()}${types(key, tag)}
directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
schema {
  query: Query
}
extend schema @link(
  url: "${url}",
  import: ["@key", "@tag", "@shareable", "@inaccessible", "@override", "@external", "@provides", "@requires", "@composeDirective", "@interfaceObject"]
)`,
  Ariadne: `${link}
scalar String
scalar ID
scalar _Any
scalar _FieldSet
union _Entity = Home
type _Service { sdl: String }
directive @key(fields: _FieldSet!) repeatable on OBJECT | INTERFACE
${query()}${types(key, tag)}
extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }`,
  'an introspection with roots of other names': `schema @link(url: "${url}", import: ["@key", "@tag"]) { query: RootQuery }
${query('_service: _Service!').replace('type Query', 'type RootQuery')}${types(key, tag)}
type _Service { sdl: String }`,
  'a link under another name of its parts': `extend schema
  @link(url: "https://specs.apollo.dev/link/v1.0", import: ["Import", "Purpose"])
  @link(url: "${url}", import: [{ name: "@key", as: "@primaryKey" }, { name: "@tag", as: "@label" }, { name: "FieldSet", as: "Fields" }])
scalar Import
enum Purpose { SECURITY EXECUTION }
scalar Fields
directive @link(url: String!, as: String, for: Purpose, import: [Import]) repeatable on SCHEMA
directive @primaryKey(fields: Fields!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
${query()}${types('@primaryKey(fields: "id")', '@label(name: "data:none")')}`,
};

/** The same as Federation 1 has it. */
export const firstFederation = {
  written: `${query()}${types(key, '')}`,
  printed: `scalar _Any
scalar _FieldSet
union _Entity = Home
type _Service { sdl: String }
directive @external on FIELD_DEFINITION
directive @requires(fields: _FieldSet!) on FIELD_DEFINITION
directive @provides(fields: _FieldSet!) on FIELD_DEFINITION
directive @key(fields: _FieldSet!) repeatable on OBJECT | INTERFACE
directive @extends on OBJECT | INTERFACE
${query('_service: _Service!\n  _entities(representations: [_Any!]!): [_Entity]!')}${types(key, '')}`,
};
