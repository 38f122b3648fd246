import type { CountedUse } from './count-use.ts';

/** How many operations, and clients of each, a message names. */
const namedInMessages = 3;

/** Names operations and those who use them, with counts: for people. */
export function describeOperations(uses: readonly CountedUse[]): string {
  return listSome(uses.map(describe), 'operation');
}

function describe({ operation, clients, requests }: CountedUse): string {
  const name = operation.name === null ? operation.hash.slice(0, 12) : operation.name;
  const runs = listSome(
    clients.map((client) => `${client.label} ${count(client.requests, 'request')}`),
    'client',
  );
  const registered =
    operation.registeredBy.length > 0 ? `registered by ${listSome(operation.registeredBy, 'client')}` : '';
  const used = requests > 0 ? runs : '';
  return `\`${name}\` (${[registered, used].filter(Boolean).join('; ')})`;
}

function listSome(items: readonly string[], noun: string): string {
  const rest = items.length - namedInMessages;
  const named = items.slice(0, namedInMessages).join(', ');
  return rest > 0 ? `${named} and ${count(rest, `more ${noun}`)}` : named;
}

/** A number with its noun: `1 operation`, `2,000 operations`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
}
