export { bearerChallenge } from './token/bearer-challenge.ts';
export {
  createTokenVerifier,
  type IssuerTokenVerifier,
  type TokenVerifierOptions,
} from './token/create-token-verifier.ts';
export { callerOf, type Identity } from './token/identity.ts';
export { TokenError, type TokenErrorCode, type TokenVerifier } from './token/token-verifier.ts';
export { isPurpose, type Purpose, purposeHeader, purposes } from './vocabulary/purposes.ts';
export { type Role, type RoleName, roles, scopesOfRoles } from './vocabulary/roles.ts';
export { isAgencyScope, isScope, type Scope, scopes } from './vocabulary/scopes.ts';
