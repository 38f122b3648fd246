import { join, resolve } from 'node:path';
import type { TokenVerifier } from '@throughgate/identity';
import { type Persona, personas, type RunningIssuer, startIssuer } from '@throughgate/issuer';
import type { RunningService } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import { isLoopback, type Logger, OperatorError } from '@throughgate/service';
import { openVerifier, verifierOf } from './open-verifier.ts';

/** Who says who asks a hub. */
export interface HubIssuer {
  /** Issuer as tokens name it. */
  readonly url: string;
  /** Verifies its tokens, for all services of the process. */
  readonly verifier: TokenVerifier;
  /** It as a service of the hub, where it is the hub's own; none where HUB_ISSUER names another. */
  readonly services: readonly RunningService[];
  /** Makes a token of a persona, where it is the hub's own. */
  readonly issue?: RunningIssuer['issue'];
}

/** Where the development issuer of a hub keeps its keys. */
export function issuerDirectory(data: string): string {
  return join(resolve(data), 'issuer');
}

/**
 * The issuer that HUB_ISSUER names, or else one for development, which `cleanup` stops. That one lets whoever reaches it be
 * anybody, so that a hub that others reach needs one of its own.
 *
 * Raises `OperatorError` when HUB_HOST is not loopback and there is no HUB_ISSUER, and as `startIssuer` does.
 * @param local a subgraph under development, whose scopes the persona `developer` has too
 */
export async function openHubIssuer(
  settings: Settings,
  logger: Logger,
  cleanup: AsyncDisposableStack,
  local?: string,
): Promise<HubIssuer> {
  requireIssuer(settings);
  const named = openVerifier(settings, logger, cleanup);
  if (named) return { url: named.issuer, verifier: named, services: [] };
  const { audience, issuerPort: port, data } = settings;
  const issuer: RunningIssuer = await startIssuer({
    port,
    audience,
    directory: issuerDirectory(data),
    personas: local === undefined ? personas : withScopesOf(local),
    logger,
  });
  cleanup.defer(() => issuer.stop());
  const { url } = issuer;
  const verifier = verifierOf({ ...settings, issuer: url }, logger, cleanup);
  return { url, verifier, services: [{ name: 'issuer', url }], issue: issuer.issue };
}

/** Raises `OperatorError` where a hub that others reach would take the development issuer's word for who asks. */
export function requireIssuer({ issuer, host }: Pick<Settings, 'issuer' | 'host'>): void {
  if (issuer !== undefined || isLoopback(host)) return;
  throw new OperatorError(
    `HUB_HOST is ${host}, which others reach, and HUB_ISSUER names no issuer that says who asks. ` +
      'Set HUB_ISSUER (--issuer) to the address of an OpenID Connect issuer, or listen on 127.0.0.1.',
  );
}

function withScopesOf(subgraph: string): Readonly<Record<string, Persona>> {
  const { developer } = personas;
  const own = ['read', 'write', 'aggregate'].map((what) => `${subgraph}:${what}`);
  return { ...personas, developer: { ...developer, scopes: [...new Set([...developer.scopes, ...own])] } };
}
