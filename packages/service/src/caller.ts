/**
 * Who asks, in which role and for what purpose. The gateway establishes the caller and passes it on,
 * signed; every resolver of every subgraph finds it in its context, because lawful sharing is decided by
 * the agency that owns the record, not only at the door.
 */
export interface Caller {
  /** Stable identifier of the person or system that asks, as its identity provider names it. */
  readonly id: string;
  /**
   * What kind of party asks. `developer` exists only where no issuer vouches for callers and the hub listens on loopback, `anonymous`
   * where none does and others reach it.
   */
  readonly kind: 'developer' | 'person' | 'system' | 'anonymous';
  /** The organisation on whose behalf the caller asks, for example `probation`. */
  readonly organisation: string;
  /** Roles granted by the identity provider. */
  readonly roles: readonly string[];
  /** What the caller may do, as scopes of the hub. A developer may do everything, whatever stands here. */
  readonly scopes: readonly string[];
  /** The program that asks, as the issuer knows it. */
  readonly clientId?: string;
  /** The purpose stated for this request, where one was stated. */
  readonly purpose?: string;
  /**
   * The issuer's token by which the caller was recognised. It goes beside the encoded caller and never in it: agencies verify it
   * for themselves.
   */
  readonly token?: string;
}

/** The caller of a hub that runs on a developer's machine, with synthetic people and no identity provider. */
export const localDeveloper: Caller = {
  id: 'local-developer',
  kind: 'developer',
  organisation: 'throughgate',
  roles: ['developer'],
  scopes: [],
  purpose: 'local development',
};

/** The caller of a gateway that others reach and where nobody vouches for callers. */
export const anonymous: Caller = {
  id: 'anonymous',
  kind: 'anonymous',
  organisation: '',
  roles: [],
  scopes: [],
};

const kinds: ReadonlySet<unknown> = new Set<Caller['kind']>(['developer', 'person', 'system', 'anonymous']);

/**
 * Reads a caller from the form in which {@link encodeCaller} wrote it.
 * Returns `undefined` for anything that is not a whole caller: a request must fail closed.
 */
export function decodeCaller(text: string): Caller | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, kind, organisation, roles, scopes, clientId, purpose } = value as Record<string, unknown>;
  if (typeof id !== 'string' || !kinds.has(kind) || typeof organisation !== 'string') return undefined;
  if (!isTexts(roles) || !isTexts(scopes)) return undefined;
  if (purpose !== undefined && typeof purpose !== 'string') return undefined;
  if (clientId !== undefined && typeof clientId !== 'string') return undefined;
  return {
    id,
    kind: kind as Caller['kind'],
    organisation,
    roles,
    scopes,
    ...(clientId === undefined ? {} : { clientId }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}

/** Writes a caller, without the token, as text that is safe in an HTTP header (base64url of JSON). */
export function encodeCaller({ token: _, ...caller }: Caller): string {
  return Buffer.from(JSON.stringify(caller), 'utf8').toString('base64url');
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
