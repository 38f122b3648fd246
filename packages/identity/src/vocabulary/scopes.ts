/**
 * Every scope that a token of an issuer may grant, `<who decides>:<what>`, with what it opens. They are coarse: whether the
 * record of one person may be seen is for the agency to decide, and no scope says it.
 */
export const scopes = {
  'probation:read':
    'People’s probation cases: orders, licences, restrictions, appointments, referrals, forms.',
  'probation:write': 'Record what probation records.',
  'prisons:read': 'People’s records in custody: bookings, sentences, dates, plans, absences, movements.',
  'prisons:write': 'Record what prisons record.',
  'prisons:location': 'Where a person is held now, prison and wing, and nothing else of their custody.',
  'jobcentre:read': 'People’s claims, payments, interviews, commitments and sanctions.',
  'jobcentre:write': 'Record what Jobcentres record.',
  'jobcentre:aggregate': 'Work of Jobcentres that names no claimant: caseload counts, rotas, audits.',
  'providers:read': 'People’s referrals, assessments, sessions, support and outcomes with providers.',
  'providers:write': 'Record what providers record.',
  'providers:aggregate': 'Targets and numbers of contracts, which name nobody.',
  'outcomes:read':
    'The person across agencies: identifiers, date of birth, journey, spells, releases, clashes, claims in custody.',
  'outcomes:name': 'Find a person by an identifier, and see the name and nothing else.',
  'outcomes:aggregate':
    'Measures, comparisons, curves and funnels, protected so that nobody can be found in them.',
  'outcomes:write': 'Save cohorts that measures are asked for.',
  'registry:read': 'Read what is published in the registry.',
  'registry:check': 'Check a schema or events against what is published.',
  'registry:publish': 'Publish schemas and events of the subgraphs that the token names.',
  'registry:send': 'Send events of the subgraphs that the token names.',
  'registry:report': 'Report which operations clients run.',
  'registry:register': 'Register operations.',
  'registry:admin': 'Everything in the registry, tokens included.',
} as const satisfies Readonly<Record<`${string}:${string}`, string>>;

/** A scope of the hub. */
export type Scope = keyof typeof scopes;

/** Whether a text is exactly a scope of the hub; part of one is none. */
export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopes, text);
}

/** Name of whoever decides, as subgraphs are named, and one word for what is opened. */
const agencyScope = /^([a-z][a-z0-9-]{0,39}):[a-z][a-z0-9-]{0,39}$/;
const namespaces = new Set(Object.keys(scopes).map((scope) => scope.slice(0, scope.indexOf(':'))));

/**
 * Whether a text has the form of a scope that an agency may make up for its own subgraph, `housing:read`, so that one can join
 * without a change of the hub. What begins as the hub's own scopes do is none: of those there are no more than it lists. No role
 * of the hub stands for such a scope; an issuer grants it in the claim `scope`.
 */
export function isAgencyScope(text: string): text is `${string}:${string}` {
  const [, namespace] = agencyScope.exec(text) ?? [];
  return namespace !== undefined && !namespaces.has(namespace);
}
