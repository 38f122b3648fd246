import { londonDate } from '@throughgate/domain';
import { untilAborted } from '@throughgate/service';
import pLimit from 'p-limit';
import type { Measure } from '../declaration/measure.ts';
import type { DisclosureControl, ReleasedCell, ReleasedTable } from '../disclosure/disclosure-control.ts';
import { canonicalQuestion, type Plan } from '../query/plan.ts';
import { queryText } from '../query/query-text.ts';
import { rawTable } from '../query/raw-table.ts';
import type {
  AnswerCell,
  CellKey,
  Completeness,
  FunnelCell,
  MeasureAnswer,
} from '../question/measure-answer.ts';
import { MeasureError } from '../question/measure-error.ts';
import type { MeasureQuestion } from '../question/measure-question.ts';
import { survivalQuantile } from '../statistics/survival-quantile.ts';
import type { MeasureStore } from '../store/measure-store.ts';
import { answerCell, difference, noData } from './answer-cell.ts';
import type { Catalogue } from './catalogue.ts';
import { curveOf } from './curve-of.ts';
import type { MeasuresEngine } from './engine-interface.ts';
import { funnelCell } from './funnel-cell.ts';
import { funnelMeasures } from './funnel-measures.ts';
import { inOrderOf } from './in-order-of.ts';
import { planned } from './planned.ts';
import { versionOf } from './version-of.ts';

/** What an engine works with. */
export interface MeasuresEngineOptions extends Catalogue {
  /** The store. Raises `MeasureError` `MEASURES_REBUILDING` while it is worked out anew. */
  readonly store: () => MeasureStore;
  readonly control: DisclosureControl;
  /** The latest release tick: questions without an as-of moment are as of it. */
  latestTick(): Promise<Date>;
  /** The release tick at or before a moment; undefined for one before the first. */
  tickAt(moment: Date): Promise<Date | undefined>;
  /** How far the agencies' events were in at a release tick. */
  completeness(agencies: readonly string[], asOf: Date): Promise<Completeness>;
  /** Questions that are worked out at once; others wait in their order. @default 2 */
  readonly atOnce?: number;
}

