import { inTransaction, prepared } from '@throughgate/database';
import pg from 'pg';
import { checkName, type Projection } from '../definition/projection.ts';

/** Which generations of a projection there are. */
export interface Generations {
  /** The one that readers see and live consumers write. */
  readonly active: number;
  /** The one that a rebuild is filling, if any. */
  readonly building: number | undefined;
}

/** A generation is no longer active, nor being built: whoever consumes for it must look again. */
export class GenerationEndedError extends Error {
  override readonly name = 'GenerationEndedError';
}

/** Stands for the agency of events that were applied before ids were kept by agency: for all of them. */
export const anyAgency = '';

/** Schema of a generation, quoted for SQL. */
export function schemaOf(projection: string, generation: number): string {
  return pg.escapeIdentifier(`${projection}_${generation}`);
}

/** Consumer group of a generation. */
export function groupOf(projection: string, generation: number): string {
  return `throughgate.${projection}.${generation}`;
}

/** Reads which generations there are; `undefined` before the first. */
export async function readGenerations(
  database: pg.Pool | pg.ClientBase,
  projection: string,
  lock: '' | 'FOR SHARE' | 'FOR UPDATE' = '',
): Promise<Generations | undefined> {
  const { rows } = await database.query<{ active_generation: number; building_generation: number | null }>(
    `SELECT active_generation, building_generation FROM hub.projection WHERE name = $1 ${lock}`,
    [projection],
  );
  const row = rows[0];
  return row && { active: row.active_generation, building: row.building_generation ?? undefined };
}

/**
 * Creates the first generation of a projection where there is none, and the views that readers use. Generations that
 * an earlier version of the hub made are brought up to date.
 */
