import { personInRequest } from './people.ts';

/** Stands for the person's number, six digits, in a fixed answer. */
const number = '@number@';

const id = `01912d68-783e-7a03-8000-000000${number}`;
const crn = `X${number}`;
const referenceNumber = `AB${number}`;

const identifiers = {
  crns: [crn],
  prisonerNumbers: [`A${number}`],
  ninos: [`QQ${number}C`],
  pncs: [`2019/0${number}F`],
  referenceNumbers: [referenceNumber],
};

/** Title, type, agency and subject of the events of a journey, the latest first. */
const events = [
  ['Started work', 'providers.outcome.achieved', 'providers', 'Outcome'],
  ['Claim closed: found work', 'jobcentre.claim.closed', 'jobcentre', 'Claim'],
  [
    'Attended the initial assessment',
    'intervention.initial-assessment-appointment.session-feedback-submitted',
    'providers',
    'InitialAssessment',
  ],
  ['Referred to a provider', 'intervention.referral.sent', 'providers', 'Referral'],
  ['Attended an interview', 'jobcentre.interview.recorded', 'jobcentre', 'Interview'],
  ['Claimed Universal Credit', 'jobcentre.claim.opened', 'jobcentre', 'Claim'],
  ['Kept an appointment', 'probation.appointment.outcome-recorded', 'probation', 'Appointment'],
  ['Licence began', 'create-and-vary-a-licence.licence.activated', 'probation', 'Licence'],
  ['Released from Leeds', 'prisoner-offender-search.prisoner.released', 'prisons', 'Movement'],
  ['Moved to Leeds', 'prisoner-offender-search.prisoner.received', 'prisons', 'Movement'],
  ['Sentenced', 'prison-offender-events.prisoner.imprisonment-status-changed', 'prisons', 'Sentence'],
  ['Received at Hull', 'prisoner-offender-search.prisoner.received', 'prisons', 'Movement'],
] as const;

const outcomes = {
  offender: {
    __typename: 'Offender',
    id,
    name: { forename: 'Sam', surname: 'Carter' },
    dateOfBirth: '1991-04-12',
    identifiers,
    joinIdentifiers: identifiers,
    journey: {
      edges: events.map(([title, type, agency, subject], index) => ({
        node: {
          occurredAt: `2026-${String(11 - (index >> 1)).padStart(2, '0')}-14T10:30:00.000Z`,
          recordedAt: `2026-${String(11 - (index >> 1)).padStart(2, '0')}-14T16:05:21.000Z`,
          agency,
          type,
          title,
          subject: { __typename: subject },
        },
      })),
      pageInfo: { hasNextPage: false, endCursor: 'WyIyMDI2LTA1LTE0VDEwOjMwOjAwLjAwMFoiLCJhIl0' },
    },
    spells: [
      { kind: 'CUSTODY', from: '2026-06-14', to: '2026-07-14', agency: 'prisons' },
      { kind: 'SUPERVISION', from: '2026-07-14', to: null, agency: 'probation' },
      { kind: 'BENEFIT', from: '2026-08-14', to: '2026-11-14', agency: 'jobcentre' },
      { kind: 'EMPLOYMENT', from: '2026-11-14', to: null, agency: 'providers' },
    ],
  },
};

const conditions = [
  'Be of good behaviour and not behave in a way which undermines the purpose of the licence period.',
  'Not commit any offence.',
  'Keep in touch with the supervising officer in accordance with instructions given by the supervising officer.',
  'Receive visits from the supervising officer in accordance with any instructions given by the officer.',
  'Reside permanently at an address approved by the supervising officer and obtain the prior permission of the supervising officer for any stay of one or more nights at a different address.',
  'Not undertake work, or a particular type of work, unless it is approved by the supervising officer.',
  'Not travel outside the United Kingdom, the Channel Islands or the Isle of Man except with permission.',
].map((text, index) => ({ code: `standard-${index + 1}`, text, curfew: [] as object[] }));

