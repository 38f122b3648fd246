import type { ChildProcess } from 'node:child_process';
import { afterAll } from 'vitest';
import { type Finished, type HubProcess, spawnHub } from './spawn-hub.ts';
import { headersFor, rememberIssuer } from './tokens.ts';

export type { Finished, HubProcess } from './spawn-hub.ts';
export { temporaryDirectory } from './temporary-directory.ts';

/** Processes that have not ended. A test that fails before it stops its hub must not leave it running. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `hub` as a person would, and kills it after the file's last test if it still runs. See {@link spawnHub}. */
export function startHubProcess(
  arguments_: readonly string[],
  settings: Record<string, string> = {},
): HubProcess {
  const hub = spawnHub(arguments_, settings);
  running.add(hub.process);
  hub.process.once('close', () => running.delete(hub.process));
  hub.ready.then((url) => rememberIssuer(url, settings)).catch(() => undefined);
  return hub;
}

/** Runs `hub` to its end. */
export function runHub(
  arguments_: readonly string[],
  settings: Record<string, string> = {},
): Promise<Finished> {
  return startHubProcess(arguments_, settings).finished;
}

/** A GraphQL answer as a client reads it. */
export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/** Sends an operation to a gateway as any client would, with a token of the persona that may everything. */
export async function ask<Data>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await headersFor(url)) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer<Data>;
}
