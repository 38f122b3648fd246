import { type DocumentNode, Kind, type ValueNode } from 'graphql';

/** Names of the directives of Federation's specification, of `@link`'s and of `@core`'s, which came before it. */
const directives = new Set(
  (
    'link core key requires provides external shareable override tag inaccessible extends composeDirective ' +
    'interfaceObject authenticated requiresScopes policy context fromContext cost listSize cacheTag'
  ).split(' '),
);
const specification = /^https:\/\/specs\.apollo\.dev\/(federation|link|core)\//;

/** How a schema calls what comes from Federation's specification. */
export interface FederationNames {
  /** Whether it says that it is a Federation 2 schema. */
  readonly linked: boolean;
  /** The name in the specification of a directive of Federation, and of any other its own name. */
  directive(name: string): string;
  /** The names under which the schema may apply a directive of the specification: `key`, `federation__key`. */
  namesOf(directive: string): readonly string[];
  /** Whether a name belongs to the specification because the schema links it: it is imported, or has its prefix. */
  isLinked(name: string): boolean;
  /** Whether a directive is Federation's, be it that the schema only defines one of its name. */
  isFederationDirective(name: string): boolean;
}

/** Reads `@link` of a schema: what it links may be imported under other names, or have another prefix. */
export function federationNames(document: DocumentNode): FederationNames {
  const imported = new Map<string, string>();
  const prefixes = new Set(['federation', 'link', 'core']);
  let linked = false;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, arguments: given = [] } of definition.directives ?? []) {
      const value = (argument: string) => given.find((one) => one.name.value === argument)?.value;
      const url = value('url') ?? value('feature');
      if (!directives.has(name.value) || url?.kind !== Kind.STRING || !specification.test(url.value))
        continue;
      linked ||= url.value.includes('/federation/');
      const prefix = value('as');
      if (prefix?.kind === Kind.STRING) prefixes.add(prefix.value);
      for (const [from, to] of importsOf(value('import'))) imported.set(to, from);
    }
  }
  const prefixOf = (name: string) => {
    const end = name.indexOf('__');
    return end > 0 && prefixes.has(name.slice(0, end)) ? name.slice(0, end + 2) : '';
  };
  const directive = (name: string) => imported.get(name) ?? name.slice(prefixOf(name).length);
  const isLinked = (name: string) => imported.has(name) || prefixOf(name) !== '';
  return {
    linked,
    directive,
    namesOf: (wanted) => [
      ...[...imported].filter(([, from]) => from === wanted).map(([to]) => to),
      ...(imported.has(wanted) ? [] : [wanted]),
      ...[...prefixes].map((prefix) => `${prefix}__${wanted}`),
    ],
    isLinked,
    isFederationDirective: (name) => directives.has(directive(name)),
  };
}

/** Whether a `@link` is to Federation's own specifications. */
export function isFederationLink(url: string): boolean {
  return specification.test(url);
}

/** Pairs of the name in the specification and the name in the schema. */
function importsOf(list: ValueNode | undefined): [from: string, to: string][] {
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((item): [string, string][] => {
    if (item.kind === Kind.STRING) return [[withoutAt(item.value), withoutAt(item.value)]];
    if (item.kind !== Kind.OBJECT) return [];
    const text = (field: string) => {
      const value = item.fields.find(({ name }) => name.value === field)?.value;
      return value?.kind === Kind.STRING ? withoutAt(value.value) : '';
    };
    return text('name') === '' ? [] : [[text('name'), text('as') || text('name')]];
  });
}

function withoutAt(name: string): string {
  return name.replace(/^@/, '');
}
