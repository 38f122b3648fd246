import { audienceOf, journey, period } from '../clashes/clash-question.ts';
import { availability } from '../clashes/free-time.ts';
import type { IdentifiersResolvers, OffenderResolvers, Sex } from '../generated/graphql.ts';
import { journeyPage } from '../journey/events.ts';
import type { Person } from '../journey/rows.ts';
import { requireFacts } from './require-facts.ts';
import { timeSlots } from './time-slots.ts';

/** A person: the cluster of all agencies' files about them. */
export const Offender: OffenderResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.person.load(id),
  name: (person) => {
    const { forename, surname } = whole(person);
    return { forename, surname };
  },
  sex: (person) => whole(person).sex as Sex,
  identifiers: whole,
  joinIdentifiers: whole,
  journey: ({ id }, { filter, first, after }, { loaders }) =>
    loaders.journey.load({ id, page: journeyPage({ first, after: after ?? null }, filter) }),
  spells: ({ id }, { filter }, { loaders }) => loaders.spells.load({ id, filter: filter ?? null }),
  availability: async ({ id }, asked, context) => {
    await requireFacts(context);
    const within = period(asked, 92);
    return timeSlots(availability(await context.loaders.times.load({ id, within }), within));
  },
  clashes: async ({ id }, { travelMinutes, audience, ...asked }, context) => {
    await requireFacts(context);
    const question = {
      ...period(asked, 800),
      travel: journey(travelMinutes),
      audience: audienceOf(audience),
    };
    return [...(await context.loaders.clashes.load({ id, question }))];
  },
  releases: async ({ id }, _arguments, context) => {
    await requireFacts(context);
    return [...(await context.loaders.releases.releasesOfPerson.load(id))];
  },
};

/**
 * The person that a resolver is given. The generated types take a type with a field of another subgraph's (`probation`) for an
 * entity of which the key alone is known; here it is always read whole.
 */
function whole(person: { readonly id: string }): Person {
  return person as Person;
}

/** The identifiers of a person by kind. */
export const Identifiers: IdentifiersResolvers = {
  crns: ({ identifiers }) => [...(identifiers['crn'] ?? [])],
  prisonerNumbers: ({ identifiers }) => [...(identifiers['prisonerNumber'] ?? [])],
  ninos: ({ identifiers }) => [...(identifiers['nino'] ?? [])],
  pncs: ({ identifiers }) => [...(identifiers['pnc'] ?? [])],
  cros: ({ identifiers }) => [...(identifiers['cro'] ?? [])],
  ulns: ({ identifiers }) => [...(identifiers['uln'] ?? [])],
  referenceNumbers: ({ identifiers }) => [...(identifiers['referenceNumber'] ?? [])],
};
