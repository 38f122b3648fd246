import {
  coded,
  daysBetween,
  referralProblem,
  serviceProvider,
  workProgrammeMandation,
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
  EndProgrammeInput,
  ReferralBasis,
  ReferToProgrammeInput,
  StartProgrammeInput,
} from '../generated/graphql.ts';
import type { ProgrammeReferral } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { titles } from './titles.ts';

/**
 * Refers a person to an employment programme. Raises `NOT_FOUND` for somebody who is not registered, and `BAD_USER_INPUT` for
 * a day on which the programme takes nobody, a release after the referral, a provider that does not exist, a basis that does
 * not hold, or a voluntary referral of somebody whom the release obliges to take part.
 */
export async function referToProgramme(
  file: PersonFile<JobcentreTables>,
  input: ReferToProgrammeInput,
): Promise<string> {
  const { dateOfBirth } = await claimantOf(file);
  const { programme, mandatory, referredOn } = input;
  const problem = referralProblem(programme, referredOn);
  if (problem !== undefined) throw badInput('referredOn', `"referredOn" ${problem}.`);
  const releasedOn = input.releasedOn ?? null;
  if (releasedOn !== null) notBefore('referredOn', referredOn, releasedOn, 'the day of the release');
  const entitledFrom = await entitledOn(file, referredOn);
  const mandation =
    programme === 'WORK_PROGRAMME' && entitledFrom !== null
      ? workProgrammeMandation({ benefit: 'JSA', entitledFrom, releasedOn, dateOfBirth })
      : null;
  const due = mandation !== null && mandation.from <= referredOn ? mandation.basis : null;
  const referral: Stored<ProgrammeReferral> = {
    id: file.newId,
    nino: file.key,
    programme,
    mandatory,
    referredOn,
    basis: basisOf(input, due),
    releasedOn,
    daysFromRelease: releasedOn === null ? null : daysBetween(releasedOn, entitledFrom ?? referredOn),
    providerCode: input.providerCode == null ? null : existingProvider(input.providerCode),
    startedOn: null,
    endedOn: null,
    standardsGivenOn: null,
  };
  return recordReferral(file, referral, 'jobcentre.programme-referral.made', referredOn);
}

/**
 * Records that a person began a programme. Raises `NOT_FOUND` for a referral that is not in the file, `PROGRAMME_STARTED` for
 * a second beginning, and `BAD_USER_INPUT` for a day before the referral.
 */
export async function startProgramme(
  file: PersonFile<JobcentreTables>,
  input: StartProgrammeInput,
): Promise<string> {
  const referral = await referralOf(file, input.referralId);
  if (referral.startedOn !== null) {
    throw conflict('PROGRAMME_STARTED', `The person began the programme on ${referral.startedOn} already.`);
  }
  const notEarlier = (field: string, day: string) =>
    notBefore(field, day, referral.referredOn, 'the day of the referral');
  const startedOn = notEarlier('startedOn', input.startedOn);
  const standardsGivenOn =
    input.standardsGivenOn == null ? null : notEarlier('standardsGivenOn', input.standardsGivenOn);
  const started = { ...referral, startedOn, standardsGivenOn };
  return recordReferral(file, started, 'jobcentre.programme-referral.started', startedOn);
}

/**
 * Records that a person's time on a programme is over. Raises `NOT_FOUND` for a referral that is not in the file,
 * `PROGRAMME_NOT_STARTED` where the person never began, `PROGRAMME_ENDED` for a second end, and `BAD_USER_INPUT` for a day
 * before the beginning.
 */
export async function endProgramme(
  file: PersonFile<JobcentreTables>,
  input: EndProgrammeInput,
): Promise<string> {
  const referral = await referralOf(file, input.referralId);
  if (referral.startedOn === null) {
    throw conflict('PROGRAMME_NOT_STARTED', 'The person has not begun the programme: record that first.');
  }
  if (referral.endedOn !== null) {
    throw conflict('PROGRAMME_ENDED', `The person left the programme on ${referral.endedOn} already.`);
  }
  const endedOn = notBefore('endedOn', input.endedOn, referral.startedOn, 'the first day on the programme');
  return recordReferral(file, { ...referral, endedOn }, 'jobcentre.programme-referral.ended', endedOn);
}

