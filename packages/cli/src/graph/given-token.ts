import { readFileSync } from 'node:fs';
import type { Settings } from '@throughgate/runtime/settings';
import { reasonOf } from '@throughgate/service/reason-of';
import { InvalidArgumentError } from 'commander';

/**
 * The token that the settings give, to ask a graph with; undefined when they give none. Raises `InvalidArgumentError` when the
 * file that they name holds no token.
 */
export function givenToken({ token, tokenFile }: Pick<Settings, 'token' | 'tokenFile'>): string | undefined {
  if (token !== undefined || tokenFile === undefined) return token;
  let text: string;
  try {
    text = readFileSync(tokenFile, 'utf8').trim();
  } catch (error) {
    throw new InvalidArgumentError(`HUB_TOKEN_FILE cannot be read: ${reasonOf(error)}.`);
  }
  if (text !== '' && !/\s/.test(text)) return text;
  throw new InvalidArgumentError(`The file ${tokenFile} that HUB_TOKEN_FILE names holds no token.`);
}
