import { isSecureUrl, OperatorError } from '@throughgate/service';

/**
 * Holds an address of an issuer to what makes its keys trustworthy: HTTPS, or this machine.
 *
 * @param what names the address in the message: `The issuer`
 * @returns the text as it is given, since tokens name their issuer letter by letter
 *
 * Raises `OperatorError`.
 */
export function requireIssuerUrl(text: string, what: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OperatorError(`${what} must be a URL that begins with https://, and "${text}" is none.`);
  }
  if (url.username || url.password) {
    throw new OperatorError(`${what} must be a URL without a user name or password.`);
  }
  if (url.search || url.hash) {
    throw new OperatorError(`${what} must be a URL without "?" and "#", and "${text}" has them.`);
  }
  if (!isSecureUrl(url)) {
    throw new OperatorError(
      `${what} must begin with https://, since whoever is on the way could give "${text}" keys of their own; http:// is for this machine alone.`,
    );
  }
  return text;
}
