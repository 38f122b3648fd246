import type { GraphChange } from '@throughgate/registry-client';
import { formatTable } from '../table.ts';
import { onOneLine } from './plain.ts';

/** Clients and operations named for one change; JSON has them all. */
const shownOperations = 3;

/** Changes of the graph for people: a table, and who is hit by those that are blocked. Nothing when there are none. */
export function formatChanges(changes: readonly GraphChange[], subgraph: string | undefined): string {
  if (changes.length === 0) return '';
  const rows = changes.map(({ impact, verdict, kind, coordinate, description }) => [
    impact,
    verdict,
    kind,
    coordinate,
    description,
  ]);
  const table = formatTable(['impact', 'verdict', 'change', 'where', ''], rows, '');
  const blocked = changes.filter(({ verdict }) => verdict === 'blocked');
  return `${table}\n${blocked.map((change) => formatBlocked(change, subgraph)).join('')}`;
}

function formatBlocked({ id, coordinate, operations, operationCount }: GraphChange, subgraph = '<name>') {
  const named = operations.slice(0, shownOperations).map(({ name, hash, clients, requests, registered }) => {
    const used = [clients.slice(0, 3).join(', '), `${requests} requests`, registered ? 'registered' : '']
      .filter((part) => part !== '')
      .join('; ');
    return `  ${onOneLine(`${name ?? hash.slice(0, 12)} (${used})`)}\n`;
  });
  const more = operationCount > named.length ? [`  and ${operationCount - named.length} more\n`] : [];
  return [
    `${onOneLine(coordinate)} is used by:\n`,
    ...named,
    ...more,
    `  to accept this: hub subgraph approve ${subgraph} --change '${onOneLine(id)}' --reason '…'\n\n`,
  ].join('');
}
