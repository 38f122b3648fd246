import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  visit,
} from 'graphql';
import { appliedNames, directiveNames, directiveSpecifications } from './directive-names.ts';
import { type Link, linkOf } from './links.ts';

const federation = /^https:\/\/specs\.apollo\.dev\/federation\/v\d+\.\d+$/;
/** The scalars in which the specifications have scopes and policies written. */
const scalarNames = ['Scope', 'Policy'];

/**
 * A supergraph or a subgraph without what it requires of callers: applications, definitions, scalars and links of
 * `@authenticated`, `@requiresScopes` and `@policy` are left out, under whatever names. Apollo's planner refuses a supergraph
 * that has them, since it does not enforce them: **whoever plans with what is left must enforce what `readRequirements`
 * reads from the whole document.**
 *
 * @returns the same document where there is nothing to leave out
 */
export function withoutRequirements(document: DocumentNode): DocumentNode {
  const names = appliedNames(document);
  const scalars = new Set<string>();
  return visit(document, {
    Directive(node) {
      if (names.has(node.name.value)) return null;
      return node.name.value === 'link' ? withoutLink(node as ConstDirectiveNode, scalars) : undefined;
    },
    DirectiveDefinition: ({ name }) => (names.has(name.value) ? null : undefined),
    SchemaExtension: {
      // Of one that only linked them nothing is left.
      leave: ({ directives = [], operationTypes = [] }) =>
        directives.length + operationTypes.length === 0 ? null : undefined,
    },
    Document: {
      leave: ({ definitions, ...node }) =>
        definitions.some((one) => isOneOf(one, scalars))
          ? { ...node, definitions: definitions.filter((one) => !isOneOf(one, scalars)) }
          : undefined,
    },
  });
}

/**
 * What stays of a `@link`: nothing of one to a directive's specification, and one to federation without the directives among
 * its imports.
 *
 * @param scalars is told the names of the scalars that go with it
 */
function withoutLink(node: ConstDirectiveNode, scalars: Set<string>): ConstDirectiveNode | null | undefined {
  const link = linkOf(node);
  // A link to a version that is not known stays, so that a planner that does not know it refuses the schema.
  const feature = directiveNames[directiveSpecifications.indexOf(link.url)];
  if (feature !== undefined) {
    for (const name of scalarNames) scalars.add(scalarName(link, link.as ?? feature, name));
    return null;
  }
  if (!federation.test(link.url) || !link.imports.some(({ name }) => isDirective(name))) return undefined;
  for (const name of scalarNames) scalars.add(scalarName(link, link.as ?? 'federation', name));
  return { ...node, arguments: (node.arguments ?? []).map(withoutImports) };
}

function withoutImports(argument: ConstArgumentNode): ConstArgumentNode {
  const { name, value } = argument;
  if (name.value !== 'import' || value.kind !== Kind.LIST) return argument;
  const values = value.values.filter((one) => {
    const imported =
      one.kind === Kind.OBJECT ? one.fields.find((field) => field.name.value === 'name')?.value : one;
    return imported?.kind !== Kind.STRING || !isDirective(imported.value);
  });
  return { ...argument, value: { ...value, values } };
}

/** Under which name a schema has a scalar of a specification that it links. */
function scalarName({ imports }: Link, prefix: string, name: string): string {
  const imported = imports.find((one) => one.name === name);
  return imported ? (imported.as ?? name) : `${prefix}__${name}`;
}

function isOneOf({ kind, ...node }: DefinitionNode, scalars: ReadonlySet<string>): boolean {
  return kind === Kind.SCALAR_TYPE_DEFINITION && 'name' in node && scalars.has(node.name?.value ?? '');
}

function isDirective(name: string): boolean {
  return directiveNames.some((one) => `@${one}` === name);
}
