import type { AskingRequest } from '../asking-request.ts';
import { malformedRequest, unauthenticated } from './token-refusals.ts';

/** The header's only form (RFC 6750 section 2.1); the scheme in any case (RFC 9110 section 11.1). */
const bearer = /^bearer +([\w.~+/-]+=*) *$/i;
/** The parameter by which RFC 6750 section 2.3 would have a token in an address, where every log on the way keeps it. */
const inAddress = /[?&]access_token=/i;

/**
 * Takes the token from a request; `undefined` where there is none.
 *
 * Raises a `GraphQLError` `BAD_REQUEST` for one in the address or for several, and `UNAUTHENTICATED` for a header of another form.
 */
export function bearerToken({ headers, raw, url }: AskingRequest): string | undefined {
  if (inAddress.test(url)) {
    throw malformedRequest(
      'The token belongs into the header "authorization" and never into the address, where logs keep it. Have the issuer revoke this one.',
    );
  }
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  // Of several Node.js shows the first alone; what stands before the gateway may have looked at another.
  if (isRepeated(raw.rawHeaders)) {
    throw malformedRequest('The request has several headers "authorization"; send one.');
  }
  const [, token] = bearer.exec(authorization) ?? [];
  if (token !== undefined) return token;
  throw unauthenticated('The header must be "authorization: Bearer <token>".', 'invalid_token');
}

/** @param rawHeaders names and values in turn */
function isRepeated(rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') count += 1;
  }
  return count > 1;
}
