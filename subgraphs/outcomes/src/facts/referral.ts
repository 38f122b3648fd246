import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Referrals to providers of Commissioned Rehabilitative Services, each as it is now. A referral is a file of its own. */
export const referral = defineFact({
  table: 'referral',
  about: 'person',
  version: 1,
  columns: {
    contract_reference: 'text',
    /** Code of the prime provider. */
    provider_code: 'text',
    /** Sex as given in the referral. */
    sex: 'text',
    age: 'integer',
    complexity: 'text',
    referred_on: 'date',
    /** Day on which the action plan was approved, with which support begins. */
    approved_on: 'date',
    status: 'text',
    ended_on: 'date',
    /** Code of the reason, from the list of its status; a completed referral has none. */
    end_reason: 'text',
  },
  indexes: [],
  events: {
    providers: {
      'intervention.referral.sent': referralRow,
      'intervention.referral.assigned': referralRow,
      'intervention.action-plan.approved': referralRow,
      'intervention.referral.ended': referralRow,
      'providers.referral.sent': referralRow,
      'providers.referral.assigned': referralRow,
      'providers.action-plan.approved': referralRow,
      'providers.referral.ended': referralRow,
    },
  },
});

function referralRow(data: FactData, { key }: { readonly key: string }) {
  return [
    {
      id: key,
      contract_reference: data.text('referral.contract.reference'),
      provider_code: data.text('referral.provider.code'),
      sex: data.code('referral.sex'),
      age: data.integer('referral.ageAtReferral'),
      complexity: data.code('referral.complexity'),
      referred_on: data.day('referral.referredOn'),
      approved_on: data.day('referral.actionPlanApprovedOn'),
      status: data.code('referral.status'),
      ended_on: data.day('referral.ending.endedOn'),
      end_reason: data.text('referral.ending.reasonCode'),
    },
  ];
}
