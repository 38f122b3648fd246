import type { Scope } from './scopes.ts';

/** What a role means, and which scopes it stands for. */
export interface Role {
  /** Who has it, for people. */
  readonly title: string;
  /** Why it opens what it opens. */
  readonly describes: string;
  readonly scopes: readonly Scope[];
}

/**
 * Which scopes each role stands for: the one place where it is said. An issuer grants roles, since that is what directories
 * of staff know; agencies and the gateway require scopes, since that is what records need.
 */
export const roles = {
  'probation-practitioner': {
    title: 'Probation practitioner',
    describes:
      'Supervises people on licence and orders, and plans with all agencies what comes after the sentence: sees the whole journey, and writes what is probation’s.',
    scopes: [
      'probation:read',
      'probation:write',
      'prisons:read',
      'jobcentre:read',
      'providers:read',
      'outcomes:read',
    ],
  },
  'work-coach': {
    title: 'Work coach',
    describes:
      'Works with claimants at a Jobcentre: sees and writes claims and interviews, and what providers do; of the rest of a person the name alone.',
    scopes: ['jobcentre:read', 'jobcentre:write', 'jobcentre:aggregate', 'providers:read', 'outcomes:name'],
  },
  'prison-adviser': {
    title: 'Adviser in prison',
    describes:
      'A Jobcentre’s adviser inside a prison: needs release dates and custody beside claims and interviews.',
    scopes: [
      'jobcentre:read',
      'jobcentre:write',
      'jobcentre:aggregate',
      'prisons:read',
      'prisons:location',
      'providers:read',
      'outcomes:name',
    ],
  },
  'key-worker': {
    title: 'Key worker of a provider',
    describes: 'Supports people whom probation referred: writes sessions and outcomes, and sees the case.',
    scopes: ['providers:read', 'providers:write', 'providers:aggregate', 'probation:read', 'outcomes:name'],
  },
  'peer-mentor': {
    title: 'Peer mentor',
    describes: 'A prisoner who helps others to prepare: learns who is on which wing, and nothing else.',
    scopes: ['outcomes:name', 'prisons:location'],
  },
  commissioner: {
    title: 'Commissioner',
    describes: 'Asks what became of whole cohorts: gets protected numbers and no person.',
    scopes: ['outcomes:aggregate', 'outcomes:write', 'jobcentre:aggregate', 'providers:aggregate'],
  },
  'data-protection-officer': {
    title: 'Data-protection officer',
    describes:
      'Answers people who ask what is held of them (Data Protection Act 2018 section 45): sees everything, and changes nothing.',
    scopes: ['probation:read', 'prisons:read', 'jobcentre:read', 'providers:read', 'outcomes:read'],
  },
  'probation-system': {
    title: 'Probation’s system',
    describes: 'The system in which probation keeps its records: reads and writes them and no others.',
    scopes: ['probation:read', 'probation:write'],
  },
  'prisons-system': {
    title: 'Prisons’ system',
    describes: 'The system in which prisons keep their records: reads and writes them and no others.',
    scopes: ['prisons:read', 'prisons:write'],
  },
  'jobcentre-system': {
    title: 'Jobcentre’s system',
    describes: 'The system in which Jobcentres keep their records: reads and writes them and no others.',
    scopes: ['jobcentre:read', 'jobcentre:write'],
  },
  'providers-system': {
    title: 'Providers’ system',
    describes: 'The system in which providers keep their records: reads and writes them and no others.',
    scopes: ['providers:read', 'providers:write'],
  },
} as const satisfies Readonly<Record<string, Role>>;

/** A role of the hub. */
export type RoleName = keyof typeof roles;

/** The scopes that roles stand for, each once; a role that the hub does not know stands for none. */
export function scopesOfRoles(names: readonly string[]): Scope[] {
  const known: Readonly<Record<string, Role>> = roles;
  return [
    ...new Set(names.flatMap((name) => (Object.hasOwn(known, name) ? (known[name]?.scopes ?? []) : []))),
  ];
}
