import { randomFrom, type Weighted } from '../random.ts';
import type { StepInputs } from '../step.ts';
import { dayOf, isoDate } from '../time/day.ts';
import { areaOf, roomAt } from './facilities.ts';
import { heldPrisons } from './held-prisons.ts';
import type { PlaceFamily } from './place-family.ts';

type Audit = StepInputs['jobcentre']['auditFacilities'];
type Area = ReturnType<typeof areaOf>;

/** The survey of Jobcentre Plus groups (DWP research report 784). */
const auditedOn = dayOf('2011-06-15');

/** Prisons of today that were not open at the time of the survey. */
const opened: ReadonlySet<string> = new Set(['BWI', 'FWI', 'OWI', 'TSI']);

/**
 * Access to the Jobcentre's network: none for 20% in the North East and North West and 40 to 57% elsewhere; broadband or 3G
 * for 60% in Wales and at most 10% in Central and in London and the Home Counties (the report). The rest is an assumption.
 */
const networks: Readonly<Record<Area, Weighted<Audit['network']>>> = {
  WALES: [
    ['BROADBAND', 0.4],
    ['MOBILE', 0.2],
    ['NONE', 0.4],
  ],
  NORTH_EAST: [
    ['BROADBAND', 0.3],
    ['DIAL_UP', 0.4],
    ['INSTALLED_NOT_USED', 0.1],
    ['NONE', 0.2],
  ],
  NORTH_WEST: [
    ['BROADBAND', 0.25],
    ['DIAL_UP', 0.55],
    ['NONE', 0.2],
  ],
  LONDON: [
    ['BROADBAND', 0.08],
    ['DIAL_UP', 0.4],
    ['NONE', 0.52],
  ],
  SOUTHERN: [
    ['BROADBAND', 0.2],
    ['DIAL_UP', 0.35],
    ['NONE', 0.45],
  ],
  CENTRAL: [
    ['BROADBAND', 0.08],
    ['DIAL_UP', 0.37],
    ['NONE', 0.55],
  ],
};

/** Share without a telephone line: none in two areas, 4 to 13% in the others (the report). */
const withoutPhone: Readonly<Record<Area, number>> = {
  WALES: 0,
  NORTH_EAST: 0,
  NORTH_WEST: 0.04,
  LONDON: 0.13,
  SOUTHERN: 0.08,
  CENTRAL: 0.1,
};

/** Why there is no network: the cables cost £2,000 to £2,500, or security does not allow it (the report). */
function barrierOf(prisonId: string): Pick<Audit, 'barrier' | 'costPence'> {
  const random = randomFrom('barrier', prisonId);
  return random.chance(0.6)
    ? { barrier: 'CABLING', costPence: random.int(200_000, 250_000) }
    : { barrier: 'SECURITY' };
}

/** What advisers have to work with in each prison: the survey of June 2011. Deerbolt's network is there and not used. */
export const facilityAudits: PlaceFamily = {
  write(log) {
    for (const prisonId of heldPrisons.filter((id) => !opened.has(id))) {
      const area = areaOf(prisonId);
      const random = randomFrom('audit', prisonId);
      const drawn = random.weighted(networks[area]);
      const network = prisonId === 'DTI' ? 'INSTALLED_NOT_USED' : drawn;
      log.add('jobcentre', 'auditFacilities', auditedOn, `places:audits:${prisonId}:2011`, {
        prisonId,
        auditedOn: isoDate(auditedOn),
        room: roomAt(prisonId, auditedOn),
        network,
        phone: random.chance(withoutPhone[area])
          ? 'NONE'
          : random.chance(0.7)
            ? 'IN_INTERVIEW_ROOM'
            : 'ELSEWHERE',
        ...(network === 'INSTALLED_NOT_USED' && { barrier: 'SECURITY' as const }),
        ...(network === 'NONE' && barrierOf(prisonId)),
      });
    }
  },
};
