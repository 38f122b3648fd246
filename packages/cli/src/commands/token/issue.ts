import { resolve } from 'node:path';
import { issuePersonaToken, type PersonaName, personas } from '@throughgate/issuer';
import { readRunFile } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import { InvalidArgumentError } from 'commander';
import type { Outcome } from '../../output/outcome.ts';

/** What a token of a persona is to be, as the command line says it. */
export interface IssueOptions {
  readonly as: PersonaName;
  readonly purpose?: readonly string[] | undefined;
  readonly scope?: readonly string[] | undefined;
  /** Seconds. */
  readonly expiresIn: number;
}

/**
 * `hub token issue`: has the development issuer make a token. It alone goes to standard output, so that
 * `TOKEN=$(hub token issue …)` works.
 */
export async function issueToken(
  settings: Pick<Settings, 'issuer' | 'data'>,
  { as, purpose, scope, expiresIn }: IssueOptions,
): Promise<Outcome> {
  const { purposes } = personas[as];
  const beyond = purpose?.find((one) => !(purposes as readonly string[]).includes(one));
  if (beyond !== undefined) {
    throw new InvalidArgumentError(`${as} has no purpose ${beyond}; it has ${purposes.join(', ')}.`);
  }
  const issuer = issuerOf(settings);
  const token = await issuePersonaToken(issuer, as, {
    expiresIn,
    ...(purpose === undefined ? {} : { purposes: purpose }),
    ...(scope === undefined ? {} : { scopes: scope }),
  });
  const granted = purpose ?? purposes;
  const expiresAt = new Date(Date.now() + expiresIn * 1_000).toISOString();
  return {
    text: `${token}\n`,
    data: { token, persona: as, purposes: granted, issuer, expiresAt },
    note:
      `A token of ${as}, valid until ${expiresAt}. Send it as \`authorization: Bearer …\`, ` +
      `with \`throughgate-purpose: ${granted[0]}\`${granted.length > 1 ? ` (or ${granted.slice(1).join(', ')})` : ''}.\n`,
  };
}

function issuerOf({ issuer, data }: Pick<Settings, 'issuer' | 'data'>): string {
  const url = issuer ?? readRunFile(data)?.issuerUrl;
  if (url !== undefined) return url;
  throw new Error(
    `No hub with an issuer runs on ${resolve(data)}. \`hub up\` starts one; --issuer names that of another.`,
  );
}