/** From which day on the claim of Jobseeker's Allowance that runs on a day gives entitlement; null where none runs. */
async function entitledOn(file: PersonFile<JobcentreTables>, day: string): Promise<string | null> {
  const running = (await file.list('Claim')).filter(
    ({ benefit, entitledFrom, closedOn, effectiveTo }) =>
      benefit === 'JSA' &&
      entitledFrom !== null &&
      entitledFrom <= day &&
      ((effectiveTo ?? closedOn) === null || day < (effectiveTo ?? closedOn ?? '')),
  );
  return (
    running
      .map(({ entitledFrom }) => entitledFrom)
      .sort()
      .at(-1) ?? null
  );
}

/** Bases that hold only where the law of the Work Programme says so. */
const byLaw: readonly ReferralBasis[] = ['DAY_ONE', 'WITHIN_13_WEEKS', 'NINE_MONTHS', 'TWELVE_MONTHS'];

/** The basis as it is given, or as it follows. @param due what obliges the person to take part now */
function basisOf(input: ReferToProgrammeInput, due: ReferralBasis | null): ReferralBasis | null {
  const { programme, mandatory, releasedOn } = input;
  const soon = due === 'DAY_ONE' || due === 'WITHIN_13_WEEKS';
  if (soon && !mandatory) {
    throw badInput(
      'mandatory',
      `"mandatory" must be true: who claims Jobseeker's Allowance within 13 weeks of release, ${releasedOn}, must take part.`,
    );
  }
  const basis = input.basis ?? null;
  if (basis === null) return mandatory ? due : 'VOLUNTARY';
  if ((basis === 'VOLUNTARY') === mandatory && basis !== 'EARLY_ACCESS') {
    throw badInput(
      'basis',
      mandatory
        ? '"basis" must not be VOLUNTARY for a referral that is mandatory.'
        : `"basis" must be VOLUNTARY or EARLY_ACCESS for a referral that is not mandatory, not ${basis}.`,
    );
  }
  if (byLaw.includes(basis) && programme !== 'WORK_PROGRAMME') {
    throw badInput('basis', `"basis" can be ${basis} for the Work Programme only.`);
  }
  const needsRelease = basis === 'DAY_ONE' || basis === 'WITHIN_13_WEEKS';
  if ((needsRelease || soon) && basis !== due && basis !== 'EARLY_ACCESS') {
    throw badInput(
      'basis',
      `"basis" must be ${due ?? 'another one'}, not ${basis}: that follows from the running claim of Jobseeker's Allowance and "releasedOn".`,
    );
  }
  return basis;
}

function existingProvider(code: string): string {
  if (serviceProvider(code)) return code;
  throw badInput(
    'providerCode',
    `"providerCode" must be the code of a provider of the register, not "${code}".`,
  );
}

async function referralOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<ProgrammeReferral>> {
  const referral = await file.get('ProgrammeReferral', id);
  if (!referral) throw notFound('referral to a programme', id);
  return referral;
}

function recordReferral(
  file: PersonFile<JobcentreTables>,
  referral: Stored<ProgrammeReferral>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, ...state } = referral;
  file.record({
    type,
    occurredAt,
    rows: { ProgrammeReferral: referral },
    data: {
      referral: {
        ...state,
        programme: coded(titles.employmentProgramme, state.programme),
        basis: coded(titles.referralBasis, state.basis),
      },
    },
  });
  return referral.id;
}

/** A referral to an employment programme. */
export const programmeReferral = defineRecord(claimantFile, {
  table: 'ProgrammeReferral',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'referredOn' } },
  commands: { referToProgramme, startProgramme, endProgramme },
});
