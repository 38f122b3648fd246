import type { AgencyContext, Connection, PageArguments } from '@throughgate/subgraph-kit';
import type { ProbationCase } from '../generated/prisma/client.ts';
import type { Caseload } from '../records/caseload.ts';

/** A page of a caseload, which counts the cases of all pages when it is asked to. */
export async function caseloadPage(
  load: AgencyContext['load'],
  { page, count }: Caseload,
  parent: string,
  { on, first, after }: PageArguments & { readonly on: string },
): Promise<Connection<ProbationCase> & { readonly totalCount: number }> {
  const cases = await load(page, { parent, on, first, after: after ?? null });
  // GraphQL calls it as a method; its type is that of its answer, which is what generated types of connections want.
  return { ...cases, totalCount: (() => load(count, { parent, on })) as unknown as number };
}
