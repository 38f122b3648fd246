import { beforeAll, expect, it } from 'vitest';
import { answerTo, soon } from './hub.ts';
import { call, inTurn, person } from './people.ts';

// Of how many cases the Jobcentre hears by a form, and about how many forms probation hears back: what the question about people
// who are told twice asks of measures. What it asks of duplicates has no records yet.

const query = `query ToldTwicePaidTwice($unit: ID!, $from: Date!, $to: Date!) {
  uptake: measure(id: "sharing-uptake", cohort: { deliveryUnitCodes: [$unit] }, by: [QUARTER], from: $from, to: $to) { cells { by { code } value numerator denominator suppressed } }
  feedback: measure(id: "feedback-given", cohort: { deliveryUnitCodes: [$unit] }, by: [QUARTER], from: $from, to: $to) { cells { by { code } value numerator denominator suppressed } }
}`;

const unit = 'N54SUND';

/** A case of the unit from March on, with an order from then until its end. */
async function onOrder(digits: string, endDate: string) {
  const one = person(digits);
  const { crn, nino } = one;
  await one.claimant();
  await call(
    'openCase',
    {
      crn,
      nino,
      forename: 'Robin',
      surname: `Person ${digits}`,
      dateOfBirth: '1980-02-03',
      sex: 'M',
      openedOn: '2026-03-02',
      deliveryUnitCode: unit,
    },
    'crn',
  );
  await call('startOrder', {
    crn,
    type: 'COMMUNITY_ORDER',
    startDate: '2026-03-02',
    endDate,
    requirements: [{ type: 'REHABILITATION_ACTIVITY' }],
  });
  return one;
}

/** A form of a case that the Jobcentre received, and gave feedback to or not. */
async function sharedBy(
  { crn, nino }: ReturnType<typeof person>,
  receivedOn: string,
  feedbackOn?: string,
): Promise<string> {
  const formId = await call('signSharingForm', { crn, form: 'DP1A', signedOn: '2026-03-09' });
  await call('sendSharingForm', { crn, formId, sentOn: '2026-03-10', officeCode: 'JCP-DURHAM' });
  await call('acknowledgeSharingForm', { nino, formId, receivedOn });
  if (feedbackOn !== undefined) await call('giveFeedback', { nino, formId, feedbackOn });
  return formId;
}

/** How many cases are shared, and whether anybody hears back? */
export function toldTwice(): void {
  beforeAll(async () => {
    await Promise.all([
      // Feedback on day 28, on day 29, and none.
      inTurn(async () => {
        await sharedBy(await onOrder('701', '2027-03-01'), '2026-03-16', '2026-04-13');
      }),
      inTurn(async () => {
        const withdrawn = await onOrder('702', '2027-03-01');
        const formId = await sharedBy(withdrawn, '2026-03-16', '2026-04-14');
        await call('withdrawConsent', { crn: withdrawn.crn, formId, withdrawnOn: '2026-06-30' });
      }),
      inTurn(async () => {
        await sharedBy(await onOrder('703', '2026-09-29'), '2026-04-01');
      }),
      // Signed, and never sent.
      inTurn(async () => {
        const { crn } = await onOrder('704', '2027-03-01');
        await call('signSharingForm', { crn, form: 'DP1A', signedOn: '2026-03-09' });
      }),
    ]);
  }, 120_000);

  it(
    'is told for the last day of each quarter, and for the forms of each',
    soon(async () => {
      const cell = (code: string, numerator: number, denominator: number) => ({
        by: [{ code }],
        value: expect.closeTo(numerator / denominator),
        numerator,
        denominator,
        suppressed: false,
      });
      const { uptake, feedback } = await answerTo<Record<'uptake' | 'feedback', { cells: unknown[] }>>(
        query,
        {
          unit,
          from: '2026-01-01',
          to: '2026-09-30',
        },
      );
      expect({ uptake: uptake.cells, feedback: feedback.cells }).toEqual({
        // The third is received on 1 April. The second is withdrawn on the last day of June, and the third case ends in September.
        uptake: [cell('2026-Q1', 2, 4), cell('2026-Q2', 2, 4), cell('2026-Q3', 1, 3)],
        feedback: [cell('2026-Q1', 1, 2), cell('2026-Q2', 0, 1)],
      });
    }),
  );
}
