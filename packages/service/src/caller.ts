/**
 * Who asks, in which role and for what purpose. The gateway establishes the caller and passes it on,
 * signed; every resolver of every subgraph finds it in its context, because lawful sharing is decided by
 * the agency that owns the record, not only at the door.
 */
export interface Caller {
  /** Stable identifier of the person or system that asks, as its identity provider names it. */
  readonly id: string;
  /** What kind of party asks. `developer` exists only where the hub runs for local development. */
  readonly kind: 'developer' | 'person' | 'system';
  /** The organisation on whose behalf the caller asks, for example `probation`. */
  readonly organisation: string;
  /** Roles granted by the identity provider. */
  readonly roles: readonly string[];
  /** The purpose stated for this request, where one was stated. */
  readonly purpose?: string;
}

/** The caller of a hub that runs on a developer's machine, with synthetic people and no identity provider. */
export const localDeveloper: Caller = {
  id: 'local-developer',
  kind: 'developer',
  organisation: 'throughgate',
  roles: ['developer'],
  purpose: 'local development',
};

const kinds: ReadonlySet<unknown> = new Set<Caller['kind']>(['developer', 'person', 'system']);

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
  const { id, kind, organisation, roles, purpose } = value as Record<string, unknown>;
  if (typeof id !== 'string' || !kinds.has(kind) || typeof organisation !== 'string') return undefined;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) return undefined;
  if (purpose !== undefined && typeof purpose !== 'string') return undefined;
  return {
    id,
    kind: kind as Caller['kind'],
    organisation,
    roles,
    ...(purpose === undefined ? {} : { purpose }),
  };
}

/** Writes a caller as text that is safe in an HTTP header (base64url of JSON). */
export function encodeCaller(caller: Caller): string {
  return Buffer.from(JSON.stringify(caller), 'utf8').toString('base64url');
}
