import type { Life } from '../life.ts';
import type { Moment } from '../time/day.ts';
import { allocateManager } from './allocate-manager.ts';
import { openCase } from './open-case.ts';
import { writeAppointments } from './write-appointments.ts';
import { writeLicence } from './write-licence.ts';
import { writeOrder } from './write-order.ts';

/**
 * Writes what the probation service records: the case, its practitioner, orders, licences and some of the
 * appointments. Returns the moment at which the case was recorded, on which everything else builds; null without a case.
 */
export function writeSupervision(life: Life): Moment | null {
  const { orders, licences, supervised } = life.timeline;
  const random = life.random('supervision');
  const caseRecorded = openCase(life, random);
  if (caseRecorded === null) return null;
  allocateManager(life, random, caseRecorded);
  for (const order of orders) writeOrder(life, random, caseRecorded, order);
  for (const licence of licences) writeLicence(life, random, caseRecorded, licence);
  for (const span of supervised) writeAppointments(life, random, caseRecorded, span);
  return caseRecorded;
}
