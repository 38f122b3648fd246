import type { RegistryClientError } from '@throughgate/registry-client';
import { expect } from 'vitest';

/** What a request raises; fails the test when it is answered. */
export async function refusal(request: Promise<unknown>): Promise<RegistryClientError> {
  return await request.then(
    () => expect.fail('the request was answered'),
    (error: RegistryClientError) => error,
  );
}
