import { jobcentreOfficesFor } from '@throughgate/domain';
import type { Calibration, Disposal } from '../calibration/calibration.ts';
import { drawName } from '../names/draw-name.ts';
import { shortForms } from '../names/name-pool.ts';
import type { Random } from '../random.ts';
import { type DeliveryUnit, deliveryUnits } from '../reference/delivery-units.ts';
import { type Day, yearOf } from '../time/day.ts';
import { identifiersOf, yearOfFirstArrest } from './identifiers.ts';
import type { Person } from './person.ts';

const unitsByCode = new Map(deliveryUnits.map((unit) => [unit.code, unit]));

/**
 * Draws the unit where a person lives: one of those of the profile, or in the focus region with the calibrated share, else
 * anywhere. Raises RangeError for a code that is no unit's.
 */
function drawUnit(random: Random, { focus, units }: Calibration): DeliveryUnit {
  if (units !== null) {
    const code = random.weighted(units);
    const unit = unitsByCode.get(code);
    if (unit === undefined) throw new RangeError(`No delivery unit has the code ${code}.`);
    return unit;
  }
  const inFocus = random.chance(focus.share);
  return random.pick(deliveryUnits.filter((unit) => (unit.regionCode === focus.regionCode) === inFocus));
}

/** Draws the person with this index, whose journey begins on `start` with a disposal. */
export function drawPerson(
  random: Random,
  calibration: Calibration,
  index: number,
  first: Disposal,
  start: Day,
): Person {
  const { people, identifiers: share } = calibration;
  const custodial = first === 'SHORT_CUSTODY' || first === 'LONG_CUSTODY';
  const sex = random.chance(custodial ? people.femaleInCustody : people.femaleInCommunity) ? 'F' : 'M';
  const [youngest, oldest] = random.weighted(people.ages);
  // An age of n years is a birth of n to n + 1 years ago; 366 days a year keep everyone at least `youngest`.
  const born =
    start -
    Math.ceil(youngest * 365.25) -
    1 -
    random.int(0, Math.floor((oldest - youngest + 1) * 365.25) - 2);
  const unit = drawUnit(random, calibration);
  const name = drawName(random, sex, yearOf(born));
  const drawn: Omit<Person, 'office'> = {
    index,
    ...name,
    sex,
    born,
    unit,
    identifiers: identifiersOf(index, yearOfFirstArrest(random, yearOf(born), yearOf(start))),
    known: {
      pnc: !random.chance(share.withoutPnc),
      cro: !random.chance(share.withoutCro),
      nino: !random.chance(share.withoutNino),
      prisonerNumberAtJobcentre: random.chance(share.prisonerNumberAtJobcentre),
      shortNameAtJobcentre: shortForms.has(name.forename) && random.chance(share.shortNameAtJobcentre),
    },
  };
  return { ...drawn, office: random.pick(jobcentreOfficesFor(unit.code)) };
}
