import type { DeliveryUnit } from './delivery-units.ts';

/** Who is to be held. */
export interface Held {
  /** Sex as the agencies record it. */
  readonly sex: 'F' | 'M';
  /** The probation delivery unit in whose area the person lives. */
  readonly unit: DeliveryUnit;
}

/** Which prisons hold whom: `age` is that in years at reception. */
export type Estate = (held: Held, age: number) => Catchment;

/** The prisons in which people from an area are held. */
export interface Catchment {
  /** Prisons that take people in from the courts. */
  readonly local: readonly string[];
  /** Prisons to which they move to serve a longer sentence. */
  readonly training: readonly string[];
  /** Open and resettlement prisons for the last part of a sentence. */
  readonly open: readonly string[];
}

/**
 * Men's prisons by probation region: the local, training and open prisons in or near the region, by their
 * place on the map. A simplification: no published table of catchments is followed.
 */
const men: Readonly<Record<string, Catchment>> = {
  'Greater Manchester': {
    local: ['FBI', 'MRI'],
    training: ['RSI', 'BCI', 'HII', 'WMI', 'GHI'],
    open: ['TCI', 'KMI'],
  },
  'North West': {
    local: ['LPI', 'PNI', 'ACI'],
    training: ['RSI', 'WMI', 'LFI', 'HVI'],
    open: ['KMI', 'TCI'],
  },
  'North East': { local: ['DMI'], training: ['HHI', 'NLI', 'DTI'], open: ['KVI'] },
  'Yorkshire & The Humber': {
    local: ['LEI', 'HLI', 'DNI'],
    training: ['HMI', 'MDI', 'WEI', 'LHI'],
    open: ['HDI', 'KVI'],
  },
  'West Midlands': { local: ['BMI', 'HEI', 'DGI'], training: ['FSI', 'OWI', 'SFI', 'SHI'], open: ['SUI'] },
  'East Midlands': {
    local: ['NMI', 'LCI', 'LII'],
    training: ['RNI', 'SKI', 'ONI', 'FWI'],
    open: ['NSI', 'SUI'],
  },
  'East of England': {
    local: ['BFI', 'CDI', 'NWI', 'PBI'],
    training: ['HPI', 'WLI', 'LTI', 'BRI'],
    open: ['HBI'],
  },
  London: {
    local: ['WWI', 'PVI', 'TSI', 'WSI'],
    training: ['BXI', 'ISI', 'MTI', 'CLI'],
    open: ['SPI', 'FDI'],
  },
  'Kent, Surrey & Sussex': {
    local: ['EYI', 'LWI', 'HOI'],
    training: ['RCI', 'SLI', 'CLI'],
    open: ['EHI', 'FDI'],
  },
  'South Central': { local: ['BNI', 'WCI'], training: ['GNI', 'IWI', 'MTI'], open: ['SPI', 'FDI'] },
  'South West': { local: ['BLI', 'EXI'], training: ['CWI', 'GMI', 'EEI', 'PDI'], open: ['LYI'] },
  Wales: { local: ['CFI', 'SWI', 'PRI'], training: ['BWI', 'PRI', 'UKI'], open: ['UPI'] },
};

const north: Catchment = { local: ['STI'], training: ['NHI', 'DHI'], open: ['AGI'] };
const northEast: Catchment = { local: ['LNI'], training: ['NHI', 'STI'], open: ['AGI'] };
const yorkshire: Catchment = { local: ['NHI'], training: ['LNI', 'FHI'], open: ['AGI'] };
const midlands: Catchment = { local: ['FHI'], training: ['DHI'], open: ['AGI'] };
const east: Catchment = { local: ['PFI'], training: ['DHI', 'DWI'], open: ['ESI'] };
const south: Catchment = { local: ['BZI'], training: ['DWI', 'SDI'], open: ['ESI'] };
const west: Catchment = { local: ['EWI'], training: ['DHI', 'SDI'], open: ['ESI'] };

/** Women's prisons by probation region; there are twelve, so that women are held further from home. */
const women: Readonly<Record<string, Catchment>> = {
  'Greater Manchester': north,
  'North West': north,
  'North East': northEast,
  'Yorkshire & The Humber': yorkshire,
  'West Midlands': midlands,
  'East Midlands': midlands,
  'East of England': east,
  London: south,
  'Kent, Surrey & Sussex': south,
  'South Central': south,
  'South West': west,
  Wales: west,
};

/** The prisons of today for people of a sex from a probation region. Raises RangeError for a region it does not know. */
export const nationalEstate: Estate = ({ sex, unit: { regionName } }) => {
  const catchment = (sex === 'F' ? women : men)[regionName];
  if (catchment === undefined) throw new RangeError(`No prisons are known for the region ${regionName}.`);
  return catchment;
};
