import { londonDate, resettlementPhase } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { ResettlementPhase as Phase, ResettlementPlanResolvers } from '../generated/graphql.ts';
import type { Booking as BookingRow } from '../generated/prisma/client.ts';
import { bankApplication } from '../records/bank-application.ts';
import { booking } from '../records/booking.ts';
import { identityDocument } from '../records/identity-document.ts';
import { pathwayStatus } from '../records/pathway-status.ts';
import { prisoner } from '../records/prisoner.ts';
import { releaseAddress } from '../records/release-address.ts';

/** What is prepared for the release from a stay: of each stay one, made of its row. */
export const ResettlementPlan: ResettlementPlanResolvers = {
  __resolveReference: ({ id }, { load }) => load(booking.row, id),
  prisoner: ({ prisonerNumber }, _arguments, { load }) => required(load(prisoner.row, prisonerNumber)),
  booking: (stay) => stay,
  phase: (stay) => phaseToday(stay).phase,
  phaseFrom: (stay) => phaseToday(stay).from,
  pathways: ({ id }, _arguments, { load }) => load(pathwayStatus.listOf.bookingId, id),
  identity: ({ id }, _arguments, { load }) => load(identityDocument.listOf.bookingId, id),
  bank: ({ id }, _arguments, { load }) => load(bankApplication.listOf.bookingId, id),
  releaseAddress: ({ id }, _arguments, { load }) => load(releaseAddress.rowOf.bookingId, id),
};

function phaseToday({ startedAt, endedAt, releaseOn, phase, phaseFrom }: BookingRow) {
  const recorded =
    phase === null || phaseFrom === null ? null : { phase: phase as Phase, from: day(phaseFrom) };
  const stay = {
    startedOn: londonDate(startedAt),
    endedOn: endedAt && londonDate(endedAt),
    releaseOn: releaseOn && day(releaseOn),
    recorded,
  };
  return resettlementPhase(stay, londonDate(new Date()));
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
