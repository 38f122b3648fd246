import type { LoadStep } from '@throughgate/subgraph-kit';
import { referral } from './provider-system.ts';

/**
 * Steps of a referral from sending to completion, all recorded at the same moment; `changes` are laid over the
 * input of `sendReferral`. Keys begin with the reference number, so that loading again does nothing.
 */
export function completedReferral(
  referenceNumber: string,
  changes: Partial<typeof referral> = {},
): LoadStep[] {
  const calls: readonly (readonly [string, object])[] = [
    ['sendReferral', { ...referral, ...changes }],
    ['assignKeyWorker', { code: 'KW1', name: 'Sam Worker', assignedOn: '2020-10-06' }],
    ['bookInitialAssessment', { bookedFor: '2020-10-12T09:00:00.000Z' }],
    ['recordInitialAssessment', { attended: 'YES' }],
    ['approveActionPlan', { approvedOn: '2020-10-16' }],
    ['bookSession', { bookedFor: '2020-10-20T09:00:00.000Z' }],
    ['recordOutcome', { type: 'EMPLOYMENT', achievedOn: '2020-11-02' }],
    ['endReferral', { status: 'COMPLETED', endedOn: '2020-11-30' }],
  ];
  return calls.map(([mutation, input], index) => ({
    mutation,
    input: { idempotencyKey: `${referenceNumber}-${index}`, referenceNumber, ...input },
    recordedAt: '2020-12-01T09:00:00.000Z',
  }));
}
