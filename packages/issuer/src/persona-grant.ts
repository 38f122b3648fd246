import { isAgencyScope, isScope } from '@throughgate/identity';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import type { Persona } from './personas.ts';

/** Grant type by which a token endpoint gives a token of a persona to whoever asks. */
export const personaGrant = 'urn:throughgate:params:oauth:grant-type:persona';

/** Seconds that a token of a persona lasts at most. */
export const longestLife = 86_400;

/** What such a grant takes, beside its type and the client. */
const parameters = ['persona', 'purposes', 'scopes', 'expires_in', 'audience'] as const;

/** Purposes that a token was asked to be kept to; undefined for all that the persona has. */
export function purposesAsked(context: KoaContextWithOIDC | undefined): readonly string[] | undefined {
  const asked = context?.oidc?.params?.['purposes'];
  return typeof asked === 'string' ? asked.split(' ').filter((purpose) => purpose !== '') : undefined;
}

/** Scopes that a token was asked to have beside the persona's. */
export function scopesAsked(context: KoaContextWithOIDC | undefined): readonly string[] {
  const asked = context?.oidc?.params?.['scopes'];
  return typeof asked === 'string' ? asked.split(' ').filter((scope) => scope !== '') : [];
}

/** Teaches a provider the grant. */
export function addPersonaGrant(
  provider: Provider,
  personas: Readonly<Record<string, Persona>>,
  resource: { readonly identifier: string; readonly audience: string; readonly scope: string },
): void {
  provider.registerGrantType(
    personaGrant,
    async (context) => {
      const { client } = context.oidc;
      const params: Readonly<Record<string, unknown>> = context.oidc.params ?? {};
      const name = typeof params['persona'] === 'string' ? params['persona'] : '';
      if (!Object.hasOwn(personas, name)) {
        throw refused(`persona must be one of ${Object.keys(personas).join(', ')}`);
      }
      const persona = personas[name] as Persona;
      const beyond = purposesAsked(context)?.find((purpose) => !persona.purposes.includes(purpose as never));
      if (beyond !== undefined) throw refused(`purposes of ${name} are ${persona.purposes.join(', ')}`);
      if (!scopesAsked(context).every((scope) => isScope(scope) || isAgencyScope(scope))) {
        throw refused('scopes must be scopes of the hub or of an agency, such as housing:read');
      }
      const system = persona.kind === 'system' ? await provider.Client.find(name) : undefined;
      const { AccessToken, ResourceServer } = provider;
      const token = new AccessToken({
        client: system ?? client,
        accountId: name,
        gty: personaGrant,
        expiresIn: lifeAsked(params['expires_in']),
      } as never);
      token.resourceServer = new ResourceServer(resource.identifier, {
        scope: resource.scope,
        audience: typeof params['audience'] === 'string' ? params['audience'] : resource.audience,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      });
      context.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        token_type: token.tokenType,
      };
    },
    parameters,
  );
}

function lifeAsked(asked: unknown): number {
  if (asked === undefined) return 3_600;
  const seconds = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  if (seconds >= 1 && seconds <= longestLife) return seconds;
  throw refused(`expires_in must be a whole number of seconds, 1 to ${longestLife}`);
}

function refused(description: string): Error {
  return new errors.InvalidRequest(description);
}
