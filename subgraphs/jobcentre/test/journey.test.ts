import { eventContracts } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobcentreUnderTest, person, startJobcentre } from './support/jobcentre-under-test.ts';

let jobcentre: JobcentreUnderTest;
beforeAll(async () => {
  jobcentre = await startJobcentre();
});
afterAll(() => jobcentre[Symbol.asyncDispose]());

describe('a claimant from release to work', () => {
  const nino = 'NC100001A';
  const ids: Record<string, string> = {};

  it('is registered with the prisoner number that the prison adviser gave', async () => {
    const { result } = await jobcentre.mutate(
      'registerClaimant',
      { nino, ...person, prisonerNumber: 'a1234bc' },
      '{ nino name { forename surname } dateOfBirth sex office claims { id } }',
    );
    expect(result).toEqual({
      nino,
      name: { forename: 'Ann', surname: 'Example' },
      dateOfBirth: '1990-02-03',
      sex: 'F',
      office: 'Durham',
      claims: [],
    });
    const { rows } = await jobcentre.agency.pool.query(
      'SELECT "prisonerNumber" FROM "Claimant" WHERE nino = $1',
      [nino],
    );
    expect(rows).toEqual([{ prisonerNumber: 'A1234BC' }]);
  });

  it('claims, is paid, and the claim closes on starting work', async () => {
    const fields = '{ id benefit openedOn closedOn closureReason firstPayment { paidOn amountPence } }';
    const running = { closedOn: null, closureReason: null };
    const { result: opened } = await jobcentre.mutate(
      'openClaim',
      { nino, benefit: 'UC', openedOn: '2020-10-01' },
      fields,
    );
    const { id } = opened as { id: string };
    ids['claim'] = id;
    expect(opened).toEqual({ id, benefit: 'UC', openedOn: '2020-10-01', ...running, firstPayment: null });

    const { result: paid } = await jobcentre.mutate(
      'recordFirstPayment',
      { nino, claimId: id, paidOn: '2020-11-06', amountPence: 40014 },
      fields,
    );
    const firstPayment = { paidOn: '2020-11-06', amountPence: 40014 };
    expect(paid).toEqual({ id, benefit: 'UC', openedOn: '2020-10-01', ...running, firstPayment });

    const { result: closed } = await jobcentre.mutate(
      'closeClaim',
      { nino, claimId: id, closedOn: '2020-12-14', reason: 'EMPLOYMENT' },
      fields,
    );
    expect(closed).toEqual({
      id,
      benefit: 'UC',
      openedOn: '2020-10-01',
      closedOn: '2020-12-14',
      closureReason: 'EMPLOYMENT',
      firstPayment,
    });
  });

  it('comes to the Freshstart interview', async () => {
    const { result: booked } = await jobcentre.mutate(
      'bookInterview',
      { nino, type: 'FRESHSTART', bookedFor: '2020-10-02T10:00:00+01:00' },
      '{ id type bookedFor attended claimant { nino } }',
    );
    const { id } = booked as { id: string };
    ids['interview'] = id;
    const interview = { id, type: 'FRESHSTART', bookedFor: '2020-10-02T09:00:00.000Z', claimant: { nino } };
    expect(booked).toEqual({ ...interview, attended: null });
    const { result: recorded } = await jobcentre.mutate(
      'recordInterview',
      { nino, interviewId: id, attended: true },
      '{ id type bookedFor attended claimant { nino } }',
    );
    expect(recorded).toEqual({ ...interview, attended: true });
  });

  it('is referred to a programme', async () => {
    const { result } = await jobcentre.mutate(
      'referToProgramme',
      { nino, programme: 'WORK_AND_HEALTH_PROGRAMME', mandatory: true, referredOn: '2020-11-20' },
      '{ id programme mandatory referredOn claimant { nino } }',
    );
    ids['referral'] = (result as { id: string }).id;
    expect(result).toEqual({
      id: ids['referral'],
      programme: 'WORK_AND_HEALTH_PROGRAMME',
      mandatory: true,
      referredOn: '2020-11-20',
      claimant: { nino },
    });
  });

  it('is answered by query and by reference, the way the gateway asks', async () => {
    const fields = `nino name { forename surname } dateOfBirth sex office
      claims { id benefit openedOn closedOn closureReason firstPayment { paidOn amountPence } }
      interviews { id type bookedFor attended } programmeReferrals { id programme mandatory referredOn }`;
    const { data } = await jobcentre.agency.ask(
      `query ($nino: ID!, $references: [_Any!]!) {
        claimant(nino: $nino) { ${fields} }
        _entities(representations: $references) {
          ... on Offender { benefits { ${fields} } }
          ... on Claimant { ${fields} }
          ... on Claim { claimant { nino } closureReason }
          ... on Interview { claimant { nino } attended }
          ... on ProgrammeReferral { claimant { nino } programme }
        }
      }`,
      {
        nino,
        references: [
          { __typename: 'Offender', id: 'x', joinIdentifiers: { ninos: [nino, 'NC999999A'] } },
          { __typename: 'Claimant', nino },
          { __typename: 'Claim', id: ids['claim'] },
          { __typename: 'Interview', id: ids['interview'] },
          { __typename: 'ProgrammeReferral', id: ids['referral'] },
        ],
      },
    );
    const claimant = {
      nino,
      name: { forename: 'Ann', surname: 'Example' },
      dateOfBirth: '1990-02-03',
      sex: 'F',
      office: 'Durham',
      claims: [
        {
          id: ids['claim'],
          benefit: 'UC',
          openedOn: '2020-10-01',
          closedOn: '2020-12-14',
          closureReason: 'EMPLOYMENT',
          firstPayment: { paidOn: '2020-11-06', amountPence: 40014 },
        },
      ],
      interviews: [
        { id: ids['interview'], type: 'FRESHSTART', bookedFor: '2020-10-02T09:00:00.000Z', attended: true },
      ],
      programmeReferrals: [
        {
          id: ids['referral'],
          programme: 'WORK_AND_HEALTH_PROGRAMME',
          mandatory: true,
          referredOn: '2020-11-20',
        },
      ],
    };
    expect(data?.['claimant']).toEqual(claimant);
    expect(data?.['_entities']).toEqual([
      { benefits: [claimant] },
      claimant,
      { claimant: { nino }, closureReason: 'EMPLOYMENT' },
      { claimant: { nino }, attended: true },
      { claimant: { nino }, programme: 'WORK_AND_HEALTH_PROGRAMME' },
    ]);
  });

  it('has one event for each change, its version counting up, its state after the change in it', async () => {
    const events = await jobcentre.eventsOf(nino);
    expect(events.map(({ type, version }) => [Number(version), type])).toEqual([
      [1, 'jobcentre.claimant.registered'],
      [2, 'jobcentre.claim.opened'],
      [3, 'jobcentre.claim.first-payment-made'],
      [4, 'jobcentre.claim.closed'],
      [5, 'jobcentre.interview.booked'],
      [6, 'jobcentre.interview.recorded'],
      [7, 'jobcentre.programme-referral.made'],
    ]);
    const opened = {
      id: ids['claim'],
      benefit: { code: 'UC', title: 'Universal Credit' },
      basis: null,
      state: { code: 'RUNNING', title: 'running' },
      openedOn: '2020-10-01',
      claimedOn: '2020-10-01',
      entitledFrom: '2020-10-01',
      madeAt: null,
      takenBy: null,
      benefitCentreCode: null,
      dailyRatePence: null,
      releaseExpectedOn: null,
      closedOn: null,
      closureReason: null,
      effectiveTo: null,
      housingCostsFrom: null,
      housingCostsUntil: null,
      resumedOn: null,
      paidTo: null,
      firstPayment: null,
    };
    const firstPayment = { paidOn: '2020-11-06', amountPence: 40014 };
    const closureReason = { code: 'EMPLOYMENT', title: 'the person started work' };
    const closed = {
      ...opened,
      state: { code: 'CLOSED', title: 'closed' },
      closedOn: '2020-12-14',
      closureReason,
      effectiveTo: '2020-12-14',
      firstPayment,
    };
    const booked = {
      id: ids['interview'],
      type: { code: 'FRESHSTART', title: 'Freshstart interview' },
      bookedFor: '2020-10-02T09:00:00.000Z',
      endsAt: '2020-10-02T09:40:00.000Z',
      attended: null,
      status: { code: 'BOOKED', title: 'booked' },
      notHeldReason: null,
      bookedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      bookedBy: null,
      adviserCode: null,
      place: { code: 'JOBCENTRE_OFFICE', title: 'at the Jobcentre office' },
      officeCode: null,
      companion: null,
      replacedBy: null,
      releaseDateWhenBooked: null,
    };
    const attended = { attended: true, status: { code: 'ATTENDED', title: 'attended' } };
    const { office, ...details } = person;
    expect(events.map(({ payload }) => payload)).toEqual([
      {
        nino,
        version: 1,
        office,
        officeCode: null,
        person: { ...details, identifiers: { nino, prisonerNumber: 'A1234BC' } },
      },
      { nino, version: 2, claim: opened },
      { nino, version: 3, claim: { ...opened, firstPayment } },
      { nino, version: 4, claim: closed },
      { nino, version: 5, interview: booked },
      { nino, version: 6, interview: { ...booked, ...attended } },
      {
        nino,
        version: 7,
        referral: {
          id: ids['referral'],
          programme: { code: 'WORK_AND_HEALTH_PROGRAMME', title: 'Work and Health Programme' },
          mandatory: true,
          referredOn: '2020-11-20',
          basis: null,
          releasedOn: null,
          daysFromRelease: null,
          providerCode: null,
          startedOn: null,
          endedOn: null,
          standardsGivenOn: null,
        },
      },
    ]);
  });

  it('has events that keep their contracts and tell a journey of titles and a period of benefit', async () => {
    const contracts = new Map(eventContracts('jobcentre').map((contract) => [contract.type, contract]));
    const told = (await jobcentre.eventsOf(nino)).map(({ type, payload }) => {
      const contract = contracts.get(type);
      if (!contract) expect.fail(`${type} has no contract`);
      expect(contract.problem(payload)).toBeUndefined();
      return { title: contract.title(payload), spells: contract.spells(payload) };
    });
    expect(told.map(({ title }) => title)).toEqual([
      'Jobcentre record opened at Durham',
      'Universal Credit claim opened',
      'First Universal Credit payment made',
      'Universal Credit claim closed: the person started work',
      'Freshstart interview booked for 2 October 2020 at 10:00',
      'Freshstart interview: attended',
      'Referred to the Work and Health Programme (mandatory)',
    ]);
    const spell = { kind: 'BENEFIT', id: ids['claim'], from: '2020-10-01' };
    expect(told.map(({ spells }) => spells)).toEqual([
      [],
      [{ ...spell, to: null }],
      [{ ...spell, to: null }],
      [{ ...spell, to: '2020-12-14' }],
      [],
      [],
      [],
    ]);
  });
});
