import { addDays, coded, londonDate, londonTime } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  CurfewWindow,
  EndRestrictionInput,
  RestrictionKind,
  StartRestrictionInput,
  WorkRule,
} from '../generated/graphql.ts';
import type { Restriction } from '../generated/prisma/client.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { curfewWindow } from './curfew-window.ts';
import { conflict } from './error-codes.ts';
import { leaveOf, type StoredPermission } from './permission.ts';
import { caseOf, probationCase } from './probation-case.ts';
import { titles } from './titles.ts';

type CaseFile = PersonFile<ProbationTables>;

/** A licence or an order, as what it restricts depends on it. */
export interface RestrictingRecord {
  readonly type: 'Licence' | 'Order';
  readonly id: string;
  /** First day. */
  readonly from: string;
  /** Last day, as it counts now. */
  readonly to: string;
}

/** What a licence or an order restricts. */
export interface Restricts {
  readonly kind: RestrictionKind;
  readonly text: string;
  /** Last day. @default that of the licence or order */
  readonly to?: string;
  /** @default none */
  readonly windows?: readonly CurfewWindow[];
  /** @default none */
  readonly zone?: string | null;
  /** @default nothing of work */
  readonly work?: WorkRule | null;
  /** @default not monitored */
  readonly electronic?: boolean;
  /** Whether it holds only until the tag is fitted. @default to its last day */
  readonly untilTagged?: boolean;
}

/** A restriction of a record, with the id that it is given. */
export function restrictionBy(
  file: CaseFile,
  id: string,
  source: RestrictingRecord,
  restricts: Restricts & { readonly from?: string },
): Stored<Restriction> {
  const {
    kind,
    text,
    windows = [],
    zone = null,
    work = null,
    electronic = false,
    untilTagged = false,
  } = restricts;
  return {
    id,
    crn: file.key,
    sourceType: source.type,
    sourceId: source.id,
    kind,
    from: restricts.from ?? source.from,
    to: restricts.to ?? source.to,
    endedAt: null,
    windows: [...windows],
    zone,
    work,
    electronic,
    untilTagged,
    text,
  };
}

/** Records that restrictions hold from now on. */
export function beginRestrictions(file: CaseFile, restrictions: readonly Stored<Restriction>[]): void {
  for (const restriction of restrictions) {
    const begun = restriction.from <= londonDate(new Date(file.recordedAt));
    recordRestriction(
      file,
      'probation.restriction.started',
      restriction,
      [],
      begun ? restriction.from : file.recordedAt,
    );
  }
}

/**
 * Ends what a licence or an order restricts, with it. What was over before, or is to be over by then, stays as it is.
 * @param endedAt moment at which the licence or order ended
 * @param occurredAt day on which that happened
 */
export async function endRestrictionsOf(
  file: CaseFile,
  source: Pick<RestrictingRecord, 'id'>,
  endedAt: string,
  occurredAt: string,
): Promise<void> {
  for (const restriction of await file.list('Restriction')) {
    if (restriction.sourceId !== source.id || restriction.endedAt !== null) continue;
    if (restriction.to !== null && endedAt >= endOfDay(restriction.to)) continue;
    const permissions = await permissionsOf(file, restriction.id);
    recordRestriction(
      file,
      'probation.restriction.ended',
      { ...restriction, endedAt },
      permissions,
      occurredAt,
    );
  }
}

/**
 * Records what a licence or an order restricts beyond its conditions or requirements. Raises `NOT_FOUND` for a licence or
 * order that is not in the file, `LICENCE_ENDED` or `ORDER_ENDED` for one that ended, and `BAD_USER_INPUT` for days outside
 * it and for what its kind does not have or lacks.
 */
export async function startRestriction(file: CaseFile, input: StartRestrictionInput): Promise<string> {
  await caseOf(file);
  const source = await sourceOf(file, input);
  const { kind } = input;
  const from = notBefore(
    'from',
    input.from,
    source.from,
    `the first day of the ${source.type.toLowerCase()}`,
  );
  const to = notBefore('to', input.to ?? source.to, from, 'the first day of the restriction');
  if (to > source.to) {
    throw badInput(
      'to',
      `"to" must not be after the last day of the ${source.type.toLowerCase()}, ${source.to}; it is ${to}.`,
    );
  }
  const restriction = restrictionBy(file, file.newId, source, {
    kind,
    from,
    to,
    windows:
      ofKind('windows', kind === 'CURFEW', input.windows?.length ? input.windows : null)?.map(
        (window, index) => curfewWindow(`windows.${index}`, window),
      ) ?? [],
    zone: ofKind('zone', kind === 'EXCLUSION_ZONE' || kind === 'RESTRICTION_ZONE', input.zone),
    work: kind === 'WORK' ? ofKind('work', true, input.work) : (input.work ?? null),
    electronic: input.electronic ?? kind.endsWith('MONITORING'),
    text: filledInput('text', input.text),
  });
  beginRestrictions(file, [restriction]);
  return restriction.id;

  function ofKind<Value>(field: string, belongs: boolean, value: Value | null | undefined): Value | null {
    if (belongs && value == null)
      throw badInput(field, `"${field}" must be given for a restriction of the kind ${kind}.`);
    if (!belongs && value != null)
      throw badInput(field, `"${field}" must not be given for a restriction of the kind ${kind}.`);
    return value ?? null;
  }
}

