import { supergraphSdl } from '@throughgate/contracts';

/** The hub's supergraph with the addresses of subgraphs that run somewhere else. */
export function supergraphAt(addresses: Readonly<Record<string, string>>): string {
  return Object.entries(addresses).reduce(
    (sdl, [name, url]) => sdl.replace(new RegExp(`(join__graph\\(name: "${name}", url: ")[^"]*`), `$1${url}`),
    supergraphSdl(),
  );
}
