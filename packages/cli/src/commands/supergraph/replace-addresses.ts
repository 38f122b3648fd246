import { type ConstDirectiveNode, Kind, parse, type StringValueNode } from 'graphql';

/**
 * A supergraph in which some subgraphs have other addresses, by their names; the rest of the text stays as it is. Raises a
 * GraphQLError when it is no SDL.
 */
export function replaceAddresses(sdl: string, addresses: ReadonlyMap<string, string>): string {
  const found = parse(sdl).definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph'
      ? (node.values ?? []).flatMap(({ directives = [] }) => directives)
      : [],
  );
  let text = sdl;
  // From the end, so that places before it stay what they are.
  for (const directive of found.reverse()) {
    const name = textOf(directive, 'name')?.value;
    const url = textOf(directive, 'url');
    const address = name === undefined ? undefined : addresses.get(name);
    if (address === undefined || !url?.loc) continue;
    text = `${text.slice(0, url.loc.start)}${JSON.stringify(address)}${text.slice(url.loc.end)}`;
  }
  return text;
}

function textOf(
  { name, arguments: given = [] }: ConstDirectiveNode,
  argument: string,
): StringValueNode | undefined {
  const value = name.value === 'join__graph' && given.find((one) => one.name.value === argument)?.value;
  return value && value.kind === Kind.STRING ? value : undefined;
}