export async function ensureFirstGeneration(pool: pg.Pool, projection: Projection): Promise<void> {
  checkName(projection);
  const there = await readGenerations(pool, projection.name);
  if (there) {
    for (const generation of [there.active, there.building]) {
      if (generation !== undefined) await scopeEventIds(pool, projection, generation);
    }
    return;
  }
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO hub.projection (name, active_generation, last_generation) VALUES ($1, 1, 1)
      ON CONFLICT DO NOTHING`,
      [projection.name],
    );
    if (rowCount === 0) return;
    await createTables(client, projection, 1);
    await publishViews(client, projection.name, 1);
  });
}

/** Creates the schema of a generation with the projection's tables and those that the runner keeps beside them. */
export async function createTables(
  client: pg.ClientBase,
  projection: Projection,
  generation: number,
): Promise<void> {
  const schema = schemaOf(projection.name, generation);
  await client.query(`CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.applied_event (id uuid NOT NULL, agency text NOT NULL, PRIMARY KEY (id, agency));
    CREATE TABLE ${schema}.key_version (
      agency text NOT NULL,
      key text NOT NULL,
      version bigint NOT NULL,
      missing int8multirange NOT NULL DEFAULT '{}',
      PRIMARY KEY (agency, key)) WITH (fillfactor = 80);
    CREATE INDEX key_version_missing ON ${schema}.key_version (agency, key) WHERE missing <> '{}';
    COMMENT ON COLUMN ${schema}.key_version.missing IS 'versions below "version" that have not been applied';
    COMMENT ON SCHEMA ${schema} IS ${pg.escapeLiteral(projection.form ?? '')}`);
  await useSchema(client, projection, generation);
  await projection.createGeneration(client);
}

/** Makes event ids each agency's own in a generation that was made when they were everybody's. */
async function scopeEventIds(pool: pg.Pool, projection: Projection, generation: number): Promise<void> {
  const table = `${schemaOf(projection.name, generation)}.applied_event`;
  // A rebuild that was killed may have left a generation without tables.
  const isScoped = async (database: pg.Pool | pg.ClientBase) => {
    const { rows } = await database.query<{ scoped: boolean }>(
      `SELECT to_regclass($1) IS NULL OR EXISTS (
         SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = 'agency' AND NOT attisdropped) AS scoped`,
      [table],
    );
    return rows[0]?.scoped === true;
  };
  if (await isScoped(pool)) return;
  await inTransaction(pool, async (client) => {
    await client.query(`LOCK TABLE ${table}`);
    // Another process may have been first.
    if (await isScoped(client)) return;
    // The default lets a process of the earlier version work on beside this one.
    await client.query(`ALTER TABLE ${table} ADD COLUMN agency text NOT NULL DEFAULT '${anyAgency}';
      ALTER TABLE ${table} DROP CONSTRAINT applied_event_pkey, ADD PRIMARY KEY (id, agency)`);
    await useSchema(client, projection, generation);
    await projection.scopeEventIds?.(client);
  });
}

/** Puts the schema of a generation first on the search path, until the transaction ends. */
async function useSchema(client: pg.ClientBase, { name }: Projection, generation: number): Promise<void> {
  await client.query("SELECT set_config('search_path', $1, true)", [`${schemaOf(name, generation)}, public`]);
}

/**
 * The statement that opens a generation for a transaction that applies events: it reads which generations there are, puts the generation's
 * schema first on the search path, and has statements planned once and by their indexes. That is right for what
 * applies events, which asks for rows by their keys; a plan made while a table was still empty would otherwise read all of it later.
 * {@link openedGenerations} reads its answer.
 *
 * @param lockTimeout milliseconds for which a lock is waited for; 0 for as long as it takes
 */
export function openGeneration(
  { name }: Projection,
  generation: number,
  { lock, lockTimeout }: { readonly lock: '' | 'FOR SHARE'; readonly lockTimeout: number },
): pg.QueryConfig {
  return prepared(
    `SELECT active_generation AS active, building_generation AS building,
       set_config('search_path', $2, true), set_config('plan_cache_mode', 'force_generic_plan', true),
       set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
       set_config('enable_mergejoin', 'off', true),
       set_config('lock_timeout', coalesce($3, current_setting('lock_timeout')), true)
     FROM hub.projection WHERE name = $1 ${lock}`,
    [name, `${schemaOf(name, generation)}, public`, lockTimeout === 0 ? null : String(lockTimeout)],
  );
}

/** Reads what {@link openGeneration} answered: which generations there are; `undefined` where the projection has none. */
export function openedGenerations({ rows }: pg.QueryResult): Generations | undefined {
  const row: { active: number; building: number | null } | undefined = rows[0];
  return row && { active: row.active, building: row.building ?? undefined };
}

/** The statement that asks for the form of a generation: column `form`. */
export function askForm({ name }: Projection, generation: number): pg.QueryConfig {
  return { text: `SELECT ${formOf('$1')} AS form`, values: [schemaOf(name, generation)] };
}

/** Whether the generation that readers see has the projection's form. */
export async function isCurrent(pool: pg.Pool, { name, form = '' }: Projection): Promise<boolean> {
  const { rows } = await pool.query<{ form: string }>(
    `SELECT ${formOf(`quote_ident(name || '_' || active_generation)`)} AS form FROM hub.projection WHERE name = $1`,
    [name],
  );
  return rows[0]?.form === form;
}

/** SQL for the form of the generation in a schema, which is kept as the schema's comment, and so goes with it. */
function formOf(schema: string): string {
  return `coalesce(obj_description(to_regnamespace(${schema}), 'pg_namespace'), '')`;
}

/**
 * Makes the views in schema `<projection>` show the tables of a generation. Readers that are under way finish
 * on the old tables, since the views are locked by them; later ones wait for the commit.
 */
export async function publishViews(
  client: pg.ClientBase,
  projection: string,
  generation: number,
): Promise<void> {
  const schema = pg.escapeIdentifier(projection);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('DROP VIEW %I.%I', schemaname, viewname) AS statement FROM pg_views WHERE schemaname = $1
    UNION ALL
    SELECT * FROM (
      SELECT format('CREATE VIEW %I.%I AS SELECT * FROM %I.%I', $1::text, tablename, schemaname, tablename)
      FROM pg_tables WHERE schemaname = $2 AND tablename NOT IN ('applied_event', 'key_version')
      ORDER BY tablename) AS tables`,
    [projection, `${projection}_${generation}`],
  );
  if (rows.length > 0) await client.query(rows.map(({ statement }) => statement).join(';'));
}
