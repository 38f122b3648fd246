import { type Purpose, purposes } from '@throughgate/identity/purposes';
import type { RoleName } from '@throughgate/identity/roles';
import { type Scope, scopes } from '@throughgate/identity/scopes';

/** Somebody, or some system, that the development issuer lets anyone be. */
export interface Persona {
  /** Who it is, as the page on which one signs in says it. */
  readonly title: string;
  /** Whom it stands for, in a sentence. */
  readonly standsFor: string;
  /** Whether a person signs in as it, or a program by its key. */
  readonly kind: 'person' | 'system';
  /** Claim `roles`. */
  readonly roles: readonly RoleName[];
  /** Claim `scope`: scopes beside those of the roles. */
  readonly scopes: readonly string[];
  /** Claim `organisation`. */
  readonly organisation: string;
  /** Claim `purposes`: what it may state as its purpose. */
  readonly purposes: readonly Purpose[];
  /** Claim `subgraphs`: those for which scopes of the registry hold. */
  readonly subgraphs: readonly string[];
}

/**
 * Everyone whom the development issuer lets anyone be. A persona's name is the subject of its tokens; that of a system is also
 * its client. All of them are invented.
 */
export const personas = {
  practitioner: {
    title: 'Probation practitioner in Manchester',
    standsFor: 'Supervises people on licence, and sees the whole journey of a person.',
    kind: 'person',
    roles: ['probation-practitioner'],
    scopes: [],
    organisation: 'Probation Service, Greater Manchester',
    purposes: ['supervision', 'employment-support'],
    subgraphs: [],
  },
  'work-coach': {
    title: 'Work coach in a Jobcentre',
    standsFor: 'Sees and writes claims and interviews, and of the rest of a person the name.',
    kind: 'person',
    roles: ['work-coach'],
    scopes: [],
    organisation: 'Jobcentre Plus, Greater Manchester',
    purposes: ['benefit-administration', 'employment-support'],
    subgraphs: [],
  },
  'key-worker': {
    title: 'Key worker of a provider',
    standsFor: 'Supports people whom probation referred, and writes what came of it.',
    kind: 'person',
    roles: ['key-worker'],
    scopes: [],
    organisation: 'Achieve NW',
    purposes: ['employment-support'],
    subgraphs: [],
  },
  'prison-adviser': {
    title: 'Jobcentre’s adviser in a prison',
    standsFor: 'Prepares claims before release, and so sees custody beside claims.',
    kind: 'person',
    roles: ['prison-adviser'],
    scopes: [],
    organisation: 'Jobcentre Plus, prisons of the North West',
    purposes: ['benefit-administration', 'employment-support'],
    subgraphs: [],
  },
  'peer-mentor': {
    title: 'Peer mentor in a prison',
    standsFor: 'Helps others to prepare for release: learns who is on which wing, and nothing else.',
    kind: 'person',
    roles: ['peer-mentor'],
    scopes: [],
    organisation: 'Wymott peer mentors',
    purposes: ['peer-support'],
    subgraphs: [],
  },
  commissioner: {
    title: 'Commissioner',
    standsFor: 'Asks what became of whole cohorts: numbers, and no person.',
    kind: 'person',
    roles: ['commissioner'],
    scopes: [],
    organisation: 'Commissioners of Greater Manchester',
    purposes: ['commissioning'],
    subgraphs: [],
  },
  'data-protection-officer': {
    title: 'Data-protection officer',
    standsFor: 'Answers people who ask what is held of them: sees everything, and changes nothing.',
    kind: 'person',
    roles: ['data-protection-officer'],
    scopes: [],
    organisation: 'Office of data protection',
    purposes: ['data-subject-rights'],
    subgraphs: [],
  },
  developer: {
    title: 'Developer',
    standsFor:
      'Tries everything out: has every scope and every purpose. No real issuer should have such a one.',
    kind: 'person',
    roles: [],
    scopes: Object.keys(scopes) as Scope[],
    organisation: 'Throughgate',
    purposes: Object.keys(purposes) as Purpose[],
    subgraphs: [],
  },
  'probation-system': system('probation', 'Probation’s system', 'Probation Service'),
  'prisons-system': system('prisons', 'Prisons’ system', 'HM Prison Service'),
  'jobcentre-system': system('jobcentre', 'Jobcentre’s system', 'Jobcentre Plus'),
  'providers-system': system('providers', 'Providers’ system', 'Employment support providers'),
} as const satisfies Readonly<Record<string, Persona>>;

/** A persona of the hub's own. */
export type PersonaName = keyof typeof personas;

/** The system in which an agency keeps its records; it also publishes the agency's schema and events. */
function system(agency: string, title: string, organisation: string): Persona {
  return {
    title,
    standsFor: `Reads and writes what ${agency} records, and publishes the subgraph ${agency}.`,
    kind: 'system',
    roles: [`${agency}-system` as RoleName],
    scopes: ['registry:read', 'registry:check', 'registry:publish', 'registry:send'],
    organisation,
    purposes: ['record-keeping'],
    subgraphs: [agency],
  };
}
