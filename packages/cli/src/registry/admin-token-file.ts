import { join, resolve } from 'node:path';

/** File that holds the administrator's token of a hub's own registry: readable by its owner only. */
export function adminTokenFile(directory: string): string {
  return join(resolve(directory), 'registry-token');
}