const probation = {
  probation: [
    {
      crn,
      region: { name: 'Yorkshire and the Humber' },
      deliveryUnit: { name: 'Leeds' },
      manager: { name: 'Alex Morgan' },
      orders: [
        {
          type: 'COMMUNITY_ORDER',
          startDate: '2024-02-01',
          endDate: '2025-02-01',
          requirements: [{ type: 'UNPAID_WORK' }, { type: 'REHABILITATION_ACTIVITY' }],
        },
      ],
      licence: {
        conditions: [
          ...conditions,
          {
            code: 'curfew',
            text: 'Confine yourself to remain at your approved address between the times stated.',
            curfew: ['MONDAY', 'TUESDAY', 'WEDNESDAY'].map((day) => ({ day, from: '19:00', until: '07:00' })),
          },
        ],
      },
      appointments: {
        edges: [5, 4, 3].map((month) => ({
          node: { startsAt: `2026-0${month}-02T09:00:00.000Z`, type: 'COAP', outcome: 'ATTC' },
        })),
      },
    },
  ],
};

const prisons = {
  custody: [
    {
      prisonerNumber: `A${number}`,
      status: 'INACTIVE_OUT',
      prison: { id: 'LEI', name: 'Leeds (HMP)' },
      sentences: [
        {
          imposedOn: '2026-06-14',
          days: 180,
          releaseDates: { conditionalRelease: '2026-07-14', sentenceExpiry: '2026-12-11' },
        },
      ],
      movements: {
        edges: [
          ['REL', 'RELEASED', 'LEI', null],
          ['TRN', 'TRANSFERRED', 'HLI', 'LEI'],
          ['ADM', 'NEW_ADMISSION', null, 'HLI'],
        ].map(([type, reason, from, to]) => ({
          node: {
            at: '2026-07-14T09:00:00.000Z',
            type,
            reason,
            from: from && { id: from },
            to: to && { id: to },
          },
        })),
      },
    },
  ],
};

const jobcentre = {
  benefits: [
    {
      nino: `QQ${number}C`,
      claims: [
        {
          benefit: 'UC',
          openedOn: '2026-08-14',
          closedOn: '2026-11-14',
          closureReason: 'EMPLOYMENT',
        },
      ],
      interviews: [
        { type: 'WORK_SEARCH_REVIEW', bookedFor: '2026-09-01T11:00:00.000Z', attended: true },
        { type: 'NEW_JOBSEEKER', bookedFor: '2026-08-20T11:00:00.000Z', attended: true },
      ],
    },
  ],
};

const providers = {
  provision: [
    {
      referrals: [
        {
          referenceNumber,
          provider: { name: 'St Giles Trust' },
          contract: { reference: 'CRS0101', title: 'Employment, Training and Education: Yorkshire' },
          referredOn: '2026-08-01',
          status: 'COMPLETED',
          complexity: 'MEDIUM',
          initialAssessment: { completedOn: '2026-08-10', withinTenWorkingDays: true },
          outcomes: [
            { type: 'EMPLOYMENT', achievedOn: '2026-11-14' },
            { type: 'TRAINING', achievedOn: '2026-10-01' },
          ],
        },
      ],
    },
  ],
};

/** The field that a gateway asks for under a name of its own, where it needs one. */
const renamedField = /\b(\w+): ?offender\(/;

/**
 * What each subgraph answers to its part of the journey query, whichever person the request's body asks for: about a made-up
 * one of middling length, 6.6 KB when merged.
 */
export const fixedAnswers: Readonly<Record<string, (body: string) => string>> = Object.fromEntries(
  Object.entries({
    outcomes: { data: outcomes },
    ...Object.fromEntries(
      Object.entries({ probation, prisons, jobcentre, providers }).map(([name, entity]) => [
        name,
        { data: { _entities: [entity] } },
      ]),
    ),
  }).map(([name, answer]) => {
    // Without the person's number, so that joining the pieces with one makes the answer about that person.
    const pieces = JSON.stringify(answer).split(number);
    return [name, (body) => answerTo(body, pieces)];
  }),
);

function answerTo(body: string, pieces: readonly string[]): string {
  const person = personInRequest.exec(body)?.[1];
  const known = person === undefined ? '{"errors":[{"message":"unknown person"}]}' : pieces.join(person);
  const field = renamedField.exec(body)?.[1];
  return field === undefined ? known : known.replace('"offender"', `"${field}"`);
}
