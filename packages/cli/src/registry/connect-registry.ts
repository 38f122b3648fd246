import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  createRegistryClient,
  type RegistryClient,
  type RegistryConnection,
} from '@throughgate/registry-client';
import { readRunFile } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import { CommandError } from '../command-error.ts';

type ConnectionSettings = Pick<Settings, 'registryUrl' | 'token' | 'tokenFile' | 'timeout' | 'data'>;

/** File that holds the administrator's token of a hub's own registry: readable by its owner only. */
export function adminTokenFile(directory: string): string {
  return join(resolve(directory), 'registry-token');
}

/** A client of the registry that the settings name, or of the hub that runs on the data directory. */
export function connectRegistry(settings: ConnectionSettings): RegistryClient {
  return createRegistryClient({ ...findRegistry(settings), timeout: settings.timeout * 1_000 });
}

/**
 * Finds the registry and the token for it. The token of the local hub, which may do everything, goes to the local
 * hub only. Raises a {@link CommandError}: HUB-C040 when there is no token for the registry, HUB-C050 when none is
 * named and no hub runs.
 */
export function findRegistry(settings: Omit<ConnectionSettings, 'timeout'>): RegistryConnection {
  const { registryUrl, data } = settings;
  const token = settings.token ?? (settings.tokenFile && readToken(settings.tokenFile));
  if (registryUrl !== undefined) {
    if (token !== undefined) return { url: registryUrl, token };
    throw new CommandError('HUB-C040', `There is no token for the registry at ${registryUrl}.`);
  }
  const url = readRunFile(data)?.registryUrl;
  if (url === undefined) {
    const directory = resolve(data);
    throw new CommandError(
      'HUB-C050',
      `No hub runs on ${directory}, and HUB_REGISTRY_URL names no registry.`,
    );
  }
  return { url, token: token ?? readToken(adminTokenFile(data)) };
}

function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CommandError(
      'HUB-C040',
      `The registry's token cannot be read from ${file}: ${(error as Error).message}.`,
    );
  }
  if (token === '' || /\s/.test(token)) {
    const what = token === '' ? 'is empty' : 'holds more than a token';
    throw new CommandError('HUB-C040', `The file ${file}, where the registry's token should be, ${what}.`);
  }
  return token;
}
