import type { OperationSummary, RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { allPages } from '../../registry/all-pages.ts';

/** `hub operations list`: operations that clients ran in the last days or registered, those that run most first. */
export async function listOperations(
  registry: RegistryClient,
  { days, limit }: { readonly days?: number; readonly limit: number },
): Promise<Outcome> {
  const window = days === undefined ? {} : { days };
  const operations = await allPages((page) => registry.operations({ ...page, ...window }), limit);
  return {
    text: formatTable(
      ['operation', 'hash', 'requests', 'failures', 'last seen', 'clients', 'registered by'],
      operations.map((operation) => [
        operation.name ?? '(unnamed)',
        operation.hash.slice(0, 12),
        String(operation.requests),
        String(operation.failures),
        operation.lastSeen ?? 'never',
        clientsOf(operation),
        operation.registeredBy.join(', '),
      ]),
      'No operations were run or registered.',
    ),
    data: { operations },
  };
}

function clientsOf({ clients }: Pick<OperationSummary, 'clients'>): string {
  return clients.map(({ name, version, requests }) => `${name}@${version} (${requests})`).join(', ');
}
