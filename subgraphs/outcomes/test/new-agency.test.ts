import { createPostgresEventLog, toLogRecord, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import { describe, expect, it } from 'vitest';
import { contentOf, rowHashes } from './support/content.ts';
import { testFile } from './support/file.ts';
import { housingContracts, housingEvent, registryEvent } from './support/housing.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

const crn = 'X710001';
const started = 'housing.tenancy.started';
const ended = 'housing.tenancy.ended';

interface Offender {
  readonly journey: { readonly edges: readonly { readonly node: object }[] };
  readonly spells: readonly object[];
}

/** What housing tells of the person, the latest first, and whether the graph knows the records. */
async function told(outcomes: OutcomesUnderTest): Promise<Offender> {
  const { offender } = await outcomes.read<{ offender: Offender }>(
    `{ offender(identifier: "${crn}") {
      journey(first: 50, filter: { agencies: ["housing"] }) { edges { node { agency type title subject { __typename } } } }
      spells(filter: { agencies: ["housing"] }) { kind from to agency } } }`,
  );
  return offender;
}

const event = (type: string, title: string) => ({ node: { agency: 'housing', type, title, subject: null } });

describe('an agency that joins while the hub runs', () => {
  it('shows in journeys by its contracts: at once, after a restart, after a rebuild, and with a new database', async () => {
    await using database = await testDatabase();
    await using log = await testDatabase();
    const eventLog = createPostgresEventLog({ databaseUrl: log.url, logger: createLogger('fatal') });
    await using cleanup = new AsyncDisposableStack();
    cleanup.defer(() => eventLog.close());
    const running = await startOutcomesForTest({ databaseUrl: database.url, eventLog });

    // Its events are there first: nobody has published what they mean.
    await eventLog.ensureTopics([topicOf('housing')]);
    await running.publish(testFile('probation', crn).describe());
    await running.publish(housingEvent(crn, 1, started));
    expect((await told(running)).journey.edges).toEqual([]);

    await running.publish(housingContracts(1, [started]));
    expect(await told(running)).toEqual({
      journey: { edges: [event(started, 'Moved into a flat')] },
      spells: [{ kind: 'SUPPORT', from: '2026-09-02', to: null, agency: 'housing' }],
    });

    // A type that is published in the same moment as its first event.
    await running.publish(housingContracts(2, [started, ended]), housingEvent(crn, 2, ended));
    const both = [event(ended, 'Moved out of a flat'), event(started, 'Moved into a flat')];
    expect((await told(running)).journey.edges).toEqual(both);
    expect(await running.deadLetters.list()).toEqual([]);
    const before = await rowHashes(running.pool);
    await running[Symbol.asyncDispose]();

    await using again = await startOutcomesForTest({ databaseUrl: database.url, eventLog });
    await again.running.caughtUp();
    expect(await rowHashes(again.pool)).toEqual(before);
    await again.publish(housingEvent(crn, 3, started));
    const all = [event(started, 'Moved into a flat'), ...both];
    expect((await told(again)).journey.edges).toEqual(all);

    const live = await rowHashes(again.pool);
    await again.rebuild();
    expect(await rowHashes(again.pool)).toEqual(live);

    const content = await contentOf(again.pool);
    // A database that was lost is made anew from the log, the contracts first.
    await again[Symbol.asyncDispose]();
    await using fresh = await startOutcomesForTest({ eventLog });
    await fresh.rebuild();
    expect(await contentOf(fresh.pool)).toEqual(content);
  });

  it('is read by its newest contracts, which keep the types that they no longer name', async () => {
    await using outcomes = await startOutcomesForTest();
    await outcomes.eventLog.ensureTopics([topicOf('housing')]);
    await outcomes.publish(housingContracts(1, [started, ended]));
    await outcomes.publish(testFile('probation', crn).describe(), housingEvent(crn, 1, started));
    await outcomes.publish(housingContracts(2, [started], { [started]: 'New home: {tenancy.kind}' }));
    await outcomes.publish(housingEvent(crn, 2, started), housingEvent(crn, 3, ended));
    expect((await told(outcomes)).journey.edges).toEqual([
      event(ended, 'Moved out of a flat'),
      event(started, 'New home: a flat'),
      event(started, 'Moved into a flat'),
    ]);
    // A publication that comes late, or again, changes nothing.
    await outcomes.publish(housingContracts(1, [started]));
    await outcomes.publish(housingEvent(crn, 4, started));
    expect((await told(outcomes)).journey.edges[0]).toEqual(event(started, 'New home: a flat'));
  });

  it('stops nobody with contracts that cannot be used', async () => {
    await using outcomes = await startOutcomesForTest();
    await outcomes.eventLog.ensureTopics([topicOf('housing')]);
    await outcomes.publish(registryEvent(1, { agency: 'housing', types: 'none' }));
    await outcomes.publish(
      registryEvent(2, { agency: 'housing', types: [{ type: ended, schema: { type: 'objekt' } }] }),
    );
    await outcomes.publish(housingEvent(crn, 1, ended), testFile('probation', crn).describe());
    expect((await outcomes.deadLetters.list()).map(({ projection, reason }) => [projection, reason])).toEqual(
      [
        ['contracts', expect.stringContaining('expected { agency')],
        ['outcomes', expect.stringContaining(`the event contract "${ended}" of housing cannot be used`)],
      ],
    );
    // Once they can be, the event is replayed as any other.
    await outcomes.publish(housingContracts(3, [started, ended]));
    const [, letter] = await outcomes.deadLetters.list();
    expect(await outcomes.deadLetters.replay(letter?.id ?? '')).toMatchObject({ outcome: 'applied' });
    expect((await told(outcomes)).journey.edges).toEqual([event(ended, 'Moved out of a flat')]);
  });

  it('is taken up by a rebuild that is under way', async () => {
    await using outcomes = await startOutcomesForTest();
    await outcomes.eventLog.ensureTopics([topicOf('housing')]);
    const file = testFile('probation', crn);
    const many = Array.from({ length: 4_000 }, () => file.describe());
    await outcomes.publish(...many, housingEvent(crn, 1, started));
    const rebuilding = outcomes.rebuild();
    await outcomes.eventLog.append([toLogRecord(topicOf('registry'), housingContracts(1, [started]))]);
    await rebuilding;
    await outcomes.running.caughtUp();
    expect((await told(outcomes)).journey.edges).toEqual([event(started, 'Moved into a flat')]);
  });
});
