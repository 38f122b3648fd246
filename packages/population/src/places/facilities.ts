import { prison } from '@throughgate/domain';
import { randomFrom, type Weighted } from '../random.ts';
import { type Day, dayOf } from '../time/day.ts';

/** Where an adviser sees people. */
export type Room = 'OWN_ROOM' | 'SHARED_ROOM' | 'PUBLIC_AREA';

/** Country areas of Jobcentre Plus groups in the survey of June 2011. */
type Area = 'WALES' | 'NORTH_EAST' | 'NORTH_WEST' | 'LONDON' | 'SOUTHERN' | 'CENTRAL';

/**
 * Shares of advisers with a room of their own, a shared one, none. Without a private room are 10% in the North East and 40%
 * in Wales; with their own 54% in Southern and 44% in London and the Home Counties (survey of Jobcentre Plus groups, June
 * 2011, in DWP research report 784). The other shares are assumptions.
 */
const rooms: Readonly<Record<Area, Weighted<Room>>> = {
  WALES: [
    ['OWN_ROOM', 0.2],
    ['SHARED_ROOM', 0.4],
    ['PUBLIC_AREA', 0.4],
  ],
  NORTH_EAST: [
    ['OWN_ROOM', 0.3],
    ['SHARED_ROOM', 0.6],
    ['PUBLIC_AREA', 0.1],
  ],
  NORTH_WEST: [
    ['OWN_ROOM', 0.3],
    ['SHARED_ROOM', 0.5],
    ['PUBLIC_AREA', 0.2],
  ],
  LONDON: [
    ['OWN_ROOM', 0.44],
    ['SHARED_ROOM', 0.36],
    ['PUBLIC_AREA', 0.2],
  ],
  SOUTHERN: [
    ['OWN_ROOM', 0.54],
    ['SHARED_ROOM', 0.26],
    ['PUBLIC_AREA', 0.2],
  ],
  CENTRAL: [
    ['OWN_ROOM', 0.3],
    ['SHARED_ROOM', 0.48],
    ['PUBLIC_AREA', 0.22],
  ],
};

const counties: Readonly<Record<Exclude<Area, 'WALES' | 'CENTRAL'>, RegExp>> = {
  NORTH_EAST: /durham|tyne|yorkshire|cleveland|northumberland|humber|teesside/i,
  NORTH_WEST: /lancashire|manchester|merseyside|cheshire|cumbria/i,
  LONDON: /london|hertfordshire|essex|surrey|middlesex|bedfordshire|buckinghamshire|oxfordshire/i,
  SOUTHERN: /kent|sussex|hampshire|dorset|devon|wight|wiltshire|gloucestershire|bristol|somerset/i,
};

/** The area of a prison, by its country and county; closed prisons of the review are Humberside's. */
export function areaOf(prisonId: string): Area {
  const place = prison(prisonId);
  if (place?.country === 'Wales') return 'WALES';
  if (place?.country == null) return 'NORTH_EAST';
  const where = `${place.county ?? ''} ${place.town ?? ''}`;
  for (const [area, pattern] of Object.entries(counties)) if (pattern.test(where)) return area as Area;
  return 'CENTRAL';
}

/** From this day on the review's recommendation of a private room has had time to work in the prisons that it named. */
const improved = dayOf('2011-10-01');

const known = new Map<string, Room>();

/** Where the adviser sees people at a prison: drawn by the survey's shares, and a shared room at least some months later. */
export function roomAt(prisonId: string, day: Day): Room {
  let room = known.get(prisonId);
  if (room === undefined) {
    room = randomFrom('room', prisonId).weighted(rooms[areaOf(prisonId)]);
    known.set(prisonId, room);
  }
  return room === 'PUBLIC_AREA' && day >= improved ? 'SHARED_ROOM' : room;
}
