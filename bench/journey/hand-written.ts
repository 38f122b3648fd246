import {
  crsContract,
  deliveryUnit,
  identifierReadings,
  isLicencePolicyVersion,
  licenceConditions,
  prison,
  probationRegion,
  serviceProvider,
} from '@throughgate/domain';
import pg from 'pg';
import type { DatabaseName } from '../harness/bench-postgres.ts';
import * as sql from './statements.ts';

type Row = Readonly<Record<string, string>>;

/** Reads journeys by SQL. */
export interface HandWritten extends AsyncDisposable {
  /** The answer to the journey query, as JSON text. */
  read(identifier: string): Promise<string>;
}

/**
 * The baseline: what somebody would write who has all five databases at hand and only ever wants this one answer.
 * It reads the same rows with prepared statements, all of a person's side by side, and writes the same JSON, with
 * no GraphQL, no HTTP and no word of who may see what.
 */
export function handWrittenJourney(databases: Readonly<Record<DatabaseName, string>>): HandWritten {
  const pools = Object.fromEntries(
    Object.entries(databases).map(([name, connectionString]) => [
      name,
      new pg.Pool({ connectionString, max: 10, types: { getTypeParser } }),
    ]),
  ) as unknown as Readonly<Record<DatabaseName, pg.Pool>>;

  return {
    async read(identifier) {
      const [recognised] = identifierReadings(identifier);
      const [person] = await rows('outcomes', sql.person, [recognised?.kind, recognised?.value]);
      return JSON.stringify({
        data: { offender: person ? await offender(person as unknown as Person) : null },
      });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };

  async function rows(database: DatabaseName, statement: sql.Statement, values: unknown[]): Promise<Row[]> {
    return (await pools[database].query<Row>({ ...statement, values })).rows;
  }

  async function offender({ id, forename, surname, date_of_birth, identifiers: known }: Person) {
    const identifiers = {
      crns: known.crn ?? [],
      prisonerNumbers: known.prisonerNumber ?? [],
      ninos: known.nino ?? [],
      pncs: known.pnc ?? [],
      referenceNumbers: known.referenceNumber ?? [],
    };
    const { crns, prisonerNumbers, ninos, referenceNumbers } = identifiers;
    const [journey, spells, probation, custody, benefits, provision] = await Promise.all([
      journeyOf(id),
      rows('outcomes', sql.spells, [id]),
      probationOf(crns),
      custodyOf(prisonerNumbers),
      benefitsOf(ninos),
      provisionOf(crns, referenceNumbers),
    ]);
    const name = { forename, surname };
    return {
      id,
      name,
      dateOfBirth: date_of_birth,
      identifiers,
      journey,
      spells,
      probation,
      custody,
      benefits,
      provision,
    };
  }

  async function journeyOf(id: string) {
    const events = await rows('outcomes', sql.events, [id]);
    const page = events.slice(0, 50);
    const last = page.at(-1);
    const endCursor = last
      ? Buffer.from(JSON.stringify([last['occurredAt'], last['id'], last['agency']])).toString('base64url')
      : null;
    const edges = page.map(({ id: _, subject_type, ...event }) => ({
      node: { ...event, subject: { __typename: subject_type } },
    }));
    return { edges, pageInfo: { hasNextPage: events.length > 50, endCursor } };
  }

  async function probationOf(crns: readonly string[]) {
    const [cases, orders, requirements, licences, conditions, appointments] = await Promise.all(
      [sql.cases, sql.orders, sql.requirements, sql.licences, sql.conditions, sql.appointments].map(
        (statement) => rows('probation', statement, [crns]),
      ),
    );
    return inOrder(crns, 'crn', cases).map(({ crn, deliveryUnitCode = '', manager }) => {
      const unit = deliveryUnit(deliveryUnitCode);
      const [licence] = of('crn', crn, licences);
      return {
        crn,
        region: { name: probationRegion(unit?.regionCode ?? '')?.name },
        deliveryUnit: { name: unit?.name },
        manager: manager === null ? null : { name: manager },
        orders: of('crn', crn, orders).map(({ id, type, startDate, endDate }) => ({
          type,
          startDate,
          endDate,
          requirements: of('orderId', id, requirements).map((requirement) => ({ type: requirement['type'] })),
        })),
        licence: licence
          ? {
              conditions: [
                ...standard(licence),
                ...of('licenceId', licence['id'], conditions).map(condition),
              ],
            }
          : null,
        appointments: { edges: edgesOf(of('crn', crn, appointments), ['startsAt', 'type', 'outcome']) },
      };
    });
  }

  async function custodyOf(numbers: readonly string[]) {
    const [prisoners, sentences, movements] = await Promise.all(
      [sql.prisoners, sql.sentences, sql.movements].map((statement) => rows('prisons', statement, [numbers])),
    );
    return inOrder(numbers, 'prisonerNumber', prisoners).map(({ prisonerNumber, status, prisonId }) => ({
      prisonerNumber,
      status,
      prison: prisonId ? pick(prison(prisonId), ['id', 'name']) : null,
      sentences: of('prisonerNumber', prisonerNumber, sentences).map(
        ({ imposedOn, days, conditionalRelease, sentenceExpiry }) => ({
          imposedOn,
          days,
          releaseDates: { conditionalRelease, sentenceExpiry },
        }),
      ),
      movements: {
        edges: of('prisonerNumber', prisonerNumber, movements).map(
          ({ at, type, reason, fromPrisonId, toPrisonId }) => ({
            node: { at, type, reason, from: place(fromPrisonId), to: place(toPrisonId) },
          }),
        ),
      },
    }));
  }

  async function benefitsOf(ninos: readonly string[]) {
    const [claimants, claims, interviews] = await Promise.all(
      [sql.claimants, sql.claims, sql.interviews].map((statement) => rows('jobcentre', statement, [ninos])),
    );
    return inOrder(ninos, 'nino', claimants).map(({ nino }) => ({
      nino,
      claims: of('nino', nino, claims).map((claim) => without(claim, 'nino')),
      interviews: of('nino', nino, interviews).map((interview) => without(interview, 'nino')),
    }));
  }

  async function provisionOf(crns: readonly string[], referenceNumbers: readonly string[]) {
    const referrals = await rows('providers', sql.referrals, [crns, referenceNumbers]);
    const outcomes = await rows('providers', sql.outcomes, [referrals.map((row) => row['referenceNumber'])]);
    return [...Map.groupBy(referrals, (row) => row['crn']).values()].map((ofCrn) => ({
      referrals: ofCrn.map(
        ({ referenceNumber, contractReference = '', assessed, dueOn, completedOn, ...row }) => {
          const contract = crsContract(contractReference);
          const { referredOn, status, complexity } = row;
          return {
            referenceNumber,
            provider: { name: serviceProvider(contract?.primeProviderCode ?? '')?.name },
            contract: { reference: contract?.reference, title: contract?.title },
            referredOn,
            status,
            complexity,
            initialAssessment: assessed
              ? { completedOn, withinTenWorkingDays: within(dueOn ?? '', completedOn ?? null) }
              : null,
            outcomes: of('referenceNumber', referenceNumber, outcomes).map((row) =>
              without(row, 'referenceNumber'),
            ),
          };
        },
      ),
    }));
  }
}

interface Person {
  readonly id: string;
  readonly forename: string;
  readonly surname: string;
  readonly date_of_birth: string;
  readonly identifiers: Readonly<
    Partial<Record<'crn' | 'prisonerNumber' | 'nino' | 'pnc' | 'referenceNumber', readonly string[]>>
  >;
}

const oid = { date: 1082, timestamptz: 1184 };

/** Days stay text and moments become ISO 8601, as the answer wants them. */
function getTypeParser(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (type === oid.date) return (value) => value;
  if (type === oid.timestamptz) return (value) => new Date(value).toISOString();
  return pg.types.getTypeParser(type, format ?? 'text') as (value: string) => unknown;
}

function of(column: string, value: string | undefined, all: readonly Row[] = []): readonly Row[] {
  return all.filter((row) => row[column] === value);
}

function inOrder(keys: readonly string[], column: string, all: readonly Row[] = []): readonly Row[] {
  return keys.flatMap((key) => of(column, key, all));
}

function edgesOf(all: readonly Row[], columns: readonly string[]) {
  return all.map((row) => ({ node: pick(row, columns) }));
}

function pick(row: object | undefined, columns: readonly string[]) {
  return row && Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));
}

function without(row: Row, column: string) {
  const { [column]: _, ...rest } = row;
  return rest;
}

function place(id: string | undefined | null) {
  return id ? { id: prison(id)?.id } : null;
}

function within(dueOn: string, completedOn: string | null): boolean | null {
  if (completedOn !== null) return completedOn <= dueOn;
  return dueOn < new Date().toISOString().slice(0, 10) ? false : null;
}

/** The standard conditions of a licence, by its type and the version of the policy under which it was made. */
function standard({ type, policyVersion = '' }: Row) {
  const kinds = [
    ...(type === 'PSS' ? [] : ['StandardConditionAp']),
    ...(type === 'AP' ? [] : ['StandardConditionPss']),
  ];
  return (isLicencePolicyVersion(policyVersion) ? licenceConditions(policyVersion) : [])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ code, text }) => ({ code, text, curfew: [] }));
}

function condition({ code, text, curfew }: Row) {
  return { code, text, curfew };
}
