import { londonDate } from '@throughgate/domain';
import { clockOf, isOfTime, type Measure, MeasureError, type MeasuresEngine } from '@throughgate/measures';
import type {
  Dimension,
  DimensionDefinitionResolvers,
  FunnelDefinitionResolvers,
  MeasureDefinitionResolvers,
  MeasureForm,
  MeasureUnit,
  QueryResolvers,
} from '../../generated/graphql.ts';
import { dimensions as allDimensions } from '../../measures/dimensions/index.ts';
import { inForceOn } from '../../releases/in-force.ts';
import { noDataOf } from './told.ts';
import { withMeasures } from './with-measures.ts';

/** Periods of a measure's day: everything can be counted by them. */
const timeDimensions = allDimensions.filter(isOfTime).map(({ id }) => id);

/** Lists measures: those that are asked for today, or every version. */
export const measures: NonNullable<QueryResolvers['measures']> = (_root, { ids, allVersions }, context) =>
  withMeasures(context, (engine) => {
    const asked = ids == null ? undefined : new Set(ids);
    const known = new Set(engine.measures.map(({ id }) => id));
    for (const id of asked ?? []) {
      if (known.has(id)) continue;
      throw new MeasureError(
        'UNKNOWN_MEASURE',
        `There is no measure "${id}". There are: ${[...known].sort().join(', ')}.`,
        'ids',
      );
    }
    const today = londonDate(new Date());
    return engine.measures
      .filter(({ id }) => asked?.has(id) ?? true)
      .filter((one) => allVersions || inForceOn(today, one.validFrom, one.validTo))
      .sort(byIdAndVersion);
  });

/** Lists funnels. */
export const funnels: NonNullable<QueryResolvers['funnels']> = (_root, _arguments, context) =>
  withMeasures(context, ({ funnels: all }) => {
    const today = londonDate(new Date());
    return all
      .filter(({ validFrom, validTo }) => inForceOn(today, validFrom, validTo))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  });

/** Lists what can be counted by. */
export const dimensions: NonNullable<QueryResolvers['dimensions']> = (_root, _arguments, context) =>
  withMeasures(context, ({ dimensions: all }) => [...all]);

/** How a measure is counted. */
export const MeasureDefinition: MeasureDefinitionResolvers = {
  form: ({ form }) => form.toUpperCase() as MeasureForm,
  unit: unitOf,
  per: (one) => (one.form === 'rate' ? one.per : null),
  groups: (one) => (one.form === 'gap' ? one.groups.map(({ words }) => words) : []),
  episode: async ({ episode }, _arguments, context) =>
    withMeasures(context, (engine) => episodeOf(engine, episode)),
  population: ({ population }) => population.words,
  numerator: (one) => numeratorOf(one)?.words ?? null,
  denominator: (one) => (numeratorOf(one) ? one.population.words : null),
  matureAfterDays: ({ matureAfterDays }) => matureAfterDays ?? 0,
  exclusions: ({ exclusions }) => exclusions.map(({ words }) => words),
  censoring: (one) => clockOf(one)?.censoredOn.map(({ words }) => words) ?? [],
  dimensions: ({ dimensions: own }) => counting(own),
  agencies: ({ agencies }) => [...agencies],
  noData: noDataOf,
  sql: ({ id, version }, _arguments, context) =>
    withMeasures(context, (engine) => engine.definition(id, version).sql),
};

/** How a funnel is counted. */
export const FunnelDefinition: FunnelDefinitionResolvers = {
  population: ({ population }) => population.words,
  steps: ({ steps }) => steps.map(({ id, words }) => ({ id, title: words })),
  dimensions: ({ dimensions: own }) => counting(own),
  agencies: ({ agencies }) => [...agencies],
};

/** Something that can be counted by. */
export const DimensionDefinition: DimensionDefinitionResolvers = {
  id: ({ id }) => id as Dimension,
  description: ({ describes }) => describes,
  codes: (dimension) => dimension.codes?.map((code) => ({ code, label: dimension.label(code) })) ?? null,
};

/** What is declared, and the periods, by which everything can be counted. */
function counting(own: readonly string[]): Dimension[] {
  return [...new Set([...own, ...timeDimensions])] as Dimension[];
}

const units = {
  share: 'SHARE',
  count: 'EPISODES',
  amount: 'PENCE',
  rate: 'TIMES',
  duration: 'DAYS',
  target: 'SHARE',
  gap: 'SHARE',
} as const;

function unitOf(one: Measure): MeasureUnit {
  return one.form === 'length' ? (one.unit.toUpperCase() as MeasureUnit) : units[one.form];
}

/** Of days it is the event: those to whom it came are the numerator. */
function numeratorOf(one: Measure) {
  if (one.form === 'duration') return one.event;
  return 'numerator' in one ? one.numerator : undefined;
}

function episodeOf({ episodeKinds }: MeasuresEngine, name: string): string {
  return episodeKinds.find((kind) => kind.name === name)?.describes ?? name;
}

function byIdAndVersion(one: Measure, other: Measure): number {
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  return other.version - one.version;
}
