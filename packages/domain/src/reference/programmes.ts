import type { PlainDate } from '../calendar/plain-date.ts';
import { indexBy } from './reference-file.ts';

/** What a programme does above all. */
export type ProgrammeKind =
  | 'GATE_MENTORING'
  | 'ADDICTION_THROUGHCARE'
  | 'EMPLOYMENT'
  | 'TRAINING'
  | 'HELPLINE'
  | 'FAMILY'
  | 'JOB_CREATION';

/** An organisation that runs a programme. */
export interface ProgrammeOrganisation {
  /** For example `G4S`; that of a provider of Commissioned Rehabilitative Services where it is one. */
  readonly code: string;
  readonly name: string;
}

/** A programme of support that is no Commissioned Rehabilitative Service: of a prison, a charity, a company. */
export interface ProgrammeEntry {
  /** For example `MINERVA`. */
  readonly code: string;
  readonly name: string;
  readonly kind: ProgrammeKind;
  readonly organisation: ProgrammeOrganisation;
  /** Who pays; null where the source does not say. */
  readonly funder: string | null;
  /** First day; null where the source does not say. */
  readonly from: PlainDate | null;
  /** Last day; null while it runs, or where the source does not say. */
  readonly to: PlainDate | null;
  /** Whom it is for, in words. */
  readonly eligibility: string;
  /** Longest sentence that it takes people from: it must be shorter than so many months; null for no limit. */
  readonly sentenceUnderMonths: number | null;
  /** Code of the probation region to which people must return; null for any. */
  readonly returnRegionCode: string | null;
  /** Whether it takes only people who choose to take part. */
  readonly voluntaryOnly: boolean;
  /** Visits in prison before the release; null where the source says none. */
  readonly visitsBefore: number | null;
  /** Meetings after the release; null where the source says none. */
  readonly visitsAfter: number | null;
  /** Days from the release within which those meetings take place. */
  readonly daysAfter: number | null;
  /** Weeks from the release after which support ends; null where the source says none. */
  readonly weeksFromRelease: number | null;
  /** Stages through which people pass, in order; none where there are none. */
  readonly stages: readonly string[];
  /** Where the source tells of it: lines of DWP research report 784. */
  readonly source: string;
}

/** What most programmes do not say. */
const unsaid = {
  funder: null,
  from: null,
  to: null,
  sentenceUnderMonths: null,
  returnRegionCode: null,
  voluntaryOnly: false,
  visitsBefore: null,
  visitsAfter: null,
  daysAfter: null,
  weeksFromRelease: null,
  stages: [],
} satisfies Partial<ProgrammeEntry>;

const own = (code: string, name: string): ProgrammeOrganisation => ({ code, name });

