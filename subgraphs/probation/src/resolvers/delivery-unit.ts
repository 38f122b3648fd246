import { deliveryUnit } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';
import type { DeliveryUnitResolvers } from '../generated/graphql.ts';
import { appointment } from '../records/appointment.ts';
import { casesOfUnit } from '../records/caseload.ts';
import { regionOf } from '../records/delivery-unit.ts';
import { titles } from '../records/titles.ts';
import { caseloadPage } from './caseload.ts';
import { contactsOf } from './contact.ts';

/** A delivery unit, which is reference data and needs no database; its contacts and lists do. */
export const DeliveryUnit: DeliveryUnitResolvers = {
  __resolveReference: ({ code }) => deliveryUnit(code) ?? null,
  region: (unit) => regionOf(unit),
  contacts: ({ code }, filter, { load }) => contactsOf(load, code, filter),
  appointments: ({ code }, { from, to, types, notCalledOff, first, after }, { load }) => {
    if (from >= to) throw badInput('to', `"to" must be after "from", ${from}; it is ${to}.`);
    const unknown = types?.find((type) => !Object.hasOwn(titles.appointmentType, type));
    if (unknown !== undefined) {
      const known = Object.keys(titles.appointmentType).join(', ');
      throw badInput('types', `"types" must be of ${known}, not "${unknown}".`);
    }
    return load(appointment.pageOf.deliveryUnitCode, {
      parent: code,
      first,
      after: after ?? null,
      where: [
        { column: 'startsAt', from, to },
        { column: 'type', in: types },
        { column: 'calledOff', is: notCalledOff ? false : null },
      ],
    });
  },
  cases: ({ code }, page, { load }) => caseloadPage(load, casesOfUnit, code, page),
};
