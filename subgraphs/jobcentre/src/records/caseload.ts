import { addDays, dayOfWeek } from '@throughgate/domain';
import { createGroupedLoader, type Reader } from '@throughgate/subgraph-kit';

/** Whose caseload on which day. */
interface CaseloadKey {
  readonly adviserCode: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

/** How many people an adviser has on a day. */
export interface Caseload {
  readonly people: number;
  readonly jobReady: number;
  /** People taken on in the week of the day, Monday to Sunday. */
  readonly inductionsThatWeek: number;
}

/** The caseloads of advisers on a day, counted with one statement for all of them. */
export const caseload: Reader<CaseloadKey, Caseload> = {
  create: ({ runSql }) =>
    createGroupedLoader<CaseloadKey, Caseload>({
      groupOf: ({ on }) => on,
      idOf: ({ adviserCode }) => adviserCode,
      async read(keys) {
        const [{ on }] = keys;
        const monday = addDays(on, 1 - dayOfWeek(on));
        const rows = await runSql<Caseload & { adviserCode: string }>(
          `SELECT "adviserCode",
             count(DISTINCT "nino") FILTER (WHERE "from" <= $2::date AND ("to" IS NULL OR "to" >= $2::date))::int AS people,
             count(DISTINCT "nino") FILTER (WHERE "jobReady" AND "from" <= $2::date AND ("to" IS NULL OR "to" >= $2::date))::int
               AS "jobReady",
             count(DISTINCT "nino") FILTER (WHERE "from" >= $3::date)::int AS "inductionsThatWeek"
           FROM "CaseloadEntry" WHERE "adviserCode" = ANY ($1) AND "from" <= $3::date + 6 GROUP BY "adviserCode"`,
          keys.map(({ adviserCode }) => adviserCode),
          on,
          monday,
        );
        const byAdviser = new Map(rows.map((row) => [row.adviserCode, row]));
        return ({ adviserCode }) =>
          byAdviser.get(adviserCode) ?? { people: 0, jobReady: 0, inductionsThatWeek: 0 };
      },
    }),
};
