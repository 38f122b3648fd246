import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrisonsUnderTest, startPrisons } from './support/prisons-under-test.ts';

let prisons: PrisonsUnderTest;
beforeAll(async () => {
  prisons = await startPrisons();
});
afterAll(() => prisons[Symbol.asyncDispose]());

async function done(mutation: string, input: object, selection?: string): Promise<Record<string, unknown>> {
  const { result, answer } = await prisons.mutate(mutation, input, selection);
  expect(answer.errors).toBeUndefined();
  return result as Record<string, unknown>;
}

async function refused(mutation: string, input: object): Promise<[unknown, string]> {
  const { answer } = await prisons.mutate(mutation, input);
  return [answer.errors?.[0]?.extensions.code, answer.errors?.[0]?.message ?? ''];
}

const plan = `{ phase phaseFrom unit pathways { pathway status askedOn answeredOn unanswered }
  identity { kind issuedOn withPhotograph identifies acceptedByBank } bank { bank sentOn openedOn refusedReason }
  releaseAddress { kind postcodeDistrict knownOn } prisoner { prisonerNumber } booking { resettlement { phase } } }`;

async function planOf(prisonerNumber: string, selection = plan): Promise<unknown> {
  const { data, errors } = await prisons.agency.ask(
    `{ prisoner(prisonerNumber: "${prisonerNumber}") { resettlement ${selection} } }`,
  );
  expect(errors).toBeUndefined();
  const { prisoner } = data as { prisoner: { resettlement: unknown } };
  return prisoner.resettlement;
}

describe('what is prepared for a release', () => {
  const prisonerNumber = 'A3001AA';

  it('is nothing for who never was in custody, and begins with the stay', async () => {
    await prisons.registered(prisonerNumber);
    expect(await planOf(prisonerNumber)).toBeNull();
    await prisons.inPrison(prisonerNumber);
    expect(await planOf(prisonerNumber)).toEqual({
      ...{ phase: 'CUSTODY', phaseFrom: '2026-09-02', unit: null },
      ...{ pathways: [], identity: [], bank: [], releaseAddress: null },
      ...{ prisoner: { prisonerNumber }, booking: { resettlement: { phase: 'CUSTODY' } } },
    });
  });

  it('is answered as it was recorded: what was asked for and never answered, too', async () => {
    const day = '2026-09-10';
    const who = { prisonerNumber };
    await done('enterPhase', {
      ...who,
      phase: 'INDUCTION',
      phaseFrom: '2026-09-02',
      unit: 'First night centre',
    });
    const housing = { ...who, pathway: 'ACCOMMODATION', status: 'SUPPORT_REQUIRED' };
    await done('setPathway', { ...housing, changedOn: day, askedOn: '2026-09-03', answeredOn: '2026-09-04' });
    await done('setPathway', { ...housing, changedOn: '2026-09-15', askedOn: '2026-09-14' });
    await done('setPathway', { ...who, pathway: 'HEALTH', status: 'DONE', changedOn: day });
    await done('issueIdentity', { ...who, kind: 'B79_DISCHARGE_FORM', issuedOn: day, withPhotograph: false });
    const { id: identityId } = await done(
      'applyForIdentity',
      { ...who, kind: 'PASSPORT', appliedOn: day },
      '{ id }',
    );
    await done('issueIdentity', {
      ...{ ...who, identityId, issuedOn: '2026-09-25', withPhotograph: true, acceptedByBank: true },
    });
    const bank = { ...who, bank: 'Example Bank', sentOn: day };
    const { id: first } = await done('applyForBankAccount', bank, '{ id }');
    await done('answerBankApplication', {
      ...{ ...who, applicationId: first, answeredOn: '2026-09-20', refusedReason: 'Credit history' },
    });
    const { id: applicationId } = await done(
      'applyForBankAccount',
      { ...bank, sentOn: '2026-09-21' },
      '{ id }',
    );
    await done('answerBankApplication', { ...who, applicationId, answeredOn: '2026-09-28' });
    await done('setReleaseAddress', { ...who, kind: 'UNKNOWN', knownOn: day });
    await done('setReleaseAddress', {
      ...who,
      kind: 'TEMPORARY',
      postcodeDistrict: ' m4',
      knownOn: '2026-09-26',
    });
    expect(await planOf(prisonerNumber)).toMatchObject({
      ...{ phase: 'INDUCTION', phaseFrom: '2026-09-02', unit: 'First night centre' },
      pathways: [
        {
          ...{ pathway: 'ACCOMMODATION', status: 'SUPPORT_REQUIRED' },
          ...{ askedOn: '2026-09-14', answeredOn: null, unanswered: true },
        },
        { pathway: 'HEALTH', status: 'DONE', askedOn: null, answeredOn: null, unanswered: false },
      ],
      identity: [
        { kind: 'B79_DISCHARGE_FORM', issuedOn: day, withPhotograph: false, identifies: false },
        {
          kind: 'PASSPORT',
          issuedOn: '2026-09-25',
          withPhotograph: true,
          identifies: true,
          acceptedByBank: true,
        },
      ],
      bank: [
        { bank: 'Example Bank', sentOn: day, openedOn: null, refusedReason: 'Credit history' },
        { bank: 'Example Bank', sentOn: '2026-09-21', openedOn: '2026-09-28', refusedReason: null },
      ],
      releaseAddress: { kind: 'TEMPORARY', postcodeDistrict: 'M4', knownOn: '2026-09-26' },
    });
  });

  it('is told to others by events of one form each', async () => {
    const events = (await prisons.eventsOf(prisonerNumber)).slice(2);
    expect(events.map(({ type }) => type.replace('prisons.', ''))).toEqual([
      'resettlement.phase-entered',
      ...Array(3).fill('pathway.changed'),
      'identity.issued',
      'identity.applied',
      'identity.issued',
      'bank-application.sent',
      'bank-application.answered',
      'bank-application.sent',
      'bank-application.answered',
      ...Array(2).fill('release-address.set'),
    ]);
    const [first] = events;
    const { plan: told } = (first as (typeof events)[number]).payload as {
      plan: { id: string; bookingId: string };
    };
    expect(told.id).toBe(told.bookingId);
    expect(events[2]?.payload).toMatchObject({
      pathway: {
        ...{ bookingId: told.id, pathway: { code: 'ACCOMMODATION', title: 'accommodation' } },
        ...{ status: { code: 'SUPPORT_REQUIRED' }, askedOn: '2026-09-14', answeredOn: null },
      },
    });
    expect(events.at(-1)?.payload).toMatchObject({
      address: {
        bookingId: told.id,
        kind: { code: 'TEMPORARY', title: 'temporary' },
        postcodeDistrict: 'M4',
      },
    });
  });

  it('stays readable after the release, and a new stay begins anew', async () => {
    await done('releasePrisoner', { prisonerNumber, at: '2026-10-01T08:00:00Z', reason: 'RELEASED' });
    const short = '{ phase phaseFrom releaseAddress { kind } }';
    expect(await planOf(prisonerNumber, short)).toEqual({
      ...{ phase: 'RELEASED', phaseFrom: '2026-10-01', releaseAddress: { kind: 'TEMPORARY' } },
    });
    const again = { prisonerNumber, prisonId: 'LNI', at: '2026-10-10T18:00:00Z', reason: 'READMISSION' };
    await done('receivePrisoner', again);
    expect(await planOf(prisonerNumber, short)).toMatchObject({ releaseAddress: null });
  });
});

