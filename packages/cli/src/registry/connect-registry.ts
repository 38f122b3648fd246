import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createRegistryClient,
  type RegistryClient,
  type RegistryConnection,
} from '@throughgate/registry/client';
import { CommandError } from '../command-error.ts';
import { readRunFile } from '../hub/run-file.ts';
import type { Settings } from '../settings/settings.ts';
import { adminTokenFile } from './admin-token-file.ts';

type ConnectionSettings = Pick<Settings, 'registryUrl' | 'token' | 'timeout' | 'data'>;

/** A client of the registry that the settings name, or of the hub that runs on the data directory. */
export function connectRegistry(settings: ConnectionSettings): RegistryClient {
  return createRegistryClient({ ...findRegistry(settings), timeout: settings.timeout * 1_000 });
}

/**
 * Finds the registry and the token for it. The token of the local hub, which may do everything, goes to the local
 * hub only. Raises a {@link CommandError}: HUB-C040 when a registry is named without a token for it, HUB-C050 when
 * none is named and no hub runs.
 */
export function findRegistry({
  registryUrl,
  token,
  data,
}: Omit<ConnectionSettings, 'timeout'>): RegistryConnection {
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
  return { url, token: token ?? readAdminToken(data) };
}

function readAdminToken(data: string): string {
  const file = adminTokenFile(data);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CommandError(
      'HUB-C040',
      `The local hub's token ${file} cannot be read: ${(error as Error).message}.`,
    );
  }
}
