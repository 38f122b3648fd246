import {
  bootstrapOperations,
  bootstrapProposals,
  type RunningRegistry,
  type StartRegistryOptions,
  startRegistry,
} from '@throughgate/registry';
import { adminTokenFile } from '../registry/connect-registry.ts';

/** What a registry stands on and where it listens; the rest is the same wherever it runs. */
export type RegistryPlace = Omit<StartRegistryOptions, 'bootstrap' | 'adminTokenFile'>;

/**
 * Starts the registry, with what is in schemas/ published. Its administrator's token lies in the data directory, where
 * `hub` finds it.
 */
export function startHubRegistry(data: string, place: RegistryPlace): Promise<RunningRegistry> {
  return startRegistry({
    ...place,
    bootstrap: { subgraphs: bootstrapProposals(), operations: bootstrapOperations() },
    adminTokenFile: adminTokenFile(data),
  });
}
