import { scopes } from '@throughgate/identity';
import {
  type AdapterFactory,
  type ClientMetadata,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { IssuerKeys } from './issuer-keys.ts';
import { pageOf } from './page.ts';
import { addPersonaGrant, purposesAsked, scopesAsked } from './persona-grant.ts';
import type { Persona } from './personas.ts';

/** What a provider is made of. */
export interface ProviderOptions {
  /** Issuer as tokens name it: where it listens. */
  readonly issuer: string;
  readonly audience: string;
  readonly personas: Readonly<Record<string, Persona>>;
  readonly keys: IssuerKeys;
  readonly clients: ClientMetadata[];
  readonly adapter: AdapterFactory;
}

/** What access tokens are for, as requests may name it (RFC 8707); what is in tokens is the audience. */
const graph = 'urn:throughgate:graph';

/** Path at which one signs in. */
export const signInPath = '/sign-in';

/** Seconds that a token of somebody who signed in lasts: a working day, since nobody is asked for a password anyway. */
const workingDay = 8 * 3_600;

/** An OpenID Connect provider that lets anyone be any of its personas. */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, audience, personas, keys, clients, adapter } = options;
  const scope = Object.keys(scopes).join(' ');
  const resource = { audience, scope, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } } as const;
  const configuration: Configuration = {
    adapter,
    clients,
    jwks: keys.signing as never,
    cookies: {
      keys: [...keys.cookies],
      // Other programs on this machine, other hubs too, have the same host and so the same cookies.
      names: {
        session: 'throughgate_issuer_session',
        interaction: 'throughgate_issuer_sign_in',
        resume: 'throughgate_issuer_resume',
      },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    // What a client may know of who has signed in: it is in the identity token.
    claims: { openid: ['sub', 'name', 'organisation', 'roles', 'purposes'] },
    conformIdTokenClaims: false,
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: ['ES256', 'EdDSA', 'PS256', 'RS256'],
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: ['openid'],
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => graph,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, indicator) => {
          if (indicator !== graph) throw new errors.InvalidTarget(`resource must be ${graph}, or left out`);
          return resource;
        },
      },
    },
    // There is no session for tokens to end with.
    expiresWithSession: () => false,
    ttl: {
      AccessToken: workingDay,
      AuthorizationCode: 60,
      ClientCredentials: 3_600,
      Grant: workingDay,
      IdToken: 3_600,
      Interaction: 3_600,
      Session: 3_600,
    },
    formats: {
      customizers: {
        jwt(context, token, { payload }) {
          const name = 'accountId' in token ? token.accountId : token.clientId;
          Object.assign(payload, claimsOf(personas, String(name), context as KoaContextWithOIDC));
        },
      },
    },
    interactions: { url: (_context, { uid }) => `${signInPath}/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc;
      if (!client || session?.accountId === undefined) return undefined;
      // Whoever signs in here wants what the client asks for.
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      grant.addResourceScope(graph, scope);
      await grant.save();
      return grant;
    },
    findAccount: (_context, name) => {
      if (!Object.hasOwn(personas, name)) return undefined;
      const { title, organisation, roles, purposes } = personas[name] as Persona;
      return {
        accountId: name,
        claims: () => ({ sub: name, name: title, organisation, roles, purposes }),
      };
    },
    renderError(context, { error, error_description: description }) {
      context.type = 'html';
      context.body = pageOf('You cannot sign in so', [
        `The program that sent you here asked wrongly: ${description ?? error}.`,
        'Go back to it, and tell whoever runs it.',
      ]);
    },
  };
  const provider = new Provider(issuer, configuration);
  addPersonaGrant(provider, personas, { identifier: graph, audience, scope });
  return provider;
}

/** What a token says of a persona; whoever is none, a token says nothing of. */
function claimsOf(
  personas: Readonly<Record<string, Persona>>,
  name: string,
  context: KoaContextWithOIDC | undefined,
): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(personas, name)) return {};
  const { roles, scopes: own, organisation, purposes, subgraphs } = personas[name] as Persona;
  return {
    roles,
    scope: [...new Set([...own, ...scopesAsked(context)])].join(' '),
    organisation,
    purposes: purposesAsked(context) ?? purposes,
    subgraphs,
  };
}
