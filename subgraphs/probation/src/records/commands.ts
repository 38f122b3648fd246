import type { Commands } from '@throughgate/subgraph-kit';
import type { ProbationTables } from './agency.ts';
import { bookAppointment, recordAppointmentOutcome } from './appointment.ts';
import { allocateManager } from './community-manager.ts';
import { makeEteReferral } from './ete-referral.ts';
import { activateLicence, endLicence } from './licence.ts';
import { endOrder, startOrder } from './order.ts';
import { openCase } from './probation-case.ts';

/** What each mutation does to a person's file. */
export const commands = {
  openCase,
  allocateManager,
  startOrder,
  endOrder,
  activateLicence,
  endLicence,
  bookAppointment,
  recordAppointmentOutcome,
  makeEteReferral,
} satisfies Commands<ProbationTables>;
