import { londonDate, visitPlan } from '@throughgate/domain';
import type { SupportEpisodeResolvers } from '../generated/graphql.ts';
import { programmeByCode } from '../records/programme.ts';
import { supportContact } from '../records/support-contact.ts';

/** A time in which a programme supports a person. */
export const SupportEpisode: SupportEpisodeResolvers = {
  // A programme that nobody opened here is as the sender of the episode named it.
  programme: async ({ programmeCode, programmeName, programmeKind }, _arguments, { load }) =>
    (await load(programmeByCode, programmeCode)) ?? {
      programmeCode,
      name: programmeName,
      kind: programmeKind,
      organisationCode: programmeCode,
      funder: null,
      from: null,
      to: null,
      places: null,
      eligibility: '',
      visitsBefore: null,
      visitsAfter: null,
      daysAfter: null,
      weeksFromRelease: null,
      stages: [],
    },
  case: ({ crn }) => (crn === null ? null : { crn }),
  mentor: ({ mentorName, mentorFormerPeer }) =>
    mentorName === null ? null : { name: mentorName, formerPeer: mentorFormerPeer === true },
  contacts: ({ referenceNumber }, page, { load }) =>
    load(supportContact.pageOf.referenceNumber, { parent: referenceNumber, ...page }),
  visitPlan: async (episode, _arguments, { load }) => {
    if (episode.releaseOn === null) return null;
    const programme = await load(programmeByCode, episode.programmeCode);
    const { visitsBefore = null, visitsAfter = null, daysAfter = null } = programme ?? {};
    if (visitsBefore === null && visitsAfter === null) return null;
    const contacts = await load(supportContact.listOf.referenceNumber, episode.referenceNumber);
    return visitPlan(
      { visitsBefore: visitsBefore ?? 0, visitsAfter: visitsAfter ?? 0, daysAfter: daysAfter ?? 0 },
      {
        visitsFrom: day(episode.visitsFrom),
        releasedOn: day(episode.releaseOn),
        recalledOn: episode.recalledOn && day(episode.recalledOn),
      },
      contacts.map(({ at, kind, attended }) => ({
        on: londonDate(at),
        kind,
        attended: attended === 'YES' || attended === 'LATE',
      })),
      londonDate(new Date()),
    );
  },
};

/** A day that was read from a column of type date. */
function day(read: Date): string {
  return read.toISOString().slice(0, 10);
}
