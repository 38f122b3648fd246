import { deepStrictEqual } from 'node:assert';
import {
  createAudit,
  createDisclosureControl,
  createMeasuresEngine,
  type DisclosureControl,
  ledgerInMemory,
  type MeasureAnswer,
  openMeasureStore,
  policies,
} from '@throughgate/measures';
import { dimensions, funnels, measures } from '@throughgate/outcomes';
import { interleaved } from '../../harness/interleaved.ts';
import { benchSecret, releaseKind } from '../fill-store.ts';
import { periodOf, storeQuestions } from '../store-question.ts';

// Asks a store of measures that was filled before, in a process of its own so that its memory can be told, and says what each question took.

const [path = '', rounds = '5'] = process.argv.slice(2);
const opened = performance.now();
const store = await openMeasureStore({ path, kinds: [releaseKind], secret: benchSecret });
const opening = performance.now() - opened;
const asOf = new Date('2026-02-01T00:00:00Z');

const engineWith = (control: DisclosureControl) =>
  createMeasuresEngine({
    measures: measures.filter(({ id }) => storeQuestions.some(({ question }) => question.measure === id)),
    funnels: funnels.filter(({ episode }) => episode === releaseKind.name),
    episodeKinds: [releaseKind],
    dimensions,
    store: () => store,
    control,
    latestTick: () => Promise.resolve(asOf),
    tickAt: () => Promise.resolve(asOf),
    completeness: () => Promise.resolve({ value: 1, agencies: [] }),
  });
const exact = engineWith(
  createDisclosureControl({ policy: policies.none, ledger: undefined, audit: undefined }),
);
const guarded = engineWith(
  createDisclosureControl({ policy: policies.moj, ledger: ledgerInMemory(), audit: createAudit() }),
);

const told: Record<string, Record<string, number[]>> = {};
for (const { name, question, byHand } of storeQuestions) {
  const asked = (turn: number) => ({ ...question, ...periodOf(turn), cohort: {} });
  const read = (turn: number) => store.query<CountRow>(byHand, { ...periodOf(turn) });
  const turns = { byHand: 0, exact: 0, guarded: 0, again: 0 };
  const timed = (contestant: keyof typeof turns, work: (turn: number) => Promise<unknown>) => async () => {
    const turn = turns[contestant];
    turns[contestant] += 1;
    const begun = performance.now();
    await work(turn);
    return performance.now() - begun;
  };
  const contestants = {
    byHand: timed('byHand', read),
    exact: timed('exact', (turn) => exact.answer(asked(turn))),
    guarded: timed('guarded', (turn) => guarded.answer(asked(turn))),
    again: timed('again', () => guarded.answer(asked(0))),
  };
  const first = {
    byHand: await contestants.byHand(),
    exact: await contestants.exact(),
    guarded: await contestants.guarded(),
    again: await contestants.again(),
  };
  deepStrictEqual(rowsOf(await exact.answer(asked(0))), rowsByHand(await read(0)));
  const later = await interleaved(Number(rounds), contestants);
  told[name] = Object.fromEntries(
    Object.entries(later).map(([contestant, times]) => [
      contestant,
      [first[contestant as keyof typeof first], ...times],
    ]),
  );
}
await store.stop();
process.stdout.write(`ready ${JSON.stringify({ opening, told })}\n`);
// Until it is ended, so that what memory it took can be read.
const waiting = setInterval(() => {}, 60_000);
process.once('SIGTERM', () => clearInterval(waiting));

interface CountRow {
  readonly one: string;
  readonly other: string;
  readonly denominator: bigint;
  readonly numerator: bigint;
}

function rowsByHand(rows: readonly CountRow[]): readonly string[] {
  return rows
    .map(({ one, other, denominator, numerator }) => `${one} ${other} ${numerator} of ${denominator}`)
    .sort();
}

function rowsOf({ cells }: MeasureAnswer): readonly string[] {
  return cells
    .map(
      ({ by, numerator, denominator }) =>
        `${by.map(({ code }) => code).join(' ')} ${numerator} of ${denominator}`,
    )
    .sort();
}
