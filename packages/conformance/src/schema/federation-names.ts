import { type DocumentNode, Kind, type ObjectValueNode, type ValueNode } from 'graphql';

/** Names of Federation's own directives; a schema may write any of them with the prefix `federation__`. */
const directives = new Set(
  (
    'link key requires provides external shareable override tag inaccessible extends composeDirective ' +
    'interfaceObject authenticated requiresScopes policy context fromContext cost listSize cacheTag'
  ).split(' '),
);
const types = new Set(['_Any', '_Entity', '_Service', '_FieldSet', 'FieldSet', 'Import', 'Purpose']);
const ownPrefix = /^(federation|link)__/;
const federationUrl = /^https:\/\/specs\.apollo\.dev\/(federation|link)\//;

/** How a schema calls what comes from Federation's specification. */
export interface FederationNames {
  /** Whether it says that it is a Federation 2 schema. */
  readonly linked: boolean;
  /** The name in the specification of a directive of Federation, and of any other its own name. */
  directive(name: string): string;
  /** Whether a directive or type is defined by the specification. */
  isOwn(name: string): boolean;
}

/** Reads `@link` of a schema: directives may be imported under other names. */
export function federationNames(document: DocumentNode): FederationNames {
  const renamed = new Map<string, string>();
  let linked = false;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, arguments: given = [] } of definition.directives ?? []) {
      const value = (argument: string) => given.find((one) => one.name.value === argument)?.value;
      const url = value('url');
      if (name.value !== 'link' || url?.kind !== Kind.STRING || !federationUrl.test(url.value)) continue;
      linked ||= url.value.includes('/federation/');
      for (const [from, to] of importsOf(value('import'))) renamed.set(to, from);
    }
  }
  const directive = (name: string) => renamed.get(name) ?? name.replace(ownPrefix, '');
  return {
    linked,
    directive,
    isOwn: (name) => ownPrefix.test(name) || directives.has(directive(name)) || types.has(name),
  };
}

/** Whether a `@link` is to Federation's own specifications. */
export function isFederationLink(url: string): boolean {
  return federationUrl.test(url);
}

function importsOf(list: ValueNode | undefined): [string, string][] {
  if (list?.kind !== Kind.LIST) return [];
  return list.values
    .filter((item): item is ObjectValueNode => item.kind === Kind.OBJECT)
    .map((item) => {
      const text = (field: string) => {
        const value = item.fields.find(({ name }) => name.value === field)?.value;
        return value?.kind === Kind.STRING ? value.value.replace(/^@/, '') : '';
      };
      return [text('name'), text('as')];
    });
}
