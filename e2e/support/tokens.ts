import { purposeHeader } from '@throughgate/identity';
import { issuePersonaToken, type RunningIssuer, startIssuer } from '@throughgate/issuer';
import { readRunFile } from '@throughgate/runtime/run-file';
import { createLogger } from '@throughgate/service';
import { temporaryDirectory } from './temporary-directory.ts';

// Whoever asks a hub needs a token of its issuer. Tests that are about something else ask as the persona that may everything.

/** Finds the issuer of what listens at each origin. */
const issuers = new Map<string, () => string | undefined>();
/** Tokens that were issued, by issuer and persona; each is good for as long as any test runs. */
const issued = new Map<string, Promise<string>>();

/** Scopes of agencies that join hubs in tests. */
const scopesOfGuests = ['housing:read', 'housing:write', 'health:read', 'health:write'];

/** Remembers whose tokens a process of `hub` at `url` takes, which was started with these settings. */
export function rememberIssuer(url: string, settings: Readonly<Record<string, string>>): void {
  const { HUB_ISSUER: named, HUB_DATA: data } = settings;
  issuers.set(new URL(url).origin, () => named ?? (data === undefined ? undefined : issuerOf(data)));
}

/** The issuer of the hub that runs on a data directory; undefined when none does. */
export function issuerOf(data: string): string | undefined {
  return readRunFile(data)?.issuerUrl;
}

/**
 * What a request to a hub that a test started has for headers to be answered, beside those that every request has; nothing where
 * a gateway has no issuer.
 */
export async function headersFor(
  url: string,
  persona = 'developer',
  purpose = 'supervision',
): Promise<Record<string, string>> {
  const issuer = issuers.get(new URL(url).origin)?.();
  if (issuer === undefined) return {};
  return { authorization: `Bearer ${await tokenOf(issuer, persona)}`, [purposeHeader]: purpose };
}

/** A token of a persona, of a development issuer. */
export async function tokenOf(issuer: string, persona = 'developer'): Promise<string> {
  const key = `${issuer} ${persona}`;
  let token = issued.get(key);
  if (token === undefined) {
    token = issuePersonaToken(issuer, persona, {
      expiresIn: 86_400,
      ...(persona === 'developer' ? { scopes: scopesOfGuests } : {}),
    });
    issued.set(key, token);
    // What fails once may succeed when it is asked for again.
    token.catch(() => issued.delete(key));
  }
  return token;
}

/** Starts an issuer for services that are started alone. */
export async function startIssuerForTest(): Promise<AsyncDisposable & Pick<RunningIssuer, 'url'>> {
  const directory = temporaryDirectory();
  const { url, stop } = await startIssuer({
    port: 0,
    directory: directory.path,
    logger: createLogger('silent'),
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      await stop();
      directory[Symbol.dispose]();
    },
  };
}
