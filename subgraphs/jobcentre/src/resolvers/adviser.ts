import { addDays, jobcentreOffice, londonTime } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { AdviserResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';
import { adviserPosting } from '../records/adviser-posting.ts';
import { caseload } from '../records/caseload.ts';
import { interview } from '../records/interview.ts';
import { rotaSlot } from '../records/rota-slot.ts';

/** An Employment and Benefit Adviser. */
export const Adviser: AdviserResolvers = {
  // The column has the name of the register's key; other subgraphs know it as `code`.
  __resolveReference: (reference, { load }) =>
    load(adviser.row, (reference as unknown as { readonly code: string }).code),
  code: ({ adviserCode }) => adviserCode,
  office: ({ officeCode }) => required(Promise.resolve(jobcentreOffice(officeCode) ?? null)),
  postings: ({ adviserCode }, _arguments, { load }) => load(adviserPosting.listOf.adviserCode, adviserCode),
  interviews: ({ adviserCode }, { from, to, statuses, ...page }, { load }) =>
    load(interview.pageOf.adviserCode, {
      parent: adviserCode,
      ...page,
      where: [
        { column: 'bookedFor', from, to },
        { column: 'status', in: statuses },
      ],
    }),
  rota: async ({ adviserCode }, { from, to }, { load }) => {
    const where = [
      {
        column: 'startsAt' as const,
        from: londonTime(from, '00:00').toISOString(),
        to: londonTime(addDays(to, 1), '00:00').toISOString(),
      },
    ];
    const { edges } = await load(rotaSlot.pageOf.adviserCode, { parent: adviserCode, first: 500, where });
    return edges.map(({ node }) => node);
  },
  caseload: async ({ adviserCode }, { on }, { load }) => ({
    on,
    ...(await load(caseload, { adviserCode, on })),
  }),
};
