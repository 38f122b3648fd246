import { hkdfSync } from 'node:crypto';
import { parseCookie, type SetCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EncryptJWT, type JWTPayload, jwtDecrypt } from 'jose';

/** Characters of a cookie: browsers keep 4,096 bytes of each, its name and attributes among them (RFC 6265 section 6.1). */
const longest = 3_800;
/** Cookies in which one text may lie: the longest token that is taken fits, and Node.js takes 16 KiB of headers. */
const mostPieces = 3;

/** What keeps something in the browser, where nobody can read it, change it, or make one up. */
export interface SealedCookie<Content> {
  /** What a request brings; undefined where it is missing, altered, expired, or another gateway's. */
  open(request: FastifyRequest): Promise<Content | undefined>;
  /**
   * Has the browser keep it.
   *
   * @param until when it ends, milliseconds since 1970; afterwards it is not opened, whatever the browser does
   */
  seal(request: FastifyRequest, reply: FastifyReply, content: Content, until: number): Promise<void>;
  /** Has the browser forget it. */
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/** What {@link sealedCookie} needs. */
export interface SealedCookieOptions<Content> {
  /** What it is for: a part of its name, and of its key, so that one cookie cannot stand in for another. */
  readonly purpose: string;
  /** Secret from which its key follows. */
  readonly secret: string;
  /** Origin of the gateway as browsers have it. */
  readonly origin: () => string;
  /** Reads what was opened; undefined of what an earlier version may have kept. */
  readonly read: (content: JWTPayload) => Content | undefined;
}

/**
 * A cookie that holds an encrypted JWT (`dir`, A256GCM), with a key for its purpose alone. Scripts do not see it, other sites' requests
 * do not bring it, and over HTTPS it belongs to this host and to no other (`__Host-`, RFC 6265bis section 4.1.3).
 */
export function sealedCookie<Content extends object>({
  purpose,
  secret,
  origin,
  read,
}: SealedCookieOptions<Content>): SealedCookie<Content> {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `throughgate ${purpose} cookie`, 32));
  return {
    async open(request) {
      const text = textOf(request.headers.cookie, nameFor(purpose, origin()));
      if (text === undefined) return undefined;
      try {
        const options = {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          issuer: origin(),
          requiredClaims: ['exp'],
        };
        const { payload } = await jwtDecrypt(text, key, options);
        return read(payload);
      } catch {
        return undefined;
      }
    },
    async seal(request, reply, content, until) {
      const seconds = Math.floor(until / 1_000);
      const text = await new EncryptJWT({ ...content } as JWTPayload)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuer(origin())
        .setExpirationTime(seconds)
        .encrypt(key);
      const pieces = text.match(new RegExp(`.{1,${longest}}`, 'g')) ?? [];
      const maxAge = Math.max(0, seconds - Math.floor(Date.now() / 1_000));
      keep(request, reply, [`${pieces.length}.${pieces[0]}`, ...pieces.slice(1)], maxAge);
    },
    clear: (request, reply) => keep(request, reply, [], 0),
  };

  /** Sets as many cookies as there are pieces, and clears what the browser has beyond them. */
  function keep(request: FastifyRequest, reply: FastifyReply, pieces: readonly string[], maxAge: number) {
    if (pieces.length > mostPieces) throw new Error('what is to be kept in the browser is too long');
    const name = nameFor(purpose, origin());
    const known = parseCookie(request.headers.cookie ?? '');
    for (let index = 0; index < mostPieces; index += 1) {
      const piece = pieces[index];
      const one = index === 0 ? name : `${name}-${index}`;
      if (piece === undefined && known[one] === undefined) continue;
      const attributes = piece === undefined ? { value: '', maxAge: 0 } : { value: piece, maxAge };
      reply.header('set-cookie', cookieText({ name: one, ...attributes }, origin()));
    }
  }
}

/** A cookie for this host that no script sees, in the form of a `set-cookie` header. */
export function cookieText(cookie: SetCookie, origin: string): string {
  const secure = origin.startsWith('https:');
  return stringifySetCookie({ ...cookie, path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/**
 * Name of a cookie of this gateway. Without HTTPS it holds the port: cookies belong to a host, and hubs on one machine would take each
 * other's away.
 */
export function nameFor(purpose: string, origin: string): string {
  const { protocol, port } = new URL(origin);
  return protocol === 'https:' ? `__Host-throughgate-${purpose}` : `throughgate-${purpose}-${port || '80'}`;
}

/** The text that lies in one or more cookies of a name. */
function textOf(header: string | undefined, name: string): string | undefined {
  if (header === undefined || !header.includes(name)) return undefined;
  const cookies = parseCookie(header);
  const [, count, first] = /^([1-9])\.(.+)$/.exec(cookies[name] ?? '') ?? [];
  if (first === undefined) return undefined;
  const rest = Array.from({ length: Number(count) - 1 }, (_, index) => cookies[`${name}-${index + 1}`]);
  return rest.includes(undefined) ? undefined : first + rest.join('');
}
