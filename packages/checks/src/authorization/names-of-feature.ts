import { type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** Under which names a supergraph may apply the directive of a feature that it links, and may have renamed. */
export function namesOfFeature(document: DocumentNode, feature: string): readonly string[] {
  const url = new RegExp(`^https://specs\\.apollo\\.dev/${feature}/v[\\d.]+$`);
  const names = [feature];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { name, arguments: given = [] } of definition.directives ?? []) {
      const link = Object.fromEntries(given.map((one) => [one.name.value, valueFromASTUntyped(one.value)]));
      if (name.value !== 'link' || !url.test(String(link['url']))) continue;
      if (typeof link['as'] === 'string') names.push(link['as']);
      names.push(...importedAs(link['import'], feature));
    }
  }
  return names;
}

function importedAs(imports: unknown, feature: string): string[] {
  if (!Array.isArray(imports)) return [];
  return imports.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('name' in one) || !('as' in one)) return [];
    return one.name === `@${feature}` && typeof one.as === 'string' ? [one.as.slice(1)] : [];
  });
}
