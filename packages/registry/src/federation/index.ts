export { type FederationDefinitions, federationDefinitions } from './federation-definitions.ts';
export { type FederationNames, isFederationLink } from './federation-names.ts';
