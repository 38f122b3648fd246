import { withoutRequirements } from '@throughgate/authorization';
import { supergraphSdl } from '@throughgate/contracts';
import { parse, print } from 'graphql';

/** The hub's supergraph with the addresses of subgraphs that run somewhere else. */
export function supergraphAt(addresses: Readonly<Record<string, string>>): string {
  return Object.entries(addresses).reduce(
    (sdl, [name, url]) => sdl.replace(new RegExp(`(join__graph\\(name: "${name}", url: ")[^"]*`), `$1${url}`),
    supergraphSdl(),
  );
}

/** The same without what it requires of who asks: for gateways without an issuer, and for those that know no requirements. */
export function openSupergraphAt(addresses: Readonly<Record<string, string>>): string {
  return print(withoutRequirements(parse(supergraphAt(addresses))));
}