/**
 * Ends a restriction before its last day. Raises `NOT_FOUND` for one that is not in the file, `RESTRICTION_ENDED` for one that
 * ended before, and `BAD_USER_INPUT` for a moment before it began or after its last day.
 */
export async function endRestriction(file: CaseFile, input: EndRestrictionInput): Promise<string> {
  const restriction = await restrictionInForce(file, input.restrictionId);
  const { endedAt } = input;
  if (
    endedAt < startOfDay(restriction.from) ||
    (restriction.to !== null && endedAt > endOfDay(restriction.to))
  ) {
    throw badInput(
      'endedAt',
      `"endedAt" must be while the restriction holds, from ${restriction.from} to ${restriction.to}, not ${endedAt}.`,
    );
  }
  const permissions = await permissionsOf(file, restriction.id);
  recordRestriction(file, 'probation.restriction.ended', { ...restriction, endedAt }, permissions, endedAt);
  return restriction.id;
}

/** A restriction of the file. Raises `NOT_FOUND` for one that is not in it, and `RESTRICTION_ENDED` for one that ended early. */
export async function restrictionInForce(file: CaseFile, id: string): Promise<Stored<Restriction>> {
  const restriction = await file.get('Restriction', id);
  if (!restriction) throw notFound('restriction', id);
  if (restriction.endedAt !== null) {
    throw conflict(
      'RESTRICTION_ENDED',
      `Restriction ${restriction.id} ended at ${restriction.endedAt} already.`,
    );
  }
  // One that is over by its last day is not refused: what happened while it held may be recorded late.
  return restriction;
}

/** The permissions of a restriction, withdrawn ones too. */
export async function permissionsOf(file: CaseFile, restrictionId: string): Promise<StoredPermission[]> {
  const all = await file.list('RestrictionPermission');
  return all.filter((permission) => permission.restrictionId === restrictionId);
}

/** Records a restriction as it is now, with its permissions. */
export function recordRestriction(
  file: CaseFile,
  type: string,
  restriction: Stored<Restriction>,
  permissions: readonly StoredPermission[],
  occurredAt: string,
): void {
  const { crn: _, sourceType, sourceId, untilTagged: __, ...state } = restriction;
  file.record({
    type,
    occurredAt,
    // A table is named only with rows to write.
    rows: {
      Restriction: restriction,
      ...(permissions.length > 0 && { RestrictionPermission: permissions }),
    },
    data: {
      restriction: {
        ...state,
        kind: coded(titles.restrictionKind, state.kind),
        source: { type: sourceType, id: sourceId },
        work: coded(titles.workRule, state.work),
        permissions: leaveOf(permissions)
          .sort((one, other) => (one.from < other.from ? -1 : 1))
          .map(({ id, from, until, reason, grantedBy }) => ({ id, from, until, reason, grantedBy })),
      },
    },
  });
}

/**
 * When a record that ended on a day ended: at the moment given, or at the end of the day in London. Raises `BAD_USER_INPUT` for
 * a moment of another day.
 */
export function endOf(day: string, endedAt: string | Date | null | undefined): string {
  if (endedAt == null) return endOfDay(day);
  const moment = new Date(endedAt);
  if (londonDate(moment) !== day) {
    throw badInput(
      'endedAt',
      `"endedAt" must be a moment of "endDate", ${day}; it is ${moment.toISOString()}.`,
    );
  }
  return moment.toISOString();
}

/** The moment at which a day begins in London. */
export function startOfDay(day: string): string {
  return londonTime(day, '00:00').toISOString();
}

/** The moment at which a day is over in London. */
export function endOfDay(day: string): string {
  return startOfDay(addDays(day, 1));
}

async function sourceOf(
  file: CaseFile,
  { licenceId, orderId }: StartRestrictionInput,
): Promise<RestrictingRecord> {
  if ((licenceId == null) === (orderId == null)) {
    throw badInput(
      'licenceId',
      '"licenceId" or "orderId" must be given, and not both: a restriction follows from one of them.',
    );
  }
  if (licenceId != null) {
    const licence = await file.get('Licence', licenceId);
    if (!licence) throw notFound('licence', licenceId);
    if (licence.endedOn !== null)
      throw conflict('LICENCE_ENDED', `Licence ${licenceId} ended on ${licence.endedOn} already.`);
    return { type: 'Licence', id: licence.id, from: licence.startDate, to: licence.plannedEndDate };
  }
  const order = await file.get('Order', String(orderId));
  if (!order) throw notFound('order', String(orderId));
  if (order.endedOn !== null)
    throw conflict('ORDER_ENDED', `Order ${orderId} ended on ${order.endedOn} already.`);
  return { type: 'Order', id: order.id, from: order.startDate, to: order.orderedEndDate };
}

/** What a licence or an order restricts. */
export const restriction = defineRecord(caseFile, {
  table: 'Restriction',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'from' } },
  commands: { startRestriction, endRestriction },
});