it('the last twelve weeks are entered when they have begun by the date that counts, and no other phase in them', async () => {
  const prisonerNumber = await prisons.inPrison('A3002AA');
  const calculate = (calculatedOn: string, conditionalRelease: string) =>
    done('calculateDates', {
      ...{
        prisonerNumber,
        calculatedOn,
        reason: 'Sentence',
        conditionalRelease,
        sentenceExpiry: '2030-01-01',
      },
    });
  const enter = { prisonerNumber, phase: 'PRE_RELEASE', phaseFrom: '2026-09-20' };
  expect(await refused('enterPhase', enter)).toEqual([
    'PHASE_NOT_DUE',
    expect.stringContaining('no release date'),
  ]);
  await calculate('2026-09-02', '2026-12-31');
  expect(await refused('enterPhase', enter)).toEqual([
    'PHASE_NOT_DUE',
    expect.stringContaining('2026-10-08'),
  ]);
  await calculate('2026-09-19', '2026-12-01');
  await done('enterPhase', enter);
  expect((await refused('enterPhase', { ...enter, phase: 'CUSTODY' }))[0]).toBe('PHASE_NOT_DUE');
  await calculate('2026-09-25', '2029-06-01');
  expect(await planOf(prisonerNumber, '{ phase }')).toEqual({ phase: 'CUSTODY' });
});