const all: readonly ProgrammeEntry[] = [
  {
    ...unsaid,
    code: 'ACCESS_TO_INDUSTRY',
    name: 'Access to Industry Passport',
    kind: 'EMPLOYMENT',
    organisation: own('ACCESS_TO_INDUSTRY', 'Access to Industry'),
    eligibility: 'Young people in Polmont who return to the Edinburgh and Glasgow areas',
    source: '2:894',
  },
  {
    ...unsaid,
    code: 'DIAMOND',
    name: 'Diamond Project',
    kind: 'TRAINING',
    organisation: own('UNLOCK', 'UNLOCK, National Association of Reformed Offenders'),
    // Proposed to the government by the association; the source does not say that it ran.
    eligibility: 'People referred by courts, parents and faith groups, as an alternative to custody',
    stages: ['Discipline and teamwork', 'Vocational and life skills', 'Work experience'],
    source: '2:1160',
  },
  {
    ...unsaid,
    code: 'FAMILY_INTERVENTION',
    name: 'Family intervention projects',
    kind: 'FAMILY',
    organisation: own('FAMILY_INTERVENTION', 'Family intervention projects'),
    eligibility: 'The most vulnerable households',
    source: '2:932',
  },
  {
    ...unsaid,
    code: 'HOPE',
    name: 'Helping Offenders Provide Employment (Everthorpe)',
    kind: 'JOB_CREATION',
    organisation: own('HMP_EVERTHORPE', 'HMP Everthorpe'),
    // The money of the fund lasted six months, from when is not said.
    funder: 'European Social Fund',
    eligibility: 'People in Everthorpe',
    source: '2:594',
  },
  {
    ...unsaid,
    code: 'MINERVA',
    name: 'Minerva Project (Hull)',
    kind: 'GATE_MENTORING',
    organisation: own('MINERVA', 'Minerva Project'),
    eligibility: 'People released from short sentences at Hull who return to live in Hull',
    sentenceUnderMonths: 12,
    weeksFromRelease: 12,
    source: '2:302, 2:1158',
  },
  {
    ...unsaid,
    code: 'MOVING_ON',
    name: 'Moving On',
    kind: 'GATE_MENTORING',
    organisation: own('MOVING_ON', 'Moving On, of over 60 voluntary organisations'),
    eligibility: 'Young people who return to the Renfrewshire area',
    source: '2:898',
  },
  {
    ...unsaid,
    code: 'NACRO_HELPLINE',
    name: 'NACRO resettlement helpline',
    kind: 'HELPLINE',
    organisation: own('NACRO', 'Nacro'),
    eligibility: 'People with a criminal record',
    voluntaryOnly: true,
    source: '2:180, 2:1048',
  },
  {
    ...unsaid,
    code: 'PERTEMPS',
    name: 'Pertemps, North East',
    kind: 'EMPLOYMENT',
    organisation: own('PERTEMPS', 'Pertemps'),
    funder: 'National Offender Management Service',
    eligibility: 'People in prison and on probation in the North East, through the gate',
    source: '2:744, 2:880, 2:932, 2:980',
  },
  {
    ...unsaid,
    code: 'ROUTES_OUT_OF_PRISON',
    name: 'Routes Out of Prison',
    kind: 'EMPLOYMENT',
    organisation: own('ROUTES_OUT_OF_PRISON', 'Routes Out of Prison'),
    eligibility: 'Young people in Polmont who return to the Edinburgh and Glasgow areas',
    source: '2:894',
  },
  {
    ...unsaid,
    code: 'SFA_ADVISERS',
    name: 'Skills Funding Agency advisers in probation offices',
    kind: 'EMPLOYMENT',
    organisation: own('SFA', 'Skills Funding Agency'),
    funder: 'Skills Funding Agency',
    eligibility: 'People on probation in two trusts of Yorkshire and Humberside',
    source: '2:870',
  },
  {
    ...unsaid,
    code: 'SOVA_HUMBERSIDE',
    name: 'SOVA employment and skills advice, Humberside',
    kind: 'EMPLOYMENT',
    organisation: own('SOVA', 'Society of Voluntary Associates'),
    funder: 'Humberside Probation Trust',
    eligibility: 'People on probation in Humberside',
    source: '2:200, 2:878',
  },
  {
    ...unsaid,
    code: 'THROUGHCARE_ADDICTION',
    name: 'Throughcare Addiction Service',
    kind: 'ADDICTION_THROUGHCARE',
    organisation: own('THROUGHCARE_ADDICTION', 'Throughcare Addiction Service'),
    eligibility: 'People in Scottish prisons with problems of drugs or alcohol',
    visitsBefore: 3,
    visitsAfter: 6,
    daysAfter: 42,
    weeksFromRelease: 6,
    source: '2:928',
  },
  {
    ...unsaid,
    code: 'TRANSITIONAL_SUPPORT',
    // "Scheme" in the text, 2:888; "Team" in its glossary, 2:204.
    name: 'Transitional Support Scheme',
    kind: 'GATE_MENTORING',
    organisation: own('G4S', 'G4S'),
    eligibility:
      'People with problems of drugs or alcohol who serve less than 12 months and return to South Wales',
    sentenceUnderMonths: 12,
    returnRegionCode: 'N03',
    voluntaryOnly: true,
    weeksFromRelease: 12,
    source: '2:204, 2:888',
  },
  {
    ...unsaid,
    code: 'UNLOCK_WALES',
    name: 'National Association of Reformed Offenders project, Wales',
    kind: 'EMPLOYMENT',
    organisation: own('UNLOCK', 'UNLOCK, National Association of Reformed Offenders'),
    eligibility: 'People on probation in Wales',
    source: '2:206, 2:882',
  },
  {
    ...unsaid,
    code: 'WISE',
    name: 'WISE employment support',
    kind: 'EMPLOYMENT',
    organisation: own('THE_WISE_GROUP_LTD', 'The Wise Group'),
    eligibility: 'People in prisons in the West of Scotland',
    source: '2:896',
  },
];

/**
 * The programmes that DWP research report 784 names, in the order of their codes. What it does not say is null; periods are
 * given by `openProgramme`, since the report gives none.
 */
export const programmes = (): readonly ProgrammeEntry[] => all;

/** The programme with a code, or `undefined`. */
export const programme: (code: string) => ProgrammeEntry | undefined = indexBy(
  programmes,
  ({ code }) => code,
);

/** What is known of somebody who is to take part in a programme; what is null is not known. */
export interface Participant {
  /** Whole months of the sentence. */
  readonly sentenceMonths: number | null;
  /** Code of the probation region to which the person returns. */
  readonly returnRegionCode: string | null;
  readonly voluntary: boolean;
}

/**
 * Why a programme is not for somebody, in words that say whom it is for, or `undefined` where nothing that is known speaks
 * against it. Sources: DWP research report 784, lines 302 and 888.
 */
export function ineligibility(
  { sentenceUnderMonths, returnRegionCode, voluntaryOnly }: ProgrammeEntry,
  participant: Participant,
): string | undefined {
  const { sentenceMonths } = participant;
  if (sentenceUnderMonths !== null && sentenceMonths !== null && sentenceMonths >= sentenceUnderMonths) {
    return `is for sentences under ${sentenceUnderMonths} months, not of ${sentenceMonths}`;
  }
  const returnsTo = participant.returnRegionCode;
  if (returnRegionCode !== null && returnsTo !== null && returnsTo !== returnRegionCode) {
    return `is for people who return to the region ${returnRegionCode}, not to ${returnsTo}`;
  }
  if (voluntaryOnly && !participant.voluntary) return 'is for people who choose to take part';
  return undefined;
}
