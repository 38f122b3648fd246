import { type Coded, coded } from '@throughgate/domain';
import type { Stored } from '@throughgate/subgraph-kit';
import type { Referral } from '../generated/prisma/client.ts';
import { contractOf, providerOf } from './contract.ts';
import { desiredOutcomeWords } from './desired-outcome.ts';
import { endReason } from './end-reason.ts';
import { titles } from './titles.ts';

/** A referral as its events carry it. */
export function referralState(referral: Stored<Referral>) {
  const { crn, prisonerNumber, sex, ageAtReferral, contractReference, referredOn, complexity, status } =
    referral;
  const contract = contractOf(contractReference);
  const { code, name } = providerOf(contract);
  return {
    // Referrals without a CRN have events of their own, whose contracts know none.
    ...(crn !== null && { crn }),
    prisonerNumber,
    sex,
    ageAtReferral,
    contract: { reference: contract.reference, title: contract.title },
    provider: { code, name },
    referredOn,
    complexity: coded(titles.complexity, complexity),
    plannedWeeks: referral.plannedWeeks,
    desiredOutcomes: referral.desiredOutcomes.map(desiredOutcomeState),
    status: coded(titles.referralStatus, status),
    keyWorker: keyWorkerState(referral),
    actionPlanApprovedOn: referral.actionPlanApprovedOn,
    ending: endingOf(referral),
  };
}

/** A desired outcome as events carry it: its id and its words. */
export function desiredOutcomeState(id: string): Coded {
  return { code: id, title: desiredOutcomeWords(id) };
}

function keyWorkerState(referral: Stored<Referral>) {
  const { keyWorkerCode: code, keyWorkerName: name, keyWorkerDeliveryUnitCode: deliveryUnitCode } = referral;
  return code === null || name === null ? null : { code, name, deliveryUnitCode };
}

function endingOf({ status, endedOn, endReasonCode }: Stored<Referral>) {
  if (endedOn === null) return null;
  const reason = endReasonCode === null ? undefined : endReason(status, endReasonCode);
  return { endedOn, reasonCode: endReasonCode, reason: reason?.description ?? null };
}
