import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPostgresEventLog, toLogRecord, topicOf } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { eventually } from '@throughgate/testkit';
import { expect, it } from 'vitest';
import { ask, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

it('a poison event is set aside, listed, shown and replayed on the command line; its neighbours arrive', async () => {
  using data = await preparedDirectory();
  const settings = { HUB_DATA: data.path, HUB_PEOPLE: '0' };
  const hub = startHubProcess(['up'], settings);
  const url = await hub.ready;

  const { databases } = JSON.parse(readFileSync(join(data.path, 'run.json'), 'utf8')) as {
    databases: { events: string };
  };
  const log = createPostgresEventLog({ databaseUrl: databases.events, logger: createLogger('fatal') });
  const event = (prisonerNumber: string, surname: string | undefined) => ({
    id: crypto.randomUUID(),
    agency: 'prisons',
    type: 'prisoner-offender-search.prisoner.created',
    key: prisonerNumber,
    version: 1,
    subject: { type: 'Prisoner', id: prisonerNumber },
    occurredAt: new Date('2026-09-01T12:00:00Z'),
    recordedAt: new Date('2026-09-01T12:00:00Z'),
    data: {
      prisonerNumber,
      version: 1,
      person: {
        forename: 'Ann',
        surname,
        dateOfBirth: '1990-02-03',
        sex: 'F',
        identifiers: { prisonerNumber },
      },
    },
  });
  const topic = topicOf('prisons');
  await log.append([
    toLogRecord(topic, event('A5001AA', 'Before')),
    toLogRecord(topic, event('A5002AA', undefined)),
    { topic, key: 'A5003AA', headers: {}, value: Buffer.from('no event at all') },
    toLogRecord(topic, event('A5004AA', 'After')),
  ]);
  await log.close();

  const dead = await eventually(async () => {
    const { stdout } = await runHub(['events', 'dead-letters', 'list'], settings);
    return stdout.includes('surname') && stdout.includes('ce_') ? stdout : undefined;
  });
  expect(dead).toContain(`${topic}/`);
  for (const [number, surname] of [
    ['A5001AA', 'Before'],
    ['A5004AA', 'After'],
  ]) {
    const answer = await eventually(async () => {
      const { data: found } = await ask<{ offender: { name: { surname: string } } | null }>(
        url,
        `{ offender(identifier: "${number}") { name { surname } } }`,
      );
      return found?.offender ?? undefined;
    });
    expect(answer.name.surname).toBe(surname);
  }

  const id = /^(\d+) .*surname/m.exec(dead)?.[1] ?? expect.fail(dead);
  const shown = await runHub(['events', 'dead-letters', 'show', id], settings);
  expect(JSON.parse(shown.stdout)).toMatchObject({ id, topic, key: 'A5002AA', replayedAt: null });
  const replayed = await runHub(['events', 'dead-letters', 'replay', id], settings);
  expect(replayed).toMatchObject({ code: 1, stdout: expect.stringMatching(/failed .*surname/) });
  const unknown = await runHub(['events', 'dead-letters', 'show', '999'], settings);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('dead-letters list') });
  expect((await hub.stop()).code).toBe(0);
}, 120_000);
