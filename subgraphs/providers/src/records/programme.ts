import {
  coded,
  type ProgrammeEntry,
  programme as programmeEntry,
  programmes,
  serviceProvider,
} from '@throughgate/domain';
import {
  atLeast,
  badInput,
  createGroupedLoader,
  defineRecord,
  filledInput,
  notBefore,
  type Reader,
  type RegisterFile,
  registerFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { CloseProgrammeInput, OpenProgrammeInput } from '../generated/graphql.ts';
import type { Programme } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import type { ProviderTables } from './referral-file.ts';
import { titles } from './titles.ts';

/** What the providers keep of a programme, which is about nobody. */
const programmeFile = registerFile<ProviderTables>({
  name: 'programme',
  key: 'programmeCode',
  check: (field, code) => {
    if (/^[A-Z][A-Z0-9_]{1,39}$/.test(code)) return code;
    throw badInput(
      field,
      `"${field}" must have 2 to 40 capital letters, digits and _, and begin with a letter, for example MINERVA, not "${code}".`,
    );
  },
});

/**
 * Opens a programme, or says of one of the reference data when it runs, who pays and for how many. A programme that was closed
 * can be opened again. Raises `PROGRAMME_OPEN` for one that is open, and `BAD_USER_INPUT` for an organisation that is not
 * known, numbers that are too low, meetings without the days within which they take place, and name, kind, organisation or
 * eligibility missing where the reference data have none.
 */
export async function openProgramme(
  file: RegisterFile<ProviderTables>,
  input: OpenProgrammeInput,
): Promise<string> {
  const before = await file.get('Programme', file.key);
  if (before && before.to === null) {
    throw conflict('PROGRAMME_OPEN', `The programme ${file.key} is open since ${before.from}.`);
  }
  if (before?.to) notBefore('from', input.from, before.to, 'the day on which the programme was closed');
  const entry = programmeEntry(file.key);
  const known = before ?? (entry && entryRow(entry));
  const given = <Value>(
    field: 'name' | 'kind' | 'eligibility',
    value: Value | null | undefined,
    kept?: Value,
  ) => {
    const found = value ?? kept;
    if (found != null) return found;
    throw badInput(field, `"${field}" must be given: ${file.key} is no programme of the reference data.`);
  };
  const number = (field: string, value: number | null | undefined, least: number, kept?: number | null) =>
    value == null ? (kept ?? null) : atLeast(field, value, least);
  const programme: Stored<Programme> = {
    programmeCode: file.key,
    name: filledInput('name', given('name', input.name, known?.name)),
    kind: given('kind', input.kind, known?.kind as OpenProgrammeInput['kind']),
    organisationCode: knownOrganisation(input.organisationCode ?? known?.organisationCode),
    funder: input.funder == null ? (known?.funder ?? null) : filledInput('funder', input.funder),
    from: input.from,
    to: null,
    places: number('places', input.places, 1, known?.places),
    eligibility: filledInput('eligibility', given('eligibility', input.eligibility, known?.eligibility)),
    visitsBefore: number('visitsBefore', input.visitsBefore, 0, known?.visitsBefore),
    visitsAfter: number('visitsAfter', input.visitsAfter, 0, known?.visitsAfter),
    daysAfter: number('daysAfter', input.daysAfter, 1, known?.daysAfter),
    weeksFromRelease: number('weeksFromRelease', input.weeksFromRelease, 1, known?.weeksFromRelease),
    stages: input.stages?.map((stage, index) => filledInput(`stages.${index}`, stage)) ?? known?.stages ?? [],
  };
  if (programme.visitsAfter !== null && programme.daysAfter === null) {
    throw badInput('daysAfter', '"daysAfter" must be given with "visitsAfter".');
  }
  return recordProgramme(file, programme, 'providers.programme.opened', input.from);
}

/**
 * Closes a programme. Raises `PROGRAMME_NOT_OPEN` for one that was never opened here or is closed, and `BAD_USER_INPUT` for a
 * day before it was opened.
 */
export async function closeProgramme(
  file: RegisterFile<ProviderTables>,
  { to }: CloseProgrammeInput,
): Promise<string> {
  const programme = await file.get('Programme', file.key);
  if (!programme || programme.to !== null) {
    const state = programme ? `was closed on ${programme.to}` : 'was never opened';
    throw conflict('PROGRAMME_NOT_OPEN', `The programme ${file.key} ${state}.`);
  }
  if (programme.from !== null) notBefore('to', to, programme.from, 'the first day of the programme');
  return recordProgramme(file, { ...programme, to }, 'providers.programme.closed', to);
}

function knownOrganisation(code: string | undefined): string {
  if (code !== undefined && organisation(code)) return code;
  throw badInput(
    'organisationCode',
    `"organisationCode" must be the code of a provider or of an organisation that runs a programme, for example NACRO, not ${code === undefined ? 'nothing' : `"${code}"`}.`,
  );
}

function recordProgramme(
  file: RegisterFile<ProviderTables>,
  programme: Stored<Programme>,
  type: string,
  occurredAt: string,
): string {
  const { programmeCode: code, kind, organisationCode, ...state } = programme;
  const runs = organisation(organisationCode) ?? { code: organisationCode, name: organisationCode };
  file.record({
    type,
    occurredAt,
    rows: { Programme: programme },
    data: {
      programme: {
        ...state,
        code,
        kind: coded(titles.programmeKind, kind),
        organisation: { code: runs.code, name: runs.name },
      },
    },
  });
  return code;
}

/** A provider of Commissioned Rehabilitative Services, or an organisation that runs a programme, by its code. */
export function organisation(code: string): { readonly code: string; readonly name: string } | undefined {
  return (
    serviceProvider(code) ?? programmes().find((entry) => entry.organisation.code === code)?.organisation
  );
}

/** A programme of the reference data in the form of the rows of those that were opened. */
function entryRow(entry: ProgrammeEntry): Stored<Programme> {
  const { code, organisation: runs, name, kind, funder, from, to, eligibility, stages } = entry;
  const { visitsBefore, visitsAfter, daysAfter, weeksFromRelease } = entry;
  return {
    programmeCode: code,
    name,
    kind,
    organisationCode: runs.code,
    funder,
    from,
    to,
    places: null,
    eligibility,
    visitsBefore,
    visitsAfter,
    daysAfter,
    weeksFromRelease,
    stages: [...stages],
  };
}

/** The row of a programme: as it was opened, or as the reference data have it. */
export type ProgrammeRow = Programme | Stored<Programme>;

/** A programme of support. */
export const programme = defineRecord(programmeFile, {
  table: 'Programme',
  key: 'programmeCode',
  commands: { openProgramme, closeProgramme },
});

/** A programme by its code: as it was opened, else as the reference data have it, else null. */
export const programmeByCode: Reader<string, ProgrammeRow | null> = {
  create: (source) => {
    const opened = programme.row.create(source);
    return createGroupedLoader<string, ProgrammeRow | null>({
      groupOf: () => '',
      idOf: (code) => code,
      async read(codes) {
        const rows = await opened.loadMany([...new Set(codes)]);
        const found = new Map<string, ProgrammeRow>();
        for (const row of rows) {
          if (row instanceof Error) throw row;
          if (row) found.set(row.programmeCode, row);
        }
        return (code) => {
          const entry = programmeEntry(code);
          return found.get(code) ?? (entry ? entryRow(entry) : null);
        };
      },
    });
  },
};

/** All programmes in the order of their codes, by the key `all`. */
export const allProgrammes: Reader<'all', ProgrammeRow[]> = {
  create: ({ runSql }) =>
    createGroupedLoader<'all', ProgrammeRow[]>({
      groupOf: () => '',
      idOf: (key) => key,
      async read() {
        const rows = await runSql<Programme>('SELECT * FROM "Programme"');
        const opened = new Set(rows.map(({ programmeCode }) => programmeCode));
        const others = programmes().filter(({ code }) => !opened.has(code));
        const found = [...rows, ...others.map(entryRow)].sort((one, other) =>
          one.programmeCode < other.programmeCode ? -1 : 1,
        );
        return () => found;
      },
    }),
};
