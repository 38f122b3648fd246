/** How people sign in at a gateway. */
export interface SignInOptions {
  /** Issuer at which they do, a URL: the one whose tokens the gateway takes. */
  readonly issuer: string;
  /** The gateway as the issuer knows it. */
  readonly clientId: string;
  /** What the gateway shows the issuer beside that. @default none, for a public client */
  readonly clientSecret?: string | undefined;
  /**
   * Whom tokens are to be for: sent as `audience`, and as `resource` (RFC 8707) where it is a URI.
   * @default the issuer is not told, and knows it from the client
   */
  readonly audience?: string | undefined;
  /**
   * Address of the gateway as browsers have it, its origin: `https://hub.example.org`. The issuer sends people back to
   * `/sign-in/callback` of it.
   * @default as the gateway listens
   */
  readonly publicUrl?: string | undefined;
  /** Secret from which the keys of the cookies follow: the same for all gateways of one address. */
  readonly sessionKey: string;
}

/** Where people sign in, and are sent back to by the issuer. */
export const paths = {
  signIn: '/sign-in',
  callback: '/sign-in/callback',
  purpose: '/sign-in/purpose',
  session: '/sign-in/session',
  signOut: '/sign-out',
} as const;
