import { addDays, coded, isSupervisedAfterSentence, recordId } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  CurfewWindow,
  EndOrderInput,
  OrderEndReason,
  RequirementInput,
  RequirementType,
  StartOrderInput,
} from '../generated/graphql.ts';
import type { Order, Requirement } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { curfewWindow } from './curfew-window.ts';
import { conflict } from './error-codes.ts';
import { caseOf, probationCase, supervisedCase } from './probation-case.ts';
import {
  beginRestrictions,
  endOf,
  endRestrictionsOf,
  type RestrictingRecord,
  type Restricts,
  restrictionBy,
} from './restriction.ts';
import { titles } from './titles.ts';

/** What requirements restrict, by their type; in words as restrictions tell them. */
const restricting: Partial<
  Readonly<Record<RequirementType, Pick<Restricts, 'kind' | 'text' | 'electronic'>>>
> = {
  // A court that imposes the first two has them monitored electronically, unless it cannot (Sentencing Act 2020, Schedule 9;
  // not verified at its source).
  CURFEW: { kind: 'CURFEW', text: 'curfew requirement', electronic: true },
  EXCLUSION: { kind: 'EXCLUSION_ZONE', text: 'exclusion requirement', electronic: true },
  RESIDENCE: { kind: 'RESIDENCE', text: 'residence requirement' },
  ALCOHOL_ABSTINENCE: {
    kind: 'ALCOHOL_MONITORING',
    text: 'alcohol abstinence and monitoring requirement',
    electronic: true,
  },
};

/** Reasons that end an order before or with its last day. */
const early: readonly OrderEndReason[] = ['COMPLETED_EARLY', 'TERMINATED'];

/**
 * Records a court order and what its requirements restrict. Raises `BAD_USER_INPUT` for dates in the wrong order, a length
 * that cannot be or windows of what is no curfew, and `SUPERVISION_REPEALED` for supervision after a sentence that begins
 * when the law does not have it.
 */
export async function startOrder(file: PersonFile<ProbationTables>, input: StartOrderInput): Promise<string> {
  await caseOf(file);
  if (input.type === 'POST_SENTENCE_SUPERVISION' && !isSupervisedAfterSentence(input.startDate)) {
    throw conflict(
      'SUPERVISION_REPEALED',
      `Nobody is supervised after the end of a sentence on ${input.startDate}: section 34 of the Sentencing Act 2026 repealed it.`,
    );
  }
  const order: Stored<Order> = {
    id: file.newId,
    crn: file.key,
    type: input.type,
    startDate: input.startDate,
    endDate: notBefore('endDate', input.endDate, input.startDate, 'the first day'),
    orderedEndDate: input.endDate,
    endedOn: null,
    endReason: null,
  };
  const requirements = input.requirements.map((requirement, position) =>
    requirementOf(order, requirement, position),
  );
  await recordOrder(file, order, requirements, 'probation.order.started', order.startDate);
  const restrictions = requirements.flatMap((requirement, position) => {
    const restricts = restrictedBy(requirement, input.requirements[position]?.electronic);
    const id = recordId('probation', `${requirement.id}/restriction`);
    return restricts ? [restrictionBy(file, id, restrictingOrder(order), restricts)] : [];
  });
  beginRestrictions(file, restrictions);
  return order.id;
}

/**
 * Records that an order ended. Raises `NOT_FOUND` for an order that is not in the file, `ORDER_ENDED` for one
 * that ended before, and `BAD_USER_INPUT` for a day before the order began, for an early completion or a termination after the
 * last day ordered, or for a moment of another day.
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
  if (early.includes(input.reason) && input.endDate > order.endDate) {
    throw badInput(
      'endDate',
      `"endDate" must not be after the last day ordered, ${order.endDate}, if early.`,
    );
  }
  const requirements = (await file.list('Requirement'))
    .filter(({ orderId }) => orderId === order.id)
    .sort((one, other) => one.position - other.position)
    .map((requirement) => ({ ...requirement, endedOn: earlier(requirement.orderedEndDate, input.endDate) }));
  const endedAt = endOf(input.endDate, input.endedAt);
  const ended = { ...order, endDate: input.endDate, endedOn: input.endDate, endReason: input.reason };
  await recordOrder(file, ended, requirements, 'probation.order.ended', ended.endDate);
  await endRestrictionsOf(file, order, endedAt, ended.endDate);
  return order.id;
}

/** The earlier of two days, where the first is set. */
function earlier(day: string | null, other: string): string {
  return day !== null && day < other ? day : other;
}

