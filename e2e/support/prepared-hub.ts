import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { offerOnDemand, takeOffer } from '@throughgate/testkit/on-demand';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { spawnHub } from './spawn-hub.ts';
import { temporaryDirectory } from './temporary-directory.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the directory of a hub is offered that has been started once, without people. */
    preparedHubUrl: string;
  }
}

/** Makes ready the data of a hub for {@link preparedDirectory}. Called by the global setup. */
export async function setupPreparedHub({
  provide,
}: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  const offer = await offerOnDemand(startOnce, ({ path }) => path);
  provide('preparedHubUrl', offer.url);
  return async () => {
    const directory = await offer.end();
    directory?.[Symbol.dispose]();
  };
}

async function startOnce(): Promise<Disposable & { readonly path: string }> {
  const directory = temporaryDirectory();
  try {
    const hub = spawnHub(['up'], { HUB_DATA: directory.path, HUB_PEOPLE: '0' });
    await hub.ready;
    await hub.stop();
  } catch (error) {
    directory[Symbol.dispose]();
    throw error;
  }
  return directory;
}

/**
 * A directory with the data of a hub that has been started once, without people; removed when disposed. For tests in
 * which the first start, which takes three times as long as any other, is not what they are about.
 */
export async function preparedDirectory(): Promise<Disposable & { readonly path: string }> {
  const template = await takeOffer<string>(inject('preparedHubUrl'));
  const directory = temporaryDirectory();
  // With owners: as root the database belongs to another user.
  await promisify(execFile)('cp', ['-Rp', `${template}/.`, directory.path]);
  return directory;
}
