import {
  addDays,
  coded,
  ineligibility,
  londonDate,
  type ProgrammeEntry,
  probationRegion,
  programme,
} from '@throughgate/domain';
import {
  alreadyExists,
  atLeast,
  badInput,
  defineCommands,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  EndEpisodeInput,
  MoveStageInput,
  RecordSupportContactInput,
  SetEpisodeReleaseInput,
  StartEpisodeInput,
} from '../generated/graphql.ts';
import type { SupportEpisode } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { contactRow, contactState, supportContact } from './support-contact.ts';
import { titles } from './titles.ts';

/**
 * Opens the file of an episode. Raises `ALREADY_EXISTS` for a reference number that is a referral's or another episode's,
 * `NOT_ELIGIBLE` where what is known of the person speaks against the programme, and `BAD_USER_INPUT` for malformed
 * identifiers, a programme that is not of the reference data without name and kind, a stage that is none of the programme's,
 * an end before the start, and a region that is none.
 */
export async function startEpisode(
  file: PersonFile<ProviderTables>,
  input: StartEpisodeInput,
): Promise<string> {
  if (file.exists) throw alreadyExists(`a referral or episode ${file.key}`);
  const { dateOfBirth, startedOn, voluntary, mentor } = input;
  notBefore('startedOn', startedOn, dateOfBirth, 'the day of birth');
  const entry = programme(input.programmeCode);
  checkEligible(input, entry);
  const stage = stageInput(entry, input.stage) ?? entry?.stages[0] ?? null;
  const releaseOn = input.releaseOn ?? null;
  const endsOn = endOf(entry, releaseOn) ?? input.endsOn ?? null;
  if (endsOn !== null) notBefore('endsOn', endsOn, startedOn, 'the first day');
  const episode: Stored<SupportEpisode> = {
    referenceNumber: file.key,
    ...programmeColumns(input, entry),
    crn: optionalIdentifierInput('crn', input.crn),
    prisonerNumber: optionalIdentifierInput('prisonerNumber', input.prisonerNumber),
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth,
    sex: input.sex,
    voluntary,
    startedOn,
    endsOn,
    endedOn: null,
    endReason: null,
    visitsFrom: startedOn,
    releaseOn,
    recalledOn: null,
    metAtGate: input.metAtGate ?? null,
    plan: input.plan == null ? null : filledInput('plan', input.plan),
    mentorName: mentor == null ? null : filledInput('mentor.name', mentor.name),
    mentorFormerPeer: mentor?.formerPeer ?? null,
    stage,
    stageFrom: stage === null ? null : startedOn,
  };
  return recordEpisode(file, episode, 'providers.episode.started', startedOn, { person: personOf(episode) });
}

/**
 * Says when the person is released, and when they were recalled after that. The plan of visits and the end of support move with
 * the release; a release after a recall begins the plan anew, for which visits count from the recall. Raises `EPISODE_ENDED`, and
 * `BAD_USER_INPUT` for a recall before the release.
 */
export async function setEpisodeRelease(
  file: PersonFile<ProviderTables>,
  { releaseOn, recalledOn }: SetEpisodeReleaseInput,
): Promise<string> {
  const episode = await runningEpisodeOf(file);
  if (recalledOn != null) notBefore('recalledOn', recalledOn, releaseOn, 'the release');
  const again = episode.recalledOn !== null && releaseOn > episode.recalledOn;
  const moved: Stored<SupportEpisode> = {
    ...episode,
    releaseOn,
    recalledOn: recalledOn ?? null,
    visitsFrom: again && episode.recalledOn !== null ? episode.recalledOn : episode.visitsFrom,
    endsOn: endOf(programme(episode.programmeCode), releaseOn) ?? episode.endsOn,
  };
  return recordEpisode(file, moved, 'providers.episode.release-set', recalledOn ?? file.recordedAt);
}

/**
 * Records a contact with the person of an episode, which may come late, after the episode ended. A meeting at the gate says
 * whether the person was met there. Raises `NOT_FOUND` for an episode that is none, and `BAD_USER_INPUT` for a day before the
 * episode or after its end, a meeting at the gate on another day than that of the release, less than a minute, and an empty
 * topic.
 */
export async function recordSupportContact(
  file: PersonFile<ProviderTables>,
  input: RecordSupportContactInput,
): Promise<string> {
  const episode = await episodeOf(file);
  const contact = contactRow(file, input);
  const day = londonDate(new Date(contact.at));
  notBefore('at', day, episode.startedOn, 'the first day of the episode');
  if (episode.endedOn !== null && day > episode.endedOn) {
    throw badInput('at', `"at" must not be after the episode ended, ${episode.endedOn}.`);
  }
  const atGate = input.kind === 'GATE';
  if (atGate && episode.releaseOn !== null && day !== episode.releaseOn) {
    throw badInput(
      'kind',
      `"kind" can be GATE on the day of the release only, ${episode.releaseOn}, not ${day}.`,
    );
  }
  file.record({
    type: 'providers.support-contact.made',
    occurredAt: contact.at,
    rows: {
      SupportContact: contact,
      ...(atGate && { SupportEpisode: { ...episode, metAtGate: input.attended !== 'NO' } }),
    },
    data: { contact: contactState(contact) },
  });
  return contact.id;
}

/**
 * Moves the person to another stage. Raises `EPISODE_ENDED`, and `BAD_USER_INPUT` for a stage that is none of the programme's or
 * that the person is in, and a day before the stage before.
 */
