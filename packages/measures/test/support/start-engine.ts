import {
  createDisclosureControl,
  createMeasuresEngine,
  type DisclosureControl,
  type Episode,
  type Measure,
  openMeasureStore,
  policies,
} from '../../src/index.ts';
import { all, funnel } from './measures.ts';
import {
  agreed,
  dimensions,
  personId,
  type SupportRow,
  support,
  supportEpisode,
} from './supported-people.ts';

/** What became known at a moment. */
export interface Learnt {
  readonly at: Date;
  readonly rows: readonly SupportRow[];
  /** People whose support is over, where no row of theirs tells it. */
  readonly gone?: readonly number[];
  readonly targets?: readonly Episode[];
}

/** An engine over an in-memory store that learnt one thing after the other; its release ticks are those moments. */
export async function startEngine(
  learnt: readonly Learnt[],
  {
    measures = all,
    control = createDisclosureControl({ policy: policies.none, ledger: undefined, audit: undefined }),
    atOnce = 2,
  }: { measures?: readonly Measure[]; control?: DisclosureControl; atOnce?: number } = {},
) {
  const store = await openMeasureStore({
    path: ':memory:',
    kinds: [support, agreed],
    secret: 'a secret of the tests',
    threads: 1,
  });
  for (const { at, rows, gone = [], targets } of learnt) {
    const people = [...new Set([...rows.map(({ person }) => person), ...gone])];
    await store.apply({
      learntAt: at,
      position: at.toISOString(),
      personIds: people.map(personId),
      numbers: new Map(people.map((person) => [personId(person), person])),
      episodes: new Map([
        ['support', rows.map(supportEpisode)],
        ...(targets ? ([['agreed', targets]] as const) : []),
      ]),
      complete: true,
    });
  }
  const ticks = learnt.map(({ at }) => at);
  const engine = createMeasuresEngine({
    measures,
    funnels: [funnel],
    episodeKinds: [support, agreed],
    dimensions,
    store: () => store,
    control,
    latestTick: () => Promise.resolve(ticks.at(-1) as Date),
    tickAt: (moment) => Promise.resolve(ticks.findLast((tick) => tick <= moment)),
    completeness: (agencies) =>
      Promise.resolve({
        value: 1,
        agencies: agencies.map((agency) => ({ agency, upTo: null, behind: 0, silent: false })),
      }),
    atOnce,
  });
  return { engine, store, [Symbol.asyncDispose]: () => store.stop() };
}
