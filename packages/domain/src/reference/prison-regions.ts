import { prison, prisons } from './prisons.ts';
import { once } from './reference-file.ts';

/**
 * Probation regions by name, with the counties of the prison register that lie in them. The register does not name a prison's
 * region; regions follow the boundaries of police areas, which are mostly those of counties. Wales is told by the country.
 * Not verified at a source of the Probation Service.
 */
const counties: Readonly<Record<string, readonly string[]>> = {
  'North East': ['County Durham', 'Northumberland'],
  'North West': ['Cheshire', 'Cumbria', 'Lancashire', 'Merseyside'],
  'Greater Manchester': ['Greater Manchester'],
  'Yorkshire & The Humber': [
    'East Riding of Yorkshire',
    'East Yorkshire',
    'North Yorkshire',
    'South Yorkshire',
    'West Yorkshire',
  ],
  'East Midlands': [
    'Derbyshire',
    'Leicestershire',
    'Lincolnshire',
    'Nottingham',
    'Nottinghamshire',
    'Rutland',
  ],
  'West Midlands': ['Shropshire', 'Staffordshire', 'Warwickshire', 'West Midlands', 'Worcestershire'],
  'East of England': [
    'Bedfordshire',
    'Cambridgeshire',
    'Essex',
    'Hertfordshire',
    'Norfolk',
    'Northamptonshire',
    'Suffolk',
  ],
  London: ['Greater London'],
  'Kent, Surrey & Sussex': ['East Sussex', 'Kent', 'Surrey', 'West Sussex'],
  'South Central': ['Buckinghamshire', 'Hampshire', 'Oxfordshire'],
  'South West': ['Devon', 'Dorset', 'Gloucestershire', 'Wiltshire'],
};

/** Prisons whose address has no county in the register, and closed ones that records of the research report name. */
const others: Readonly<Record<string, string>> = {
  BLI: 'South West', // Bristol
  STC3: 'South Central', // Oakhill, in Milton Keynes
  IWI: 'South Central', // Isle of Wight
  WEI: 'Yorkshire & The Humber', // Wealstun
  WYI: 'Yorkshire & The Humber', // Wetherby
  WOI: 'Yorkshire & The Humber', // Wolds, now Humber
  EVI: 'Yorkshire & The Humber', // Everthorpe, now Humber
};

const regionOfCounty = new Map(
  Object.entries(counties).flatMap(([region, names]) => names.map((county) => [county, region] as const)),
);

/** Name of the probation region in which a prison lies, for example `North East`; `undefined` where it is not known. */
export function regionOfPrison(id: string): string | undefined {
  const found = prison(id);
  if (found?.country === 'Wales') return 'Wales';
  return others[id] ?? (found?.county ? regionOfCounty.get(found.county) : undefined);
}

/** Ids of the prisons of a region by its name; none for a name that no region has. */
export function prisonsOfRegion(name: string): readonly string[] {
  return byRegion().get(name) ?? [];
}

const byRegion = once(() => {
  const ids = prisons().map(({ id }) => id);
  return Map.groupBy(ids, (id) => regionOfPrison(id));
});
