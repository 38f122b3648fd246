import {
  addDays,
  coded,
  isSupervisedAfterSentence,
  isTagCondition,
  type LicencePolicyVersion,
  needsApprovalOfWork,
  recordId,
  restrictionOfCondition,
  weekdays,
} from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  ActivateLicenceInput,
  CurfewWindow,
  EndLicenceInput,
  LicenceStatus,
  LicenceType,
} from '../generated/graphql.ts';
import type { AdditionalCondition, Licence } from '../generated/prisma/client.ts';
import { additionalCondition, bespokeCondition, conditionState } from './additional-condition.ts';
import { caseFile, type ProbationTables } from './case-file.ts';
import { conflict } from './error-codes.ts';
import { policyVersionOf, standardConditions } from './licence-policy.ts';
import { caseOf, probationCase, supervisedCase } from './probation-case.ts';
import {
  beginRestrictions,
  endOf,
  endRestrictionsOf,
  type Restricts,
  restrictionBy,
  startOfDay,
} from './restriction.ts';
import { titles } from './titles.ts';

/** The curfew that holds until the tag is fitted: from five o'clock to midnight every day, as its condition says. */
const untilTagged: readonly CurfewWindow[] = weekdays.map((day) => ({ day, from: '17:00', until: '00:00' }));

/**
 * Activates a licence and what its conditions restrict; a variation takes the place of the licence in force. Raises
 * `LICENCE_ACTIVE` while another one is in force, `NO_LICENCE_TO_VARY` for a variation where none is, `SUPERVISION_REPEALED` for supervision after a sentence when the law does not have it, and `BAD_USER_INPUT` for dates in the
 * wrong order, a policy that is not known or a condition that is none of the policy's additional ones.
 */
export async function activateLicence(
  file: PersonFile<ProbationTables>,
  input: ActivateLicenceInput,
): Promise<string> {
  await caseOf(file);
  const inForce = (await file.list('Licence')).find(({ status }) => isActive(status));
  const { kind, type = 'AP', startDate, endDate, additionalConditions, bespokeConditions } = input;
  if (inForce && kind !== 'VARIATION') {
    throw conflict('LICENCE_ACTIVE', `Licence ${inForce.id} of ${file.key} is in force: end it first.`);
  }
  if (!inForce && kind === 'VARIATION') {
    throw conflict('NO_LICENCE_TO_VARY', `No licence of ${file.key} is in force: there is none to vary.`);
  }
  if (type !== null && type !== 'AP' && !isSupervisedAfterSentence(startDate)) {
    throw conflict(
      'SUPERVISION_REPEALED',
      `Nobody is released to supervision after the end of a sentence on ${startDate}: section 34 of the Sentencing Act 2026 repealed it.`,
    );
  }
  const codes = additionalConditions.map(({ code }) => code);
  const licence: Stored<Licence> = {
    id: file.newId,
    crn: file.key,
    kind,
    status: 'ACTIVE' satisfies LicenceStatus,
    type: type ?? 'AP',
    policyVersion: policyVersionOf(input.policyVersion, startDate, codes),
    startDate,
    endDate: notBefore('endDate', endDate, startDate, 'the first day'),
    plannedEndDate: endDate,
    endedOn: null,
  };
  const curfewUntil = lastDayOfCurfew(input);
  if (inForce) {
    notBefore('startDate', startDate, inForce.startDate, 'the first day of the licence that it varies');
    await finishLicence(file, inForce, startDate, startOfDay(startDate), 'SUPERSEDED');
  }
  const conditions = [
    ...additionalConditions.map((condition, position) => additionalCondition(licence, condition, position)),
    ...(bespokeConditions ?? []).map((condition, index) =>
      bespokeCondition(licence, condition, index, additionalConditions.length + index),
    ),
  ];
  await recordLicence(
    file,
    licence,
    conditions,
    'create-and-vary-a-licence.licence.activated',
    licence.startDate,
  );
  const source = { type: 'Licence' as const, id: licence.id, from: startDate, to: endDate };
  const restrictions = restrictedBy(licence, conditions, curfewUntil).map((restricts, position) =>
    restrictionBy(file, recordId('probation', `${licence.id}/restrictions/${position}`), source, restricts),
  );
  beginRestrictions(file, restrictions);
  return licence.id;
}

/**
 * Last day of a curfew of home detention: it is in force until the date when the person would have been released otherwise
 * (Criminal Justice Act 2003 section 253(3), not verified at its source), so to the end of the day before. `undefined` where it
 * is the licence's.
 */
function lastDayOfCurfew({
  kind,
  startDate,
  endDate,
  conditionalReleaseDate,
}: ActivateLicenceInput): string | undefined {
  if (conditionalReleaseDate == null) return undefined;
  if (kind !== 'HDC' && kind !== 'VARIATION') {
    throw badInput(
      'conditionalReleaseDate',
      '"conditionalReleaseDate" must be left out: only home detention, and a variation of it, ends with it.',
    );
  }
  const day = addDays(conditionalReleaseDate, -1);
  notBefore('conditionalReleaseDate', day, startDate, 'the first day, and later than it');
  return day < endDate ? day : undefined;
}

