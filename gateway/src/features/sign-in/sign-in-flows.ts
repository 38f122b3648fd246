import type { JWTPayload } from 'jose';

/** A sign-in that has begun: what the browser keeps, sealed, until the issuer sends it back. */
export interface SignInFlow {
  /** Ties the issuer's answer to this browser. */
  readonly state: string;
  /** Ties the identity token to this sign-in. */
  readonly nonce: string;
  /** PKCE: ties the code to whoever asked for it. */
  readonly verifier: string;
  /** Where to go on. */
  readonly return: string;
  /** When it began, milliseconds since 1970. */
  readonly began: number;
}

/** Sign-ins under way in one browser, the latest first: a browser that opens several tabs is sent to the issuer by each. */
export interface SignInFlows {
  readonly flows: readonly SignInFlow[];
}

/** Sign-ins of one browser that are remembered. */
const most = 3;
/** Milliseconds within which somebody must have signed in at the issuer. */
export const longestSignIn = 600_000;

/** Adds one, and forgets the oldest. */
export function withFlow(known: SignInFlows | undefined, flow: SignInFlow): SignInFlows {
  return { flows: [flow, ...(known?.flows ?? [])].slice(0, most) };
}

/** Takes one out: what comes back twice finds nothing the second time. */
export function takeFlow(
  known: SignInFlows | undefined,
  state: string | undefined,
): { readonly flow: SignInFlow | undefined; readonly rest: SignInFlows } {
  const flows = known?.flows ?? [];
  return {
    flow: flows.find((one) => one.state === state),
    rest: { flows: flows.filter((one) => one.state !== state) },
  };
}

/** Reads them from what a cookie held: it was sealed here, and so has this form. */
export function readFlows({ flows }: JWTPayload): SignInFlows | undefined {
  return Array.isArray(flows) ? { flows: flows as SignInFlow[] } : undefined;
}
