import { type Identity, isPurpose } from '@throughgate/identity';
import type { FastifyRequest } from 'fastify';
import type { JWTPayload } from 'jose';

/** What the browser of somebody who has signed in keeps, in a cookie that it cannot read. */
export interface Session {
  /** Access token of the issuer. */
  readonly token: string;
  /** What they are called, for pages. */
  readonly name: string;
  /** The purpose that they have chosen. @default the first of the hub's that they were granted */
  readonly purpose?: string | undefined;
}

/** Who has signed in, for pages: without the token. */
export interface SignedIn {
  readonly name: string;
  /** On whose behalf they ask; empty where the issuer does not say. */
  readonly organisation: string;
  readonly roles: readonly string[];
  /** Purposes that they were granted. */
  readonly purposes: readonly string[];
  /** The one among them for which they ask; undefined where the hub knows none of them. */
  readonly purpose: string | undefined;
  /** When their time is over, milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Reads a session from what a cookie held. */
export function readSession({ token, name, purpose }: JWTPayload): Session | undefined {
  if (typeof token !== 'string' || typeof name !== 'string') return undefined;
  return { token, name, purpose: typeof purpose === 'string' ? purpose : undefined };
}

/** Who has a session, by what their token says now. */
export function signedInBy({ name, purpose }: Session, identity: Identity): SignedIn {
  const { organisation, roles, purposes, expiresAt } = identity;
  const chosen = purpose !== undefined && purposes.includes(purpose) ? purpose : purposes.find(isPurpose);
  return { name, organisation, roles, purposes, purpose: chosen, expiresAt };
}

const known = new WeakMap<object, SignedIn>();

/** Remembers by whose session a request asks. */
export function rememberSession(request: FastifyRequest, signedIn: SignedIn): void {
  known.set(request.raw, signedIn);
}

/** Who has signed in and sends a request; undefined of one that came without a session, or with a token of its own. */
export function sessionOf(request: FastifyRequest): SignedIn | undefined {
  return known.get(request.raw);
}
