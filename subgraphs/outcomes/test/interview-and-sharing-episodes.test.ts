import { addDays, makeCrn, makeNino, makePrisonerNumber, recordId } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adviserInterview } from '../src/measures/episodes/adviser-interview.ts';
import { openCase } from '../src/measures/episodes/open-case.ts';
import { sharingForm } from '../src/measures/episodes/sharing-form.ts';
import { derive } from './support/derive.ts';
import { type TestFile, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';
import { coded, stay } from './support/stay.ts';

// Adviser interviews, cases and sharing forms as measures count them.

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

let people = 0;

describe('an interview with the adviser', () => {
  const received = '2026-06-01';
  const day = (count: number) => addDays(received, count);

  function prisoner() {
    people += 1;
    const file = testFile('prisons', makePrisonerNumber(50_000 + people));
    return { file, stay: stay(file, { from: received, to: day(60) }) };
  }

  function interview(
    { file, stay: { id } }: ReturnType<typeof prisoner>,
    on: number,
    { recorded = false, ...changes }: { recorded?: boolean } & Record<string, unknown> = {},
  ) {
    return file.event(`prisons.adviser-interview.${recorded ? 'recorded' : 'booked'}`, {
      at: `${day(on - 5)}T09:00:00.000Z`,
      data: {
        interview: {
          id: recordId(file.key, `interview ${on}`),
          purpose: coded('INDUCTION'),
          // Half past midnight in London, in summer.
          bookedFor: `${day(on - 1)}T23:30:00.000Z`,
          held: null,
          bookingId: id,
          minutes: null,
          notHeldReason: null,
          ...changes,
        },
        prison: { id: 'DMI', name: 'Durham' },
      },
    });
  }

  const moved = ({ file }: ReturnType<typeof prisoner>, on: number, prison: string) =>
    stay(file, { from: received, to: day(60), prison }).moved('TRANSFERRED', `${day(on)}T15:00:00.000Z`);

  async function told({ file }: ReturnType<typeof prisoner>, on: number) {
    const { episodes } = await derive(outcomes.pool, adviserInterview);
    return episodes.find(({ id }) => id === recordId(file.key, `interview ${on}`));
  }

  it('is told with its day in London, its length and the end of its stay', async () => {
    const one = prisoner();
    await outcomes.publish(
      one.file.describe(),
      one.stay.received(),
      interview(one, 10),
      interview(one, 10, { recorded: true, held: true, minutes: 25 }),
    );
    const expected = {
      booked_for_on: day(10),
      purpose: 'INDUCTION',
      held: true,
      lost_to_transfer: false,
      minutes: 25,
      released_on: null,
      ended_on: null,
      sex: 'F',
      age: 36,
      prison_id: 'DMI',
    };
    expect(await told(one, 10)).toMatchObject(expected);
    await outcomes.publish(one.stay.left());
    expect(await told(one, 10)).toMatchObject({ ...expected, released_on: day(60), ended_on: day(60) });
  });

  it('is lost to a transfer that came between booking and interview, though nobody says so', async () => {
    const one = prisoner();
    await outcomes.publish(
      one.file.describe(),
      one.stay.received(),
      interview(one, 10),
      moved(one, 7, 'LEI'),
    );
    expect(await told(one, 10)).toMatchObject({ held: null, lost_to_transfer: true });
    // Back in time.
    await outcomes.publish(moved(one, 8, 'DMI'));
    expect(await told(one, 10)).toMatchObject({ lost_to_transfer: false });
  });

  it('is lost to what the prison says where it says it', async () => {
    const one = prisoner();
    await outcomes.publish(
      one.file.describe(),
      one.stay.received(),
      interview(one, 10),
      interview(one, 20),
      // Before the booking, and after the interview.
      moved(one, 4, 'LEI'),
      moved(one, 25, 'LEI'),
      interview(one, 10, { recorded: true, held: false, notHeldReason: coded('REGIME') }),
      interview(one, 20, { recorded: true, held: false, notHeldReason: coded('TRANSFERRED') }),
    );
    expect(await told(one, 10)).toMatchObject({ held: false, lost_to_transfer: false, minutes: null });
    expect(await told(one, 20)).toMatchObject({ held: false, lost_to_transfer: true });
  });

  it('costs as many statements for many as for one', async () => {
    expect((await derive(outcomes.pool, adviserInterview)).statements).toBe(2);
  });
});

describe('a case of probation', () => {
  function person() {
    people += 1;
    const probation = testFile('probation', makeCrn(50_000 + people));
    const jobcentre = testFile('jobcentre', makeNino(50_000 + people));
    return { probation, jobcentre };
  }

  /** The case is opened at Durham, long before. */
  const opened = {
    data: { case: { openedOn: '2026-01-01' }, deliveryUnit: { code: 'N54DUR', name: 'Durham' } },
  };
  const order = (file: TestFile, changes: Record<string, unknown> = {}, type = 'started') =>
    file.event(`probation.order.${type}`, {
      data: {
        order: {
          id: recordId(file.key, 'order'),
          startDate: '2026-01-10',
          endDate: '2026-09-30',
          orderedEndDate: '2026-09-30',
          endedOn: null,
          ...changes,
        },
      },
    });
  const form = (file: TestFile, type: string, withdrawnOn: string | null = null) =>
    file.event(`probation.sharing-form.${type}`, {
      data: { form: { id: recordId(file.key, 'form'), signedOn: '2026-02-01', withdrawnOn } },
    });
  const receipt = (file: TestFile, of: TestFile, receivedOn: string, feedbackOn: string | null) =>
    file.event(`jobcentre.sharing-form.${feedbackOn === null ? 'received' : 'feedback-given'}`, {
      data: {
        receipt: {
          id: recordId(file.key, 'receipt'),
          formId: recordId(of.key, 'form'),
          receivedOn,
          feedbackOn,
        },
      },
    });
  const allocated = (file: TestFile, unit: string, on: string) =>
    file.event('person.community.manager.allocated', {
      data: {
        manager: { allocatedOn: on },
        deliveryUnit: { code: unit, name: unit },
        region: { code: 'N54', name: 'North East' },
      },
    });

  async function stretchesOf({ probation }: { probation: TestFile }) {
    const { episodes } = await derive(outcomes.pool, openCase);
    return episodes
      .filter(({ id }) => id.startsWith(`${probation.key} `))
      .map(({ from_on, to_on, shared, delivery_unit_code }) => [from_on, to_on, shared, delivery_unit_code]);
  }

  it('is open while an order runs, and shared from the receipt of a form until consent is withdrawn', async () => {
    const one = person();
    const { probation, jobcentre } = one;
    await outcomes.publish(
      probation.describe({ nino: jobcentre.key }, opened),
      jobcentre.describe(),
      order(probation),
      form(probation, 'sent'),
    );
    // Sent, and not arrived.
    expect(await stretchesOf(one)).toEqual([['2026-01-10', '2026-09-30', false, 'N54DUR']]);
    await outcomes.publish(receipt(jobcentre, probation, '2026-03-02', null));
    expect(await stretchesOf(one)).toEqual([
      ['2026-01-10', '2026-03-01', false, 'N54DUR'],
      ['2026-03-02', '2026-09-30', true, 'N54DUR'],
    ]);
    await outcomes.publish(
      form(probation, 'withdrawn', '2026-05-01'),
      allocated(probation, 'N54NTH', '2026-06-15'),
      order(probation, { endedOn: '2026-08-03' }, 'ended'),
    );
    expect(await stretchesOf(one)).toEqual([
      ['2026-01-10', '2026-03-01', false, 'N54DUR'],
      ['2026-03-02', '2026-04-30', true, 'N54DUR'],
      ['2026-05-01', '2026-06-14', false, 'N54DUR'],
      ['2026-06-15', '2026-08-03', false, 'N54NTH'],
    ]);
  });

  it('has forms that arrived, with the unit of that day and the feedback', async () => {
    const one = person();
    const { probation, jobcentre } = one;
    const mine = async () =>
      (await derive(outcomes.pool, sharingForm)).episodes.filter(
        ({ id }) => id === recordId(probation.key, 'form'),
      );
    await outcomes.publish(
      jobcentre.describe(),
      receipt(jobcentre, probation, '2026-03-02', null),
      probation.describe({}, opened),
      allocated(probation, 'N54NTH', '2026-03-03'),
      form(probation, 'sent'),
    );
    // The files are of two people still.
    expect(await mine()).toEqual([]);
    await outcomes.publish(probation.describe({ nino: jobcentre.key }, opened));
    const told = { received_on: '2026-03-02', delivery_unit_code: 'N54DUR' };
    expect(await mine()).toMatchObject([{ ...told, feedback_on: null }]);
    await outcomes.publish(receipt(jobcentre, probation, '2026-03-02', '2026-03-30'));
    expect(await mine()).toMatchObject([{ ...told, feedback_on: '2026-03-30' }]);
  });

  it('costs as many statements for many as for one', async () => {
    expect((await derive(outcomes.pool, openCase)).statements).toBe(3);
    expect((await derive(outcomes.pool, sharingForm)).statements).toBe(2);
  });
});
