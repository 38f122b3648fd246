import type { JWTPayload } from 'jose';
import { scopesOfRoles } from '../vocabulary/roles.ts';
import { isAgencyScope, isScope } from '../vocabulary/scopes.ts';
import type { Identity } from './identity.ts';
import { TokenError } from './token-verifier.ts';

/**
 * Reads who a verified token speaks for. Keycloak and others write `azp` where RFC 9068 has `client_id`: it counts where that
 * is missing. Other claims than the required ones may be missing, which grants nothing; but one that is there must be as
 * expected, since an issuer that means something else by it is not understood.
 *
 * Raises {@link TokenError} `TOKEN_REFUSED`.
 *
 * @param rolesClaim name of the claim that lists roles, or the way to it with dots
 */
export function readClaims(payload: JWTPayload, rolesClaim: string): Identity {
  if (own(payload, 'cnf') !== undefined) {
    throw refused(
      'The token is bound to a key (claim "cnf"), which the hub does not check. Ask the issuer for one that is not.',
    );
  }
  const id = requiredText(payload, ['sub']);
  const clientId = requiredText(payload, ['client_id', 'azp']);
  const roles = texts(claimAt(payload, rolesClaim), rolesClaim);
  const granted = scopeTexts(own(payload, 'scope')).filter((one) => isScope(one) || isAgencyScope(one));
  return {
    id,
    clientId,
    kind: id === clientId ? 'system' : 'person',
    organisation: optionalText(payload, 'organisation'),
    roles,
    scopes: [...new Set([...scopesOfRoles(roles), ...granted])],
    purposes: texts(own(payload, 'purposes'), 'purposes'),
    subgraphs: texts(own(payload, 'subgraphs'), 'subgraphs'),
    expiresAt: (payload.exp ?? 0) * 1000,
  };
}

/** A claim whose whole name is `path`, as those that are URLs; else the one to which its words lead. */
function claimAt(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return own(payload, path);
  return path.split('.').reduce<unknown>(own, payload);
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function requiredText(payload: JWTPayload, names: readonly string[]): string {
  const name = names.find((one) => own(payload, one) !== undefined);
  const value = name === undefined ? undefined : own(payload, name);
  if (typeof value === 'string' && value !== '') return value;
  throw refused(`The token must have a text as claim "${names.join('" or "')}" (RFC 9068 section 2.2).`);
}

function optionalText(payload: JWTPayload, name: string): string {
  const value = own(payload, name) ?? '';
  if (typeof value !== 'string') throw refused(`The token's claim "${name}" must be a text.`);
  return value;
}

function texts(value: unknown, name: string): readonly string[] {
  const list = value ?? [];
  if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list;
  throw refused(`The token's claim "${name}" must be a list of texts.`);
}

/** A text with spaces (RFC 8693 section 4.2), or a list as Spring Authorization Server writes. */
function scopeTexts(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(' ') : texts(value, 'scope');
}

function refused(message: string): TokenError {
  return new TokenError('TOKEN_REFUSED', message);
}
