import type { GatewayReport, GatewayState, Page, PageRequest } from '@throughgate/registry-client';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { readLiveDigest } from './live-graph.ts';
import { pageOfRows, sizeOf } from './page.ts';

/** Seconds of silence after which a gateway counts as gone: three of its reports. */
const silence = 30;

/** Notes what a gateway told; gateways that were silent for a day are forgotten. All by the database's clock. */
export async function writeGatewayReport(
  database: Database,
  instance: string,
  { name, serving, refused }: GatewayReport,
): Promise<void> {
  await database.$executeRaw`INSERT INTO "Gateway" ("instance", "name", "serving", "refused", "since", "seenAt")
    VALUES (${instance}::uuid, ${name}, ${serving}, ${refused}, clock_timestamp(), clock_timestamp())
    ON CONFLICT ("instance") DO UPDATE SET "name" = excluded."name", "serving" = excluded."serving",
      "refused" = excluded."refused", "seenAt" = excluded."seenAt",
      "since" = CASE WHEN "Gateway"."serving" = excluded."serving" THEN "Gateway"."since" ELSE excluded."since" END`;
  await database.$executeRaw`DELETE FROM "Gateway" WHERE "seenAt" < clock_timestamp() - interval '1 day'`;
}

/** Forgets a gateway that stops. */
export async function deleteGateway(database: Database, instance: string): Promise<void> {
  await database.gateway.deleteMany({ where: { instance } });
}

/** Reads a page of the gateways that are at work, in the order of their ids. */
export async function readGateways(database: Database, page: PageRequest): Promise<Page<GatewayState>> {
  const { after } = page;
  if (after !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after)) {
    throw new RegistryError('HUB-C047', 400, '`after` must be the `next` of the page before.');
  }
  const size = sizeOf(page);
  const live = await readLiveDigest(database);
  const rows = await database.$queryRaw<
    { instance: string; name: string; serving: string; refused: string | null; since: Date; seenAt: Date }[]
  >`SELECT "instance", "name", "serving", "refused", "since", "seenAt" FROM "Gateway"
    WHERE "seenAt" > clock_timestamp() - make_interval(secs => ${silence})
      AND (${after ?? null}::uuid IS NULL OR "instance" > ${after ?? null}::uuid)
    ORDER BY "instance" LIMIT ${size + 1}`;
  return pageOfRows(rows, size, {
    item: ({ since, seenAt, ...row }) => ({
      ...row,
      isLive: row.serving === live,
      since: since.toISOString(),
      seenAt: seenAt.toISOString(),
    }),
    cursor: ({ instance }) => instance,
  });
}
