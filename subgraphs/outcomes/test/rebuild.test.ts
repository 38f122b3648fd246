import { makeCrn, makePnc, makePrisonerNumber } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import { expect, it } from 'vitest';
import { contentOf, rowHashes } from './support/content.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

const size = 300;

interface Answers {
  readonly failures: unknown[];
  readonly ids: Set<string>;
}

it('a rebuild during live events is noticed by nobody and ends with what a new hub would know', async () => {
  await using outcomes = await startOutcomesForTest();
  const files = Array.from({ length: size }, (_, index) => [
    testFile('prisons', makePrisonerNumber(index)),
    testFile('probation', makeCrn(index)),
  ]).flat();
  const pncs = (index: number) => ({ pnc: makePnc(1990, index >> 1) });
  await outcomes.publish(...files.map((file, index) => file.describe(pncs(index))));
  await outcomes.publish(...files.flatMap(happenings));
  const before = await rowHashes(outcomes.pool);
  const ids = await idsOfPeople(outcomes);
  const { offender } = await outcomes.read<{ offender: { id: string } }>(
    `{ offender(identifier: "${makePrisonerNumber(0)}") { id } }`,
  );
  expect(ids).toHaveLength(size);

  const over = new AbortController();
  const someRead = Promise.withResolvers<void>();
  const reading = readUntil(over.signal, outcomes, someRead.resolve);
  const writing = writeUntil(over.signal, outcomes, files);
  const rebuilt = await outcomes.rebuild({
    ...outcomes.eventLog,
    // Once begun it waits for answers, so that some come while it runs, however fast it is.
    async subscribe(options) {
      await someRead.promise;
      return outcomes.eventLog.subscribe(options);
    },
  });
  over.abort();
  await writing;
  const answers = await reading;
  await outcomes.running.caughtUp();

  expect(rebuilt).toMatchObject({ generation: 2 });
  expect(answers.failures).toEqual([]);
  expect([...answers.ids]).toEqual([offender.id]);
  expect(await rowHashes(outcomes.pool)).not.toEqual(before);
  expect((await idsOfPeople(outcomes)).slice(0, size)).toEqual(ids);

  // The same log once more, with nobody writing: every row the same, when it was learnt too.
  const live = await rowHashes(outcomes.pool);
  expect(await outcomes.rebuild()).toMatchObject({ generation: 3 });
  expect(await rowHashes(outcomes.pool)).toEqual(live);

  // And a hub that knew nothing learns the same from that log.
  await using fresh = await startOutcomesForTest({ eventLog: outcomes.eventLog });
  await fresh.running.caughtUp();
  expect(await contentOf(fresh.pool)).toEqual(await contentOf(outcomes.pool));
});

function happenings(file: TestFile): ChangeEvent[] {
  return file.agency === 'prisons'
    ? [
        file.event('prisoner-offender-search.prisoner.received'),
        file.event('prison-offender-events.prisoner.imprisonment-status-changed'),
        file.event('prisoner-offender-search.prisoner.released'),
      ]
    : [file.event('person.community.manager.allocated'), file.event('probation.order.started')];
}

/** Ids of all people in their order. */
async function idsOfPeople({ pool }: OutcomesUnderTest): Promise<string[]> {
  const { rows } = await pool.query('SELECT id FROM outcomes.file WHERE id = cluster_id ORDER BY id');
  return rows.map(({ id }) => id);
}

/** Asks for the first person's journey again and again, and says when six answers came; what came of it. */
async function readUntil(
  signal: AbortSignal,
  outcomes: OutcomesUnderTest,
  someRead: () => void,
): Promise<Answers> {
  const answers: Answers = { failures: [], ids: new Set() };
  for (let reads = 1; !signal.aborted; reads++) {
    const { data, errors } = await outcomes.ask(
      `{ offender(identifier: "${makePrisonerNumber(0)}") { id journey(first: 5) { edges { node { title } } } spells { kind } } }`,
    );
    if (reads === 6) someRead();
    const person = data?.['offender'] as {
      id: string;
      journey: { edges: unknown[] };
      spells: unknown[];
    } | null;
    if (errors || !person) answers.failures.push(errors ?? 'nobody found');
    else if (person.journey.edges.length < 5 || person.spells.length < 2) answers.failures.push(person);
    else answers.ids.add(person.id);
  }
  return answers;
}

/** Publishes further events and new people, who partly belong to those that are known. */
async function writeUntil(
  signal: AbortSignal,
  outcomes: OutcomesUnderTest,
  files: readonly TestFile[],
): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    const newcomer = testFile('prisons', makePrisonerNumber(10_000 + round));
    await outcomes.publish(
      ...files.slice(0, 20).flatMap(happenings),
      newcomer.describe({ pnc: makePnc(1990, round % 2 === 0 ? round : 100_000 + round) }),
    );
  }
}
