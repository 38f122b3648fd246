import { atLeast, badInput, connectionOf, filledInput, pageRequest } from '@throughgate/subgraph-kit';
import { cohortName, cohortNameRule } from '../../cohorts/cohort-reference.ts';
import { countCohorts, readCohort, readLatest, readVersions } from '../../cohorts/read-cohorts.ts';
import { saveCohort as save } from '../../cohorts/save-cohort.ts';
import { citationOf } from '../../cohorts/saved-cohort.ts';
import type {
  Dimension,
  MutationResolvers,
  QueryResolvers,
  SavedCohortResolvers,
} from '../../generated/graphql.ts';
import { checkCodes } from './check-codes.ts';
import { cohortAsked } from './cohort-asked.ts';
import { withMeasures } from './with-measures.ts';

/** Longest title of a cohort. */
const longestTitle = 200;

/** Saved cohorts, each in its latest version. */
export const cohorts: NonNullable<QueryResolvers['cohorts']> = (_root, { first, after }, context) =>
  withMeasures(context, async () => {
    const page = pageRequest({ first, after: after ?? null }, (name) => cohortName.test(name));
    const rows = await readLatest(context.pool, { after: page.after?.[0] ?? null, limit: page.first + 1 });
    return {
      ...connectionOf(rows, page, ({ name }) => [name]),
      totalCount: await countCohorts(context.pool),
    };
  });

/** A saved cohort. */
export const cohort: NonNullable<QueryResolvers['cohort']> = (_root, { name, version }, context) =>
  withMeasures(context, async () => {
    if (version != null) atLeast('version', version, 1);
    return (await readCohort(context.pool, { name, version: version ?? null })) ?? null;
  });

/** Saves a cohort. */
export const saveCohort: NonNullable<MutationResolvers['saveCohort']> = (_root, { input }, context) =>
  withMeasures(context, async (engine) => {
    const { name } = input;
    if (!cohortName.test(name)) throw badInput('name', `"name" must have ${cohortNameRule}, not "${name}".`);
    const title = filledInput('title', input.title);
    if (title.length > longestTitle) {
      throw badInput('title', `"title" must have at most ${longestTitle} characters.`);
    }
    const { conditions } = await cohortAsked(context, input.cohort);
    if (Object.keys(conditions).length === 0) {
      throw badInput('cohort', '"cohort" must have at least one condition: everybody needs no name.');
    }
    checkCodes(conditions, engine.dimensions);
    return save(context.pool, { name, title, conditions, savedBy: context.caller.id });
  });

/** A saved cohort, with its codes in words. */
export const SavedCohort: SavedCohortResolvers = {
  id: citationOf,
  savedAt: ({ savedAt }) => savedAt.toISOString(),
  // In the order of the dimensions: the database keeps none.
  conditions: ({ conditions }, _arguments, context) =>
    withMeasures(context, ({ dimensions }) =>
      dimensions.flatMap((dimension) => {
        const codes = conditions[dimension.id];
        if (!codes) return [];
        return [
          {
            dimension: dimension.id as Dimension,
            codes: codes.map((code) => ({ code, label: dimension.label(code) })),
          },
        ];
      }),
    ),
  versions: ({ name }, _arguments, { pool }) => readVersions(pool, name),
};