/** An engine that answers from a store, through disclosure control. */
export function createMeasuresEngine(options: MeasuresEngineOptions): MeasuresEngine {
  const { measures, funnels, episodeKinds, dimensions, store, control, completeness } = options;
  const inTurn = pLimit(options.atOnce ?? 2);

  async function asOfTick(moment: Date | undefined): Promise<Date> {
    if (moment === undefined) return options.latestTick();
    const argument = 'asOf';
    if (Number.isNaN(moment.getTime()) || moment > new Date()) {
      throw new MeasureError('AS_OF_OUT_OF_RANGE', 'asOf must not lie in the future', argument);
    }
    const tick = await options.tickAt(moment);
    if (tick) return tick;
    const latest = await options.latestTick();
    throw new MeasureError(
      'AS_OF_OUT_OF_RANGE',
      `Nothing had been released by ${moment.toISOString()}. The latest release is of ${latest.toISOString()}`,
      argument,
    );
  }

  /** The table of a plan: the one that was released for the same question, or else one that is released now. */
  async function released(plan: Plan, asOf: Date, signal: AbortSignal | undefined): Promise<ReleasedTable> {
    const before = await control.released(canonicalQuestion(plan), asOf);
    if (before) return before;
    return inTurn(async () => {
      signal?.throwIfAborted();
      const open = store();
      checkKnown(open, plan, asOf);
      const table = await rawTable(plan, { store: open, asOf, people: control.looksAtPeople, signal });
      return control.release(table);
    });
  }

  async function answerTo(
    measure: Measure,
    question: Omit<MeasureQuestion, 'measure' | 'version' | 'asOf'>,
    asOf: Date,
    signal: AbortSignal | undefined,
  ): Promise<MeasureAnswer> {
    const plan = planned(measure, question, { measures, funnels, episodeKinds, dimensions });
    const told = { definition: measure, asOf, completeness: await completeness(measure.agencies, asOf) };
    if (measure.noRecords !== undefined) {
      return { ...told, policy: control.policy, sql: '', cells: [], total: noData };
    }
    const table = await untilAborted(released(plan, asOf, signal), signal);
    const cells = table.cells.map((cell) => answerCell(measure, keysOf(plan, question.by, cell), cell));
    return {
      ...told,
      policy: table.policy,
      sql: sqlOf(plan),
      cells: inOrderOf(
        cells.filter(({ by }) => by.length > 0),
        plan.by,
      ),
      total: cells.find(({ by }) => by.length === 0) ?? noData,
    };
  }

  function sqlOf(plan: Plan): string {
    return queryText(plan, { episodes: (kind) => store().episodes(kind), people: control.looksAtPeople });
  }

  return {
    measures,
    funnels,
    episodeKinds,
    dimensions,
    async answer(question, signal) {
      const asOf = await asOfTick(question.asOf);
      const on = londonDate(asOf);
      const measure = versionOf('measure', measures, { id: question.measure, version: question.version, on });
      return answerTo(measure, question, asOf, signal);
    },
    async compare({ a, b, ...question }, signal) {
      // One after the other, so that both are as of one tick.
      const one = await this.answer({ ...question, cohort: a, by: [] }, signal);
      const other = await this.answer(
        { ...question, version: one.definition.version, cohort: b, by: [], asOf: one.asOf },
        signal,
      );
      return { ...one, a: one.total, b: other.total, ...compared(one.definition, one.total, other.total) };
    },
    async timeToEvent(question, signal) {
      const { cells, total, ...told } = await this.answer(question, signal);
      const { definition } = told;
      const timed = (measure: Measure) =>
        measure.form === 'duration' || measure.form === 'length' || 'durations' in measure;
      if (!timed(definition)) {
        const ids = [...new Set(measures.filter(timed).map(({ id }) => id))];
        throw new MeasureError(
          'UNKNOWN_MEASURE',
          `${definition.id} does not tell how long anything takes. Those that do: ${ids.join(', ')}`,
          'id',
        );
      }
      return { ...told, curves: (question.by.length > 0 ? cells : [total]).map(curveOf) };
    },
    async funnel({ funnel: id, version, ...question }, signal) {
      const asOf = await asOfTick(question.asOf);
      const definition = versionOf('funnel', funnels, { id, version, on: londonDate(asOf) });
      const steps: MeasureAnswer[] = [];
      for (const measure of funnelMeasures(definition)) {
        steps.push(await answerTo(measure, question, asOf, signal));
      }
      const [first] = steps as [MeasureAnswer];
      const cellOf = (by: readonly CellKey[]): FunnelCell =>
        funnelCell(
          definition,
          by,
          steps.map((step) => (by.length === 0 ? step.total : sameCell(step, by))),
        );
      return {
        definition,
        asOf,
        policy: first.policy,
        completeness: first.completeness,
        sql: steps.map(({ sql }) => sql).join(';\n\n'),
        cells: first.cells.map(({ by }) => cellOf(by)),
        total: cellOf([]),
      };
    },
    definition(id, version) {
      const measure = versionOf('measure', measures, { id, version, on: londonDate(new Date()) });
      if (measure.noRecords !== undefined) return { measure, sql: null };
      const day = measure.validFrom;
      const question = { cohort: {}, by: [], from: day, to: day };
      return {
        measure,
        sql: sqlOf(planned(measure, question, { measures, funnels, episodeKinds, dimensions })),
      };
    },
    quantile: survivalQuantile,
  };
}

/** What the store does not know of a moment cannot be told of it: one that was made anew has no history. */
function checkKnown(store: MeasureStore, { measure }: Plan, asOf: Date): void {
  const since = store.since(measure.episode);
  if (since !== undefined && since <= asOf) return;
  const told =
    since === undefined ? 'is not known yet' : `is known as of ${since.toISOString()} and later only`;
  throw new MeasureError(
    'AS_OF_OUT_OF_RANGE',
    `Nothing was released for this question as of ${asOf.toISOString()}, and what it counts ${told}`,
    'asOf',
  );
}

/** Codes of a cell with their words, in the order in which the question names its dimensions. */
function keysOf(plan: Plan, by: readonly string[], { key }: ReleasedCell): readonly CellKey[] {
  const keys = key.map((code, at) => {
    const dimension = plan.by[at];
    return { dimension: dimension?.id ?? '', code, label: dimension?.label(code) ?? code };
  });
  return keys.toSorted((one, other) => by.indexOf(one.dimension) - by.indexOf(other.dimension));
}

function compared(measure: Measure, a: AnswerCell, b: AnswerCell) {
  if (measure.form === 'share' || measure.form === 'rate') {
    const per = measure.form === 'rate' ? measure.per : 1;
    const { value, lower, upper } = difference(a, b);
    const times = (number: number | null) => (number === null ? null : number * per);
    return { difference: times(value), lower: times(lower), upper: times(upper) };
  }
  // No interval is known of the difference of counts, sums and medians.
  const apart = a.value === null || b.value === null ? null : a.value - b.value;
  return { difference: apart, lower: null, upper: null };
}

function sameCell({ cells }: MeasureAnswer, by: readonly CellKey[]): AnswerCell | undefined {
  return cells.find((cell) => cell.by.every(({ code }, at) => code === by[at]?.code));
}
