import { jobcentreOffice } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { AdviserResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';
import { adviserPosting } from '../records/adviser-posting.ts';
import { interview } from '../records/interview.ts';

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
};
