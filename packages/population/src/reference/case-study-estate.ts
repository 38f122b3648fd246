import type { Catchment, Estate } from './prison-catchment.ts';

/** Prisons of one of the study's areas, for men, for women, and for young men of 18 to 20 years. */
interface CaseStudyArea {
  readonly men: Catchment;
  readonly women: Catchment;
  readonly young: Catchment;
}

const only = (id: string): Catchment => ({ local: [id], training: [], open: [] });

const lowNewton = only('LNI');
const styal = only('STI');
const deerbolt: Catchment = { local: ['DMI'], training: ['DTI'], open: [] };

/** South Wales and South East Wales. Women of Wales are held in England: here at Styal, the nearest of the study's. */
const southWales: CaseStudyArea = {
  men: { local: ['CFI'], training: ['UKI', 'PRI'], open: ['UPI'] },
  women: styal,
  young: { local: ['CFI'], training: ['PRI'], open: ['UPI'] },
};

/** Durham, South Tyne and Wear. */
const durham: CaseStudyArea = { men: only('DMI'), women: lowNewton, young: deerbolt };

/** Cheshire, Halton and Warrington: no local prison of this area is in the study, so that Risley takes people in. */
const cheshire: CaseStudyArea = { men: only('RSI'), women: styal, young: only('TCI') };

/** Humberside. */
const humberside: CaseStudyArea = {
  men: { local: ['HLI', 'WOI'], training: ['EVI'], open: [] },
  women: lowNewton,
  young: { local: ['HLI'], training: ['DTI'], open: [] },
};

/** Leeds, whose adviser team the report describes though it is no case study. */
const leeds: CaseStudyArea = {
  men: { local: ['LEI'], training: ['EVI'], open: [] },
  women: lowNewton,
  young: { local: ['LEI'], training: ['DTI'], open: [] },
};

/**
 * Areas of the study by today's delivery unit, since the reference data has none of the time.
 * Source: DWP research report 784, table 1.2; Leeds: section 3, HMP Leeds.
 */
const areas: ReadonlyMap<string, CaseStudyArea> = new Map([
  ['N03SW1', southWales],
  ['N03CTM', southWales],
  ['WPTGWT', southWales],
  ['N54DUR', durham],
  ['N54SOT', durham],
  ['N54SUND', durham],
  ['N51CHES', cheshire],
  ['N51WCHE', cheshire],
  ['N51HAWA', cheshire],
  ['N55HER', humberside],
  ['N55NNEL', humberside],
  ['N55LEE', leeds],
]);

/** Codes of the delivery units in the study's areas. */
export const caseStudyUnits: readonly string[] = [...areas.keys()];

/**
 * The twelve case-study prisons of DWP research report 784 (Usk and Prescoed are one of them) and Leeds, as they were in
 * 2010 to 2012. Raises RangeError for a unit outside the study.
 */
export const caseStudyEstate: Estate = ({ sex, unit }, age) => {
  const area = areas.get(unit.code);
  if (area === undefined) throw new RangeError(`${unit.name} is in none of the study's areas.`);
  return sex === 'F' ? area.women : age < 21 ? area.young : area.men;
};
