import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireSecret } from '@throughgate/service';
import { readOrCreateSecret } from './create-once-file.ts';

/** Secrets that the processes of one hub share. */
export interface HubSecrets {
  /** Signs requests from the gateway to subgraphs. */
  readonly serviceKey: string;
  /** The passwords of the agencies' databases are derived from it. */
  readonly databaseSecret: string;
}

/** Secrets given by the settings; those absent are kept in files. */
export interface GivenSecrets {
  /** Setting HUB_SERVICE_KEY. @default a random key kept in `<dataDirectory>/service-key` */
  readonly serviceKey?: string | undefined;
  /** Setting HUB_DATABASE_SECRET. @default a random secret kept in `<dataDirectory>/database-secret` */
  readonly databaseSecret?: string | undefined;
}

/**
 * Returns the secrets of the hub whose data lie in `dataDirectory`. Those not given are created on the first
 * start, 256 random bits in a file that only its owner can read, and are the same on every later start.
 *
 * @throws OperatorError naming the setting or file whose secret is shorter than 32 characters or can be guessed
 */
export function hubSecrets(dataDirectory: string, given: GivenSecrets = {}): HubSecrets {
  mkdirSync(dataDirectory, { recursive: true });
  const kept = (file: string, consequence: string) =>
    readOrCreateSecret(
      join(dataDirectory, file),
      () => randomBytes(32).toString('base64url'),
      `Restore it, or delete the file and start again to have a new one made${consequence}.`,
    );
  const { serviceKey, databaseSecret } = given;
  return {
    serviceKey:
      serviceKey === undefined
        ? kept('service-key', ', which every service of the hub then needs')
        : requireSecret(serviceKey, 'HUB_SERVICE_KEY'),
    databaseSecret:
      databaseSecret === undefined
        ? kept('database-secret', ' (with DATABASE_URL, then add --take-over)')
        : requireSecret(databaseSecret, 'HUB_DATABASE_SECRET'),
  };
}
