import type { DeliveryUnitResolvers } from '../generated/graphql.ts';
import { dayAsked, workersOfUnit } from '../records/key-worker.ts';

/** A delivery unit as the gateway or a record of ours names it. */
export interface DeliveryUnitReference {
  readonly code: string;
}

/** Adds to probation's delivery unit the key workers of providers who sit there. */
export const DeliveryUnit: DeliveryUnitResolvers = {
  __resolveReference: ({ code }) => ({ code }),
  keyWorkers: ({ code }, { on }, { load }) => load(workersOfUnit, { id: code, on: dayAsked(on) }),
};
