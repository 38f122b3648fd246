import type { Verb } from '@throughgate/registry-client';
import { RegistryError } from '../registry-error.ts';

/** Who asks: a token that was found valid. */
export interface Principal {
  readonly id: string;
  /** The token's name: it stands in the history. */
  readonly name: string;
  readonly subgraphs: readonly string[];
  readonly can: readonly Verb[];
  /** Who vouches for it: the registry itself, or an issuer, which grants verbs as scopes. */
  readonly from: 'registry' | 'issuer';
}

/** Raises HUB-C043 (403) unless the token has one of `verbs`, or `admin`, which implies them all. */
export function requireVerb(principal: Principal, verbs: readonly Verb[]): void {
  if (isAdministrator(principal) || verbs.some((verb) => principal.can.includes(verb))) return;
  const wanted = verbs.map((verb) => `\`${verb}\``).join(' or ');
  const allowed = principal.can.length === 0 ? 'nothing here' : principal.can.join(', ');
  const asScope = principal.from === 'issuer' ? ' Issuers grant it as the scope `registry:<verb>`.' : '';
  throw new RegistryError(
    'HUB-C043',
    403,
    `This needs ${wanted}; the token “${principal.name}” allows ${allowed}.${asScope}`,
  );
}

/**
 * Raises HUB-C042 (403) unless the token is for every one of `subgraphs`, those removed included. A token without
 * subgraphs is for none, never for all: a rule whose last subgraph goes away must not open up.
 */
export function requireSubgraphs(principal: Principal, subgraphs: readonly string[]): void {
  if (isAdministrator(principal)) return;
  const own = principal.subgraphs.length === 0 ? 'none' : principal.subgraphs.join(', ');
  const others = [...new Set(subgraphs)].filter((name) => !principal.subgraphs.includes(name));
  if (others.length > 0 || principal.subgraphs.length === 0) {
    const wanted = others.length === 0 ? 'a subgraph' : others.join(', ');
    const asClaim = principal.from === 'issuer' ? ' Issuers name subgraphs in the claim `subgraphs`.' : '';
    throw new RegistryError(
      'HUB-C042',
      403,
      `This needs a token for ${wanted}; the token “${principal.name}” is for ${own}.${asClaim}`,
    );
  }
}

function isAdministrator(principal: Principal): boolean {
  return principal.can.includes('admin');
}
