import { coded, recordId } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { EndOrderInput, RequirementInput, StartOrderInput } from '../generated/graphql.ts';
import type { Order, Requirement } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { conflict } from './error-codes.ts';
import { caseOf, probationCase } from './probation-case.ts';
import { titles } from './titles.ts';

/** Records a court order. Raises `BAD_USER_INPUT` for dates in the wrong order or a length that cannot be. */
export async function startOrder(file: PersonFile<ProbationTables>, input: StartOrderInput): Promise<string> {
  await caseOf(file);
  const order: Stored<Order> = {
    id: file.newId,
    crn: file.key,
    type: input.type,
    startDate: input.startDate,
    endDate: notBefore('endDate', input.endDate, input.startDate, 'the first day'),
    endReason: null,
  };
  const requirements = input.requirements.map((requirement, position) =>
    requirementOf(order, requirement, position),
  );
  return recordOrder(file, order, requirements, 'probation.order.started', order.startDate);
}

/**
 * Records that an order ended. Raises `NOT_FOUND` for an order that is not in the file, `ORDER_ENDED` for one
 * that ended before, and `BAD_USER_INPUT` for a day before the order began, or for an early completion after the
 * last day ordered.
 */
export async function endOrder(file: PersonFile<ProbationTables>, input: EndOrderInput): Promise<string> {
  const order = await file.get('Order', input.orderId);
  if (!order) throw notFound('order', input.orderId);
  if (order.endReason !== null) {
    throw conflict(
      'ORDER_ENDED',
      `Order ${order.id} ended on ${order.endDate} already (${order.endReason}).`,
    );
  }
  notBefore('endDate', input.endDate, order.startDate, 'the first day of the order');
  if (input.reason === 'COMPLETED_EARLY' && input.endDate > order.endDate) {
    throw badInput(
      'endDate',
      `"endDate" must not be after the last day ordered, ${order.endDate}, if early.`,
    );
  }
  const requirements = (await file.list('Requirement'))
    .filter(({ orderId }) => orderId === order.id)
    .sort((one, other) => one.position - other.position);
  const ended = { ...order, endDate: input.endDate, endReason: input.reason };
  return recordOrder(file, ended, requirements, 'probation.order.ended', ended.endDate);
}

function requirementOf(
  order: Stored<Order>,
  { type, length, unit }: RequirementInput,
  position: number,
): Stored<Requirement> {
  const field = `requirements.${position}`;
  if ((length == null) !== (unit == null)) {
    throw badInput(field, `"length" and "unit" of "${field}" must be given together or not at all.`);
  }
  if (length != null) atLeast(`${field}.length`, length, 1);
  if (type === 'UNPAID_WORK' && unit === 'DAYS') {
    throw badInput(`${field}.unit`, `"${field}.unit" must be HOURS: unpaid work is measured in hours.`);
  }
  return {
    id: recordId('probation', `${order.id}/requirements/${position}`),
    crn: order.crn,
    orderId: order.id,
    position,
    type,
    length: length ?? null,
    unit: unit ?? null,
  };
}

function recordOrder(
  file: PersonFile<ProbationTables>,
  order: Stored<Order>,
  requirements: readonly Stored<Requirement>[],
  type: string,
  occurredAt: string,
): string {
  const { crn: _, ...state } = order;
  file.record({
    type,
    occurredAt,
    // A table is named only with rows to write.
    rows: { Order: order, ...(requirements.length > 0 && { Requirement: requirements }) },
    data: {
      order: {
        ...state,
        type: coded(titles.orderType, state.type),
        endReason: coded(titles.orderEndReason, state.endReason),
        requirements: requirements.map(({ id, type: kind, length, unit }) => ({
          id,
          type: coded(titles.requirementType, kind),
          length,
          unit: coded(titles.requirementUnit, unit),
        })),
      },
    },
  });
  return order.id;
}

/** A court order that probation supervises. */
export const order = defineRecord(caseFile, {
  table: 'Order',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'startDate' } },
  commands: { startOrder, endOrder },
});

/** A requirement of a court order. */
export const requirement = defineRecord(caseFile, {
  table: 'Requirement',
  key: 'id',
  listOf: { orderId: { by: 'position' } },
});
