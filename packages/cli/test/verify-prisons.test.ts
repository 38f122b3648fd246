import { join } from 'node:path';
import { verifySubgraph } from '@throughgate/conformance';
import { schemaDirectory, subgraphSdl } from '@throughgate/contracts';
import { createPostgresEventLog } from '@throughgate/events';
import { prisons } from '@throughgate/prisons';
import { createLogger } from '@throughgate/service';
import { startAgencyForTest } from '@throughgate/testkit';
import { expect, it } from 'vitest';
import { readEventFiles } from '../src/input/read-event-files.ts';

const recordedAt = '2026-09-01T13:10:00.000Z';

/** What was recorded of one prisoner; the ids of its records follow from the keys, and the fixtures name them. */
function stepsOf(prisonerNumber: string, number: number) {
  const step = (mutation: string, key: string, input: object) => ({
    mutation,
    recordedAt,
    input: { idempotencyKey: `verify-${key}-${number}`, prisonerNumber, ...input },
  });
  return [
    step('registerPrisoner', 'prisoner', {
      forename: 'Ann',
      surname: 'Example',
      dateOfBirth: '1990-02-03',
      sex: 'F',
    }),
    step('receivePrisoner', 'reception', {
      prisonId: 'LNI',
      at: '2026-09-01T13:05:00.000Z',
      reason: 'NEW_ADMISSION',
    }),
    step('imposeSentence', 'sentence', {
      imposedOn: '2026-09-01',
      days: 60,
      conditionalRelease: '2026-10-01',
      sentenceExpiry: '2026-10-30',
    }),
    step('bookAdviserInterview', 'interview', {
      purpose: 'INDUCTION',
      bookedFor: '2026-09-03T09:00:00.000Z',
      adviserCode: 'EBA-0042',
    }),
    step('scheduleAbsence', 'absence', {
      type: 'SR',
      subType: 'RDR',
      reasonCode: 'R2',
      purpose: 'PAID_WORK',
      startsAt: '2026-09-21T07:30:00.000Z',
      endsAt: '2026-09-21T17:00:00.000Z',
    }),
    step('setPathway', 'pathway', {
      pathway: 'ACCOMMODATION',
      status: 'SUPPORT_REQUIRED',
      changedOn: '2026-09-01',
      askedOn: '2026-09-01',
    }),
    step('applyForIdentity', 'identity', { kind: 'BIRTH_CERTIFICATE', appliedOn: '2026-09-01' }),
    step('applyForBankAccount', 'bank', { bank: 'Example Bank', sentOn: '2026-09-01' }),
    step('setReleaseAddress', 'address', { kind: 'HOMELESS', knownOn: '2026-09-01' }),
  ];
}

/** A contact of a prison, whose file is the prison's. */
function contactOf(prisonId: string) {
  return {
    mutation: 'appointPrisonContact',
    recordedAt,
    input: {
      idempotencyKey: `verify-contact-${prisonId}`,
      prisonId,
      role: 'BENEFIT_CLOSURE',
      name: 'Ann Example',
      telephone: '0191 000 0000',
      from: '2026-09-01',
    },
  };
}

it('finds the prisons subgraph to do all that the gateway relies on, by its published contracts', async () => {
  await using agency = await startAgencyForTest(prisons);
  await agency.load([...stepsOf('A1001AA', 1), ...stepsOf('A1002AA', 2), contactOf('LNI'), contactOf('MDI')]);
  await agency.running.relayed();
  const log = createPostgresEventLog({ databaseUrl: agency.eventLogUrl, logger: createLogger('fatal') });
  await using _ = { [Symbol.asyncDispose]: () => log.close() };

  const { checks, success } = await verifySubgraph({
    name: 'prisons',
    url: agency.running.url,
    fixtures: join(import.meta.dirname, '../../../subgraphs/prisons/fixtures'),
    published: { sdl: subgraphSdl('prisons'), path: 'schemas/prisons.graphql' },
    events: { log, sources: await readEventFiles(join(schemaDirectory, 'events/prisons/asyncapi.yaml')) },
    serviceKey: 'the service key of this test, long enough',
    // What is slow on a busy machine says nothing here.
    maxLatency: 60_000,
  });

  expect(checks.flatMap(({ findings }) => findings.map(({ message }) => message))).toEqual([]);
  expect(success).toBe(true);
  const skipped = checks.filter(({ status }) => status === 'skipped');
  expect(skipped.map(({ area, subject }) => `${area} of ${subject}`)).toEqual([
    'unknown keys of Offender by id',
  ]);
  expect(checks.find(({ area }) => area === 'events')?.note).toBe('22 events of 4 files');
});