/** What the conditions of a licence restrict: work, which needs approval on every licence, and then the added ones. */
function restrictedBy(
  { kind, type, policyVersion }: Stored<Licence>,
  conditions: readonly Stored<AdditionalCondition>[],
  curfewUntil: string | undefined,
): Restricts[] {
  const tagged =
    kind === 'HDC' || curfewUntil !== undefined || conditions.some(({ code }) => isTagCondition(code));
  const approval = standardConditions(policyVersion, type as LicenceType).find(({ code }) =>
    needsApprovalOfWork(policyVersion as LicencePolicyVersion, code),
  );
  return [
    ...(approval ? [{ kind: 'WORK', work: 'APPROVAL_NEEDED', text: approval.text } as const] : []),
    ...conditions.flatMap(({ code, text, curfew }): Restricts[] => {
      const restricts = restrictionOfCondition(code);
      if (!restricts) return [];
      const isCurfew = restricts.kind === 'CURFEW';
      const untilTag = restricts.untilTagged === true;
      return [
        {
          kind: restricts.kind,
          text,
          work: restricts.work ?? null,
          zone: restricts.kind.endsWith('ZONE') ? text : null,
          electronic: restricts.electronic ?? (isCurfew && tagged && !untilTag),
          untilTagged: untilTag,
          // Only `additionalCondition` writes the column.
          windows: untilTag ? untilTagged : isCurfew ? (curfew as CurfewWindow[]) : [],
          ...(isCurfew && curfewUntil !== undefined && { to: curfewUntil }),
        },
      ];
    }),
  ];
}

/**
 * Ends a licence. Raises `NOT_FOUND` for a licence that is not in the file, `LICENCE_ENDED` for one that ended
 * before, and `BAD_USER_INPUT` for a status that is no such end, a day outside the licence or a moment of another day.
 */
export async function endLicence(file: PersonFile<ProbationTables>, input: EndLicenceInput): Promise<string> {
  const { status, endDate } = input;
  if (status !== 'EXPIRED' && status !== 'RECALLED') {
    throw badInput('status', `"status" must be EXPIRED or RECALLED, not ${status}.`);
  }
  const licence = await file.get('Licence', input.licenceId);
  if (!licence) throw notFound('licence', input.licenceId);
  if (!isActive(licence.status)) {
    throw conflict(
      'LICENCE_ENDED',
      `Licence ${licence.id} ended on ${licence.endDate} already (${licence.status}).`,
    );
  }
  notBefore('endDate', endDate, licence.startDate, 'the first day of the licence');
  if (endDate > licence.endDate) {
    throw badInput(
      'endDate',
      `"endDate" must not be after the last day set, ${licence.endDate}; it is ${endDate}.`,
    );
  }
  await finishLicence(file, licence, endDate, endOf(endDate, input.endedAt), status);
  return licence.id;
}

/** Ends a licence, and what it restricts with it, at a moment of its last day. */
async function finishLicence(
  file: PersonFile<ProbationTables>,
  licence: Stored<Licence>,
  endDate: string,
  endedAt: string,
  status: LicenceStatus,
): Promise<void> {
  const conditions = (await file.list('AdditionalCondition'))
    .filter(({ licenceId }) => licenceId === licence.id)
    .sort((one, other) => one.position - other.position);
  const ended = { ...licence, endDate, endedOn: endDate, status };
  await recordLicence(file, ended, conditions, 'create-and-vary-a-licence.licence.inactivated', endDate);
  await endRestrictionsOf(file, licence, endedAt, endDate);
}

function isActive(status: string): boolean {
  return (status as LicenceStatus) === 'ACTIVE';
}

async function recordLicence(
  file: PersonFile<ProbationTables>,
  licence: Stored<Licence>,
  conditions: readonly Stored<AdditionalCondition>[],
  type: string,
  occurredAt: string,
): Promise<void> {
  const { crn: _, ...state } = licence;
  file.record({
    type,
    occurredAt,
    // A table is named only with rows to write.
    rows: {
      ProbationCase: await supervisedCase(file, licence),
      Licence: licence,
      ...(conditions.length > 0 && { AdditionalCondition: conditions }),
    },
    data: {
      licence: {
        ...state,
        kind: coded(titles.licenceKind, state.kind),
        status: coded(titles.licenceStatus, state.status),
        type: coded(titles.licenceType, state.type),
        additionalConditions: conditions
          .filter(({ kind }) => kind === 'ADDITIONAL')
          .map((condition) => conditionState(state.policyVersion, condition)),
        bespokeConditions: conditions.filter(({ kind }) => kind === 'BESPOKE').map(({ text }) => ({ text })),
      },
    },
  });
}

/** A licence. */
export const licence = defineRecord(caseFile, {
  table: 'Licence',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'startDate' } },
  commands: { activateLicence, endLicence },
});