describe('what cannot be is refused', () => {
  const prisonerNumber = 'A3003AA';
  const free = 'A3004AA';
  const day = '2026-09-10';
  const b79 = { prisonerNumber, kind: 'B79_DISCHARGE_FORM', issuedOn: day, withPhotograph: false };
  const housing = { prisonerNumber, pathway: 'ACCOMMODATION', status: 'NOT_STARTED', changedOn: day };
  const address = { prisonerNumber, kind: 'SETTLED', knownOn: day };
  const bank = { prisonerNumber, bank: 'Example Bank', sentOn: day };
  let applicationId: unknown;
  let identityId: unknown;
  beforeAll(async () => {
    await prisons.inPrison(prisonerNumber);
    await prisons.registered(free);
    applicationId = (await done('applyForBankAccount', bank, '{ id }'))['id'];
    identityId = (
      await done('applyForIdentity', { prisonerNumber, kind: 'CITIZEN_CARD', appliedOn: day }, '{ id }')
    )['id'];
  });

  it.each([
    [
      'a plan of nobody in custody',
      'setPathway',
      { ...housing, prisonerNumber: free },
      'NOT_IN_CUSTODY',
      /A3004AA/,
    ],
    [
      'a phase that a release says',
      'enterPhase',
      { prisonerNumber, phase: 'RELEASED', phaseFrom: day },
      'BAD_USER_INPUT',
      /release/,
    ],
    [
      'a phase before the stay',
      'enterPhase',
      { prisonerNumber, phase: 'CUSTODY', phaseFrom: '2026-08-31' },
      'BAD_USER_INPUT',
      /2026-09-01/,
    ],
    [
      'an answer without a question',
      'setPathway',
      { ...housing, answeredOn: day },
      'BAD_USER_INPUT',
      /nobody has asked/,
    ],
    [
      'an answer before the question',
      'setPathway',
      { ...housing, askedOn: day, answeredOn: '2026-09-09' },
      'BAD_USER_INPUT',
      /"answeredOn"/,
    ],
    [
      'a question after what it changed',
      'setPathway',
      { ...housing, askedOn: '2026-09-11' },
      'BAD_USER_INPUT',
      /"askedOn"/,
    ],
    [
      'a B79 without a photograph that a bank accepted',
      'issueIdentity',
      { ...b79, acceptedByBank: true },
      'BAD_USER_INPUT',
      /photograph/,
    ],
    ['a document of neither', 'issueIdentity', { ...b79, kind: null }, 'BAD_USER_INPUT', /not both/],
    [
      'an application that is not there',
      'issueIdentity',
      { ...b79, kind: null, identityId: 'x' },
      'NOT_FOUND',
      /x/,
    ],
    [
      'a second application',
      'applyForIdentity',
      { prisonerNumber, kind: 'CITIZEN_CARD', appliedOn: day },
      'IDENTITY_APPLIED',
      /CITIZEN_CARD/,
    ],
    ['a second letter to a bank', 'applyForBankAccount', bank, 'BANK_APPLICATION_OPEN', /Example Bank/],
    ['a bank without a name', 'applyForBankAccount', { ...bank, bank: ' ' }, 'BAD_USER_INPUT', /"bank"/],
    [
      'an answer to no letter',
      'answerBankApplication',
      { prisonerNumber, applicationId: 'x', answeredOn: day },
      'NOT_FOUND',
      /x/,
    ],
    [
      'no district',
      'setReleaseAddress',
      { ...address, postcodeDistrict: 'M4 1AA' },
      'BAD_USER_INPUT',
      /SW1A/,
    ],
    [
      'a district of nowhere',
      'setReleaseAddress',
      { ...address, kind: 'UNKNOWN', postcodeDistrict: 'M4' },
      'BAD_USER_INPUT',
      /UNKNOWN/,
    ],
  ])('%s', async (_name, mutation, input, code, message) => {
    expect(await refused(mutation, input)).toEqual([code, expect.stringMatching(message)]);
  });

  it('an answer before the letter, and a second one of either kind', async () => {
    const answer = { prisonerNumber, applicationId, answeredOn: '2026-09-09' };
    expect((await refused('answerBankApplication', answer))[1]).toMatch(/2026-09-10/);
    await done('answerBankApplication', { ...answer, answeredOn: day });
    expect((await refused('answerBankApplication', { ...answer, answeredOn: day }))[0]).toBe(
      'BANK_APPLICATION_ANSWERED',
    );
    const issue = { prisonerNumber, identityId, issuedOn: '2026-09-09', withPhotograph: true };
    expect((await refused('issueIdentity', issue))[1]).toMatch(/2026-09-10/);
    await done('issueIdentity', { ...issue, issuedOn: day });
    expect((await refused('issueIdentity', { ...issue, issuedOn: day }))[0]).toBe('IDENTITY_ISSUED');
  });
});
