import { GraphQLError } from 'graphql';

/** Why nobody could sign in, as pages and programs are told. */
export type SignInCode =
  | 'BAD_REQUEST'
  | 'FORBIDDEN'
  | 'ISSUER_UNAVAILABLE'
  | 'PURPOSE_NOT_GRANTED'
  | 'SIGN_IN_DENIED'
  | 'SIGN_IN_EXPIRED'
  | 'SIGN_IN_FAILED'
  | 'SIGN_IN_MISMATCH'
  | 'UNAUTHENTICATED';

const statuses: Readonly<Record<SignInCode, number>> = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  ISSUER_UNAVAILABLE: 503,
  PURPOSE_NOT_GRANTED: 403,
  SIGN_IN_DENIED: 403,
  SIGN_IN_EXPIRED: 400,
  SIGN_IN_FAILED: 502,
  SIGN_IN_MISMATCH: 400,
  UNAUTHENTICATED: 401,
};

const titles: Readonly<Record<SignInCode, string>> = {
  BAD_REQUEST: 'The address is wrong',
  FORBIDDEN: 'This did not come from this site',
  ISSUER_UNAVAILABLE: 'You cannot sign in at the moment',
  PURPOSE_NOT_GRANTED: 'You have not been granted this purpose',
  SIGN_IN_DENIED: 'You were not signed in',
  SIGN_IN_EXPIRED: 'Signing in took too long',
  SIGN_IN_FAILED: 'You could not be signed in',
  SIGN_IN_MISMATCH: 'This sign-in was not begun here',
  UNAUTHENTICATED: 'You have to sign in',
};

/** A refusal on the way in. Its message is for whoever signs in, and holds nothing of a token or of what the issuer said. */
export class SignInProblem extends GraphQLError {
  readonly code: SignInCode;
  readonly status: number;
  readonly title: string;

  constructor(code: SignInCode, message: string, cause?: unknown) {
    super(message, {
      extensions: { code, http: { status: statuses[code] } },
      ...(cause instanceof Error ? { originalError: cause } : {}),
    });
    this.name = 'SignInProblem';
    this.code = code;
    this.status = statuses[code];
    this.title = titles[code];
  }
}
