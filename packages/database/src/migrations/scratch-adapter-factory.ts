import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { withClient } from '../connection/with-client.ts';

type ShadowAdapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * Connects the engine to the server, and for its shadow database to a scratch database that goes afterwards.
 * The adapter's own shadow database is dropped while still connected, which PostgreSQL refuses.
 */
export function scratchAdapterFactory(adminUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const adapter = new PrismaPg({ connectionString: adminUrl });
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => adapter.connect(),
    async connectToShadowDb() {
      const database = `throughgate_shadow_${randomUUID().replaceAll('-', '')}`;
      await asAdministrator(adminUrl, `CREATE DATABASE ${database}`);
      const url = new URL(adminUrl);
      url.pathname = `/${database}`;
      const shadow = knowingCharType(await new PrismaPg({ connectionString: url.href }).connect());
      const disconnect = shadow.dispose.bind(shadow);
      return Object.assign(shadow, {
        // The adapter cuts a script at every semicolon, also inside a function's body; PostgreSQL knows better.
        executeScript: async (script: string) => void (await shadow.underlyingDriver().query(script)),
        dispose: async () => {
          await disconnect();
          await asAdministrator(adminUrl, `DROP DATABASE ${database} WITH (FORCE)`);
        },
      });
    },
  };
}

/** Oids of PostgreSQL's one-letter type `"char"`, and of `text`. */
const [charType, textType] = [18, 25];

/**
 * Teaches the adapter the type `"char"`, in which PostgreSQL's catalogue describes a schema; the adapter refuses it
 * (https://github.com/prisma/orm/issues/27403), and the engine wants it told from text.
 */
function knowingCharType(adapter: ShadowAdapter): ShadowAdapter {
  const pool = adapter.underlyingDriver();
  const send = pool.query.bind(pool) as (
    ...parameters: unknown[]
  ) => Promise<pg.QueryArrayResult | pg.QueryArrayResult[]>;
  const charColumns = new WeakMap<readonly unknown[], ReadonlySet<number>>();
  const query = async (...parameters: unknown[]) => {
    const result = await send(...parameters);
    // Of a script of several statements, no result is read.
    if (Array.isArray(result)) return result;
    const { fields } = result;
    charColumns.set(result.rows, new Set(fields.keys().filter((at) => fields[at]?.dataTypeID === charType)));
    for (const field of fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
    return result;
  };
  pool.query = query as pg.Pool['query'];
  const read = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    async queryRaw(statement: SqlQuery) {
      const result = await read(statement);
      const isChar = charColumns.get(result.rows);
      const columnTypes = result.columnTypes.map((type, at) =>
        isChar?.has(at) ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    },
  });
}

async function asAdministrator(adminUrl: string, statement: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query(statement));
}
