import { type RebuildOptions, type Rebuilt, rebuildProjection } from '@throughgate/events';
import { contractsProjection } from './contracts/contracts-projection.ts';
import { journeyProjection } from './journey/projection.ts';

/**
 * Makes the read model anew from the whole log, while the old one serves. The contracts of agencies are read again
 * first: without those that were lost with a database, the events of their agencies would be left out.
 */
export async function rebuildOutcomes(options: Omit<RebuildOptions, 'projection'>): Promise<Rebuilt> {
  const { onProgress: _, ...silent } = options;
  await rebuildProjection({ ...silent, projection: contractsProjection() });
  return rebuildProjection({ ...options, projection: journeyProjection() });
}
