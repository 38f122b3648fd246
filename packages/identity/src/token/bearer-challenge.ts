/** What a request without a token is answered with, in `www-authenticate` (RFC 6750 section 3). */
export const bearerChallenge = 'Bearer realm="throughgate"';