function restrictingOrder({ id, startDate, orderedEndDate }: Stored<Order>): RestrictingRecord {
  return { type: 'Order', id, from: startDate, to: orderedEndDate };
}

/** What a requirement restricts, or `undefined` where nothing. */
function restrictedBy(
  { type, windows, orderedEndDate }: Stored<Requirement>,
  electronic: boolean | null | undefined,
): Restricts | undefined {
  const restricts = restricting[type as RequirementType];
  return (
    restricts && {
      ...restricts,
      // Only `requirementOf` writes the column.
      windows: windows as CurfewWindow[],
      ...(electronic != null && { electronic }),
      ...(orderedEndDate !== null && { to: orderedEndDate }),
    }
  );
}

function requirementOf(order: Stored<Order>, input: RequirementInput, position: number): Stored<Requirement> {
  const { type, length, unit, windows } = input;
  const field = `requirements.${position}`;
  if ((length == null) !== (unit == null)) {
    throw badInput(field, `"length" and "unit" of "${field}" must be given together or not at all.`);
  }
  if (length != null) atLeast(`${field}.length`, length, 1);
  if (type === 'UNPAID_WORK' && unit === 'DAYS') {
    throw badInput(`${field}.unit`, `"${field}.unit" must be HOURS: unpaid work is measured in hours.`);
  }
  if (type !== 'CURFEW' && windows?.length) {
    throw badInput(`${field}.windows`, `"${field}.windows" must be left out: only a curfew has windows.`);
  }
  return {
    id: recordId('probation', `${order.id}/requirements/${position}`),
    crn: order.crn,
    orderId: order.id,
    position,
    type,
    length: length ?? null,
    unit: unit ?? null,
    windows: (windows ?? []).map((window, index) => curfewWindow(`${field}.windows.${index}`, window)),
    orderedEndDate: lastDayOf(order, input, `${field}.orderedEndDate`),
    endedOn: null,
  };
}

/** Last day of a requirement as it is given, or as it follows from a length in days; null where it is the order's. */
function lastDayOf(
  { startDate, orderedEndDate: last }: Stored<Order>,
  { type, length, unit, orderedEndDate }: RequirementInput,
  field: string,
): string | null {
  if (orderedEndDate != null) {
    if (orderedEndDate > last) {
      throw badInput(
        field,
        `"${field}" must not be after the last day of the order, ${last}; it is ${orderedEndDate}.`,
      );
    }
    return notBefore(field, orderedEndDate, startDate, 'the first day of the order');
  }
  if (unit !== 'DAYS' || length == null || !restricting[type]) return null;
  const day = addDays(startDate, length - 1);
  return day < last ? day : null;
}

async function recordOrder(
  file: PersonFile<ProbationTables>,
  order: Stored<Order>,
  requirements: readonly Stored<Requirement>[],
  type: string,
  occurredAt: string,
): Promise<void> {
  const { crn: _, ...state } = order;
  file.record({
    type,
    occurredAt,
    // A table is named only with rows to write.
    rows: {
      ProbationCase: await supervisedCase(file, order),
      Order: order,
      ...(requirements.length > 0 && { Requirement: requirements }),
    },
    data: {
      order: {
        ...state,
        type: coded(titles.orderType, state.type),
        endReason: coded(titles.orderEndReason, state.endReason),
        requirements: requirements.map(({ crn: __, orderId: ___, position: ____, ...requirement }) => ({
          ...requirement,
          type: coded(titles.requirementType, requirement.type),
          unit: coded(titles.requirementUnit, requirement.unit),
        })),
      },
    },
  });
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
