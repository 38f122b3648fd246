import type { ChangeEvent } from '@throughgate/events';
import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Benefit claims, each as it is now: when it was made, from when and until when benefit is due, and up to which day it was paid. */
export const claim = defineFact({
  table: 'claim',
  about: 'person',
  version: 1,
  columns: {
    benefit: 'text',
    /** Code of the state; that of an event without one follows from whether the claim is closed. */
    state: 'text',
    claimed_on: 'date',
    /** First day for which benefit is due; null while the claim is made in advance. */
    entitled_from: 'date',
    opened_on: 'date',
    /** Day on which it was closed. */
    closed_on: 'date',
    /** First day for which no benefit is due: closing takes effect then. */
    effective_to: 'date',
    /** First day for which benefit was not paid. */
    paid_to: 'date',
    closure_reason: 'text',
    made_at: 'text',
    benefit_centre_code: 'text',
    daily_rate_pence: 'integer',
    housing_costs_from: 'date',
    housing_costs_until: 'date',
    /** Id of the event that said so. */
    event_id: 'text',
  },
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.claim.opened': claimRow,
      'jobcentre.claim.closed': claimRow,
      'jobcentre.claim.first-payment-made': claimRow,
      'jobcentre.claim.made-in-advance': claimRow,
      'jobcentre.claim.entitlement-started': claimRow,
      'jobcentre.claim.advance-cancelled': claimRow,
      'jobcentre.claim.housing-costs-kept': claimRow,
      'jobcentre.claim.resumed': claimRow,
    },
  },
});

function claimRow(data: FactData, { id: event_id }: ChangeEvent) {
  const id = data.text('claim.id');
  if (id === null) return [];
  const openedOn = data.day('claim.openedOn');
  const closedOn = data.day('claim.closedOn');
  return [
    {
      id,
      benefit: data.code('claim.benefit'),
      state: data.code('claim.state') ?? (closedOn === null ? 'RUNNING' : 'CLOSED'),
      claimed_on: data.day('claim.claimedOn') ?? openedOn,
      // Before claims could be made in advance, the day of the claim was that of entitlement.
      entitled_from: data.code('claim.state') === null ? openedOn : data.day('claim.entitledFrom'),
      opened_on: openedOn,
      closed_on: closedOn,
      effective_to: data.day('claim.effectiveTo') ?? closedOn,
      paid_to: data.day('claim.paidTo'),
      closure_reason: data.code('claim.closureReason'),
      made_at: data.code('claim.madeAt'),
      benefit_centre_code: data.text('claim.benefitCentreCode'),
      daily_rate_pence: data.integer('claim.dailyRatePence'),
      housing_costs_from: data.day('claim.housingCostsFrom'),
      housing_costs_until: data.day('claim.housingCostsUntil'),
      event_id,
    },
  ];
}
