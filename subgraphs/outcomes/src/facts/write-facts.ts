import { prepared } from '@throughgate/database';
import type { ChangeEvent } from '@throughgate/events';
import type pg from 'pg';
import type { Fact, FactRow } from './fact.ts';
import { type FactData, factData } from './fact-data.ts';
import { ownerColumns } from './fact-tables.ts';

/** An event whose data keep their contract and are in its form. */
export interface ReadEvent {
  readonly event: ChangeEvent;
  readonly data: unknown;
}

/** A row with what its table needs beside its columns. */
interface Stated {
  readonly owner: readonly string[];
  readonly version: number;
  readonly row: FactRow;
}

/**
 * The statements that store what events state of facts, one for each fact that any of them states. A later version of the file wins
 * over an earlier one that comes late.
 * @param idOf the id of the file that an event about a person is about
 */
export function writeFacts(
  facts: readonly Fact[],
  events: readonly ReadEvent[],
  idOf: (event: ChangeEvent) => string,
): readonly pg.QueryConfig[] {
  const readable = events.map(({ event, data }) => ({ event, data: factData(data) }));
  const byType = Map.groupBy(readable, ({ event }) => typeName(event.agency, event.type));
  return facts.flatMap((fact) => {
    const stated = statedBy(fact, byType, idOf);
    return stated.length > 0 ? [write(fact, stated)] : [];
  });
}

/** The rows that events state of a fact, each as the latest of them does. */
function statedBy(
  fact: Fact,
  byType: ReadonlyMap<string, readonly { readonly event: ChangeEvent; readonly data: FactData }[]>,
  idOf: (event: ChangeEvent) => string,
): readonly Stated[] {
  const latest = new Map<string, Stated>();
  for (const [agency, types] of Object.entries(fact.events)) {
    for (const [type, rowsOf] of Object.entries(types)) {
      for (const { event, data } of byType.get(typeName(agency, type)) ?? []) {
        const { version } = event;
        const owner = fact.about === 'person' ? [idOf(event)] : [event.agency, event.key];
        for (const row of rowsOf(data, event)) {
          const name = JSON.stringify([...owner, row.id]);
          const earlier = latest.get(name);
          if (!earlier || earlier.version <= version) latest.set(name, { owner, version, row });
        }
      }
    }
  }
  return [...latest.values()];
}

function typeName(agency: string, type: string): string {
  return `${agency} ${type}`;
}

function write(fact: Fact, stated: readonly Stated[]): pg.QueryConfig {
  const { table, columns } = fact;
  const owner = ownerColumns(fact);
  const key = [...Object.keys(owner), 'id'];
  const types = { ...owner, id: 'text', version: 'bigint', ...columns };
  const names = Object.keys(types);
  const state = ['version', ...Object.keys(columns)];
  const values = [
    ...Object.keys(owner).map((_, place) => stated.map((one) => one.owner[place])),
    stated.map(({ row }) => row.id),
    stated.map(({ version }) => version),
    ...Object.entries(columns).map(([name, type]) =>
      stated.map(({ row }) => {
        const value = row[name] ?? null;
        return type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
      }),
    ),
  ];
  return prepared(
    `INSERT INTO ${table} (${names.join(', ')})
     SELECT * FROM unnest(${Object.values(types).map((type, place) => `$${place + 1}::${type}[]`)})
     ON CONFLICT (${key.join(', ')}) DO UPDATE
       SET ${state.map((name) => `${name} = excluded.${name}`).join(', ')}
       WHERE ${table}.version < excluded.version`,
    values,
  );
}
