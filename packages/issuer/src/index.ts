export { issuePersonaToken, type PersonaTokenOptions } from './issue-persona-token.ts';
export { type Persona, type PersonaName, personas } from './personas.ts';
export { type RunningIssuer, type StartIssuerOptions, startIssuer } from './start-issuer.ts';
