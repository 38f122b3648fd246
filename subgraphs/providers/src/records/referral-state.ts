import { coded } from '@throughgate/domain';
import type { Stored } from '@throughgate/subgraph-kit';
import type { KeyWorker } from '../generated/graphql.ts';
import type { Referral } from '../generated/prisma/client.ts';
import { contractOf, providerOf } from './contract.ts';
import { endReason } from './end-reason.ts';
import { titles } from './titles.ts';

/** A referral as its events carry it. */
export function referralState(referral: Stored<Referral>) {
  const { crn, sex, ageAtReferral, contractReference, referredOn, complexity, status } = referral;
  const contract = contractOf(contractReference);
  const { code, name } = providerOf(contract);
  return {
    crn,
    sex,
    ageAtReferral,
    contract: { reference: contract.reference, title: contract.title },
    provider: { code, name },
    referredOn,
    complexity: coded(titles.complexity, complexity),
    status: coded(titles.referralStatus, status),
    keyWorker: keyWorkerOf(referral),
    actionPlanApprovedOn: referral.actionPlanApprovedOn,
    ending: endingOf(referral),
  };
}

/** Columns of the key worker, who is part of the referral's row. */
type KeyWorkerColumns = Pick<Referral, 'keyWorkerCode' | 'keyWorkerName' | 'keyWorkerDeliveryUnitCode'>;

/** The key worker of a referral; null until assigned. */
export function keyWorkerOf(referral: KeyWorkerColumns): KeyWorker | null {
  const { keyWorkerCode: code, keyWorkerName: name, keyWorkerDeliveryUnitCode: deliveryUnitCode } = referral;
  return code === null || name === null ? null : { code, name, deliveryUnitCode };
}

function endingOf({ status, endedOn, endReasonCode }: Stored<Referral>) {
  if (endedOn === null) return null;
  const reason = endReasonCode === null ? undefined : endReason(status, endReasonCode);
  return { endedOn, reasonCode: endReasonCode, reason: reason?.description ?? null };
}