export async function moveStage(file: PersonFile<ProviderTables>, input: MoveStageInput): Promise<string> {
  const episode = await runningEpisodeOf(file);
  const { movedOn } = input;
  const stage = stageInput(programme(episode.programmeCode), input.stage);
  if (stage === episode.stage) {
    throw badInput('stage', `"stage" must be another one than ${stage}, in which the person is.`);
  }
  notBefore('movedOn', movedOn, episode.stageFrom ?? episode.startedOn, 'the day of the stage before');
  const moved = { ...episode, stage, stageFrom: movedOn };
  return recordEpisode(file, moved, 'providers.episode.stage-moved', movedOn);
}

/**
 * Ends an episode. Raises `EPISODE_ENDED` for one that ended before, and `BAD_USER_INPUT` for a day before the first one or before
 * the last stage.
 */
export async function endEpisode(
  file: PersonFile<ProviderTables>,
  { endedOn, endReason }: EndEpisodeInput,
): Promise<string> {
  const episode = await runningEpisodeOf(file);
  notBefore('endedOn', endedOn, episode.startedOn, 'the first day');
  if (episode.stageFrom !== null) notBefore('endedOn', endedOn, episode.stageFrom, 'the last stage');
  const ended = {
    ...episode,
    endedOn,
    endReason: endReason == null ? null : filledInput('endReason', endReason),
  };
  return recordEpisode(file, ended, 'providers.episode.ended', endedOn);
}

async function episodeOf(file: PersonFile<ProviderTables>): Promise<Stored<SupportEpisode>> {
  const episode = await file.get('SupportEpisode', file.key);
  if (!episode) throw notFound('episode', file.key);
  return episode;
}

async function runningEpisodeOf(file: PersonFile<ProviderTables>): Promise<Stored<SupportEpisode>> {
  const episode = await episodeOf(file);
  if (episode.endedOn === null) return episode;
  throw conflict('EPISODE_ENDED', `The episode ${file.key} ended on ${episode.endedOn}.`);
}

/** Which programme it is. Programmes that were opened here and nowhere else are named by the sender, who knows them. */
function programmeColumns(
  { programmeCode, programmeName, programmeKind }: StartEpisodeInput,
  entry: ProgrammeEntry | undefined,
): Pick<Stored<SupportEpisode>, 'programmeCode' | 'programmeName' | 'programmeKind'> {
  if (entry) return { programmeCode: entry.code, programmeName: entry.name, programmeKind: entry.kind };
  if (programmeName == null || programmeKind == null) {
    throw badInput(
      'programmeCode',
      `"programmeCode" must be the code of a programme of the reference data, for example MINERVA, or "programmeName" and "programmeKind" be given; it is "${programmeCode}".`,
    );
  }
  return {
    programmeCode: filledInput('programmeCode', programmeCode),
    programmeName: filledInput('programmeName', programmeName),
    programmeKind,
  };
}

function checkEligible(
  { sentenceMonths, returnRegionCode, voluntary }: StartEpisodeInput,
  entry: ProgrammeEntry | undefined,
): void {
  if (sentenceMonths != null) atLeast('sentenceMonths', sentenceMonths, 0);
  if (returnRegionCode != null && !probationRegion(returnRegionCode)) {
    throw badInput(
      'returnRegionCode',
      `"returnRegionCode" must be the code of a probation region, for example N03, not "${returnRegionCode}".`,
    );
  }
  const known = {
    sentenceMonths: sentenceMonths ?? null,
    returnRegionCode: returnRegionCode ?? null,
    voluntary,
  };
  const against = entry && ineligibility(entry, known);
  if (entry && against) throw conflict('NOT_ELIGIBLE', `The programme ${entry.code} ${against}.`);
}

function stageInput(entry: ProgrammeEntry | undefined, stage: string | null | undefined): string | null {
  if (stage == null) return null;
  const { stages = [] } = entry ?? {};
  if (stages.length === 0 || stages.includes(stage)) return filledInput('stage', stage);
  throw badInput('stage', `"stage" must be one of ${stages.join(', ')}, not "${stage}".`);
}

/** Day on which support ends that is counted from the release; null where it is not. */
function endOf(entry: ProgrammeEntry | undefined, releaseOn: string | null): string | null {
  if (entry?.weeksFromRelease == null || releaseOn === null) return null;
  return addDays(releaseOn, entry.weeksFromRelease * 7);
}

function personOf(episode: Stored<SupportEpisode>) {
  const { referenceNumber, crn, prisonerNumber, forename, surname, dateOfBirth, sex } = episode;
  const known = { ...(crn !== null && { crn }), ...(prisonerNumber !== null && { prisonerNumber }) };
  return { forename, surname, dateOfBirth, sex, identifiers: { ...known, referenceNumber } };
}

function recordEpisode(
  file: PersonFile<ProviderTables>,
  episode: Stored<SupportEpisode>,
  type: string,
  occurredAt: string,
  more: object = {},
): string {
  const { mentorName, mentorFormerPeer, forename, surname, dateOfBirth, sex, visitsFrom, ...state } = episode;
  file.record({
    type,
    occurredAt,
    rows: { SupportEpisode: episode },
    data: {
      ...more,
      episode: {
        ...state,
        programmeKind: coded(titles.programmeKind, state.programmeKind),
        mentor: mentorName === null ? null : { name: mentorName, formerPeer: mentorFormerPeer === true },
      },
    },
  });
  return episode.referenceNumber;
}

/** A time in which a programme supports a person. */
export const supportEpisode = defineRecord(referralFile, {
  table: 'SupportEpisode',
  key: 'referenceNumber',
  listOf: { crn: { latestFirst: 'startedOn' }, prisonerNumber: { latestFirst: 'startedOn' } },
  pageOf: { programmeCode: { earliestFirst: 'startedOn', as: 'date' } },
  commands: { startEpisode, setEpisodeRelease, moveStage, endEpisode },
});

/** Contacts in an episode answer with the contact. */
export const episodeContacts = defineCommands(supportContact, { recordSupportContact });
