import type { ProgrammeKind, ProgrammeResolvers } from '../generated/graphql.ts';
import { organisation, programmeByCode } from '../records/programme.ts';
import { supportEpisode } from '../records/support-episode.ts';

/** A programme of support: as it was opened here, or as the reference data have it. */
export const Programme: ProgrammeResolvers = {
  // Its rows have the code under the name that the register's key has.
  __resolveReference: (reference, { load }) =>
    load(programmeByCode, (reference as unknown as { readonly code: string }).code),
  code: ({ programmeCode }) => programmeCode,
  kind: ({ kind }) => kind as ProgrammeKind,
  organisation: ({ organisationCode: code }) => organisation(code) ?? { code, name: code },
  episodes: ({ programmeCode }, { from, to, ...page }, { load }) =>
    load(supportEpisode.pageOf.programmeCode, {
      parent: programmeCode,
      ...page,
      where: [{ column: 'startedOn', from, through: to }],
    }),
};
