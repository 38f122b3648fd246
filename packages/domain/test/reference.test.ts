import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  benefitCentres,
  cancellationReasons,
  complexityLevels,
  crsContract,
  crsContracts,
  deliveryUnit,
  deliveryUnits,
  desiredOutcomes,
  employmentStatuses,
  isCalledOff,
  jobcentreDistrict,
  jobcentreDistricts,
  jobcentreOffice,
  jobcentreOfficeNamed,
  jobcentreOffices,
  jobcentreOfficesFor,
  jobcentreOfficesOf,
  licenceConditions,
  licencePolicyVersionOn,
  movementReasons,
  needsApprovalOfWork,
  offence,
  offences,
  prison,
  prisons,
  probationRegion,
  probationRegions,
  restrictionOfCondition,
  serviceProvider,
  serviceProviders,
  temporaryAbsenceSubtypes,
  temporaryAbsenceTypes,
  withdrawalReasons,
} from '../src/index.ts';

test('every list is whole, and loaded once', () => {
  const lists = {
    prisons: [prisons, 173],
    probationRegions: [probationRegions, 19],
    deliveryUnits: [deliveryUnits, 111],
    jobcentreDistricts: [jobcentreDistricts, 37],
    jobcentreOffices: [jobcentreOffices, 241],
    crsContracts: [crsContracts, 196],
    benefitCentres: [benefitCentres, 37],
    serviceProviders: [serviceProviders, 139],
    withdrawalReasons: [withdrawalReasons, 13],
    cancellationReasons: [cancellationReasons, 10],
    complexityLevels: [complexityLevels, 102],
    desiredOutcomes: [desiredOutcomes, 330],
    licenceConditions: [licenceConditions, 73],
    movementReasons: [movementReasons, 194],
    temporaryAbsenceTypes: [temporaryAbsenceTypes, 5],
    temporaryAbsenceSubtypes: [temporaryAbsenceSubtypes, 10],
    employmentStatuses: [employmentStatuses, 15],
    offences: [offences, 3039],
  } as const;
  for (const [name, [load, count]] of Object.entries(lists)) {
    expect([name, load().length]).toEqual([name, count]);
    expect(load()).toBe(load());
  }
});

test('the manifest names every file with its rows', () => {
  const directory = join(import.meta.dirname, '..', 'reference');
  const manifest: { file: string; rows: string }[] = parse(readFileSync(join(directory, 'MANIFEST.csv')), {
    columns: true,
  });
  const files = readdirSync(directory).filter((file) => !['MANIFEST.csv', 'README.md'].includes(file));
  expect(manifest.map(({ file }) => file)).toEqual(files.sort());
  for (const { file, rows } of manifest) {
    const content = readFileSync(join(directory, file), 'utf8');
    const entries: unknown[] = file.endsWith('.json')
      ? JSON.parse(content)
      : parse(content, { columns: true });
    expect([file, entries.length]).toEqual([file, Number(rows)]);
  }
});

describe('prisons', () => {
  test('Manchester is an open public prison of categories A and B', () => {
    expect(prison('MRI')).toMatchObject({
      name: 'Manchester (HMP & YOI)',
      active: true,
      male: true,
      female: false,
      types: ['HMP', 'YOI'],
      categories: ['A', 'B'],
      operators: ['PSP'],
      town: 'Manchester',
      postcode: 'M60 9AH',
    });
  });
  test('Wolds and Everthorpe are closed, Humber in their place is open', () => {
    expect([prison('WOI')?.active, prison('EVI')?.active, prison('HMI')?.active]).toEqual([
      false,
      false,
      true,
    ]);
    expect(prison('WOI')).toMatchObject({ categories: [], town: null });
  });
  test('the prisons of the case studies are there', () => {
    for (const id of ['UKI', 'UPI', 'CFI', 'PRI', 'DMI', 'LNI', 'DTI', 'RSI', 'STI', 'TCI', 'HLI', 'LEI']) {
      expect([id, prison(id)?.active]).toEqual([id, true]);
    }
  });
  test('an unknown id is none', () => expect(prison('XXX')).toBeUndefined());
});

describe('probation areas', () => {
  test('Greater Manchester has nine delivery units', () => {
    const units = deliveryUnits().filter(({ regionCode }) => regionCode === 'N50');
    expect(units.map(({ code }) => code).sort()).toEqual([
      'N50BOLT',
      'N50GMS',
      'N50MANC',
      'N50OLD',
      'N50ROBO',
      'N50SATR',
      'N50STTR',
      'N50TAST',
      'N50WIBO',
    ]);
    expect(deliveryUnit('N50MANC')?.name).toBe('Manchester North');
  });
  test('every delivery unit lies in a region', () => {
    for (const { regionCode } of deliveryUnits()) expect(probationRegion(regionCode)).toBeDefined();
  });
});

describe('Commissioned Rehabilitative Services', () => {
  test('DN535743 is the employment contract of Greater Manchester, held by Achieve', () => {
    expect(crsContract('DN535743')).toMatchObject({
      title: 'GM - ETE',
      type: 'ETE',
      typeName: 'Education, Training and Employment (ETE)',
      region: 'Greater Manchester',
      primeProviderCode: 'ACHIEVE_NW',
      allowsFemale: true,
      allowsMale: true,
      minimumAge: 18,
      maximumAge: null,
      hideBefore: '2021-01-01',
      hideAfter: null,
    });
    expect(serviceProvider('ACHIEVE_NW')?.name).toBe('Achieve NW (Career Connect)');
  });
  test('every contract has a known region and known providers', () => {
    const regions = new Set(probationRegions().map(({ name }) => name));
    for (const { reference, region, primeProviderCode, subcontractorCodes } of crsContracts()) {
      expect([reference, regions.has(region)]).toEqual([reference, true]);
      for (const code of [primeProviderCode, ...subcontractorCodes]) {
        expect([reference, serviceProvider(code)?.code]).toEqual([reference, code]);
      }
    }
  });
  test('employment referrals have three levels of complexity and outcomes to choose', () => {
    const levels = complexityLevels().filter(({ contractTypes }) => contractTypes.includes('ETE'));
    expect(levels.map(({ complexity }) => complexity).sort()).toEqual(['HIGH', 'LOW', 'MEDIUM']);
    const outcomes = desiredOutcomes().filter(({ contractTypes }) => contractTypes.includes('ETE'));
    expect(outcomes.some(({ deprecatedAt }) => deprecatedAt === null)).toBe(true);
    for (const { serviceCategory, contractTypes } of [...levels, ...outcomes]) {
      expect(serviceCategory).toBe('Education, Training and Employment (ETE)');
      expect(contractTypes).not.toContain('');
    }
  });
});

test('licence conditions: eight standard ones in the current policy, texts with their places to fill in', () => {
  const standard = licenceConditions().filter(({ kind }) => kind === 'StandardConditionAp');
  expect(standard).toHaveLength(8);
  expect(licenceConditions('V3')).toHaveLength(81);
  const residence = licenceConditions().find(({ category }) => category === 'Restriction of residency');
  expect(residence?.tpl).toContain('{age}');
});

test('codes of the prison service carry their parents', () => {
  const byCode = new Map(movementReasons().map((reason) => [reason.code, reason]));
  expect(byCode.get('CR')).toMatchObject({ parentCode: 'REL', active: true });
  expect(byCode.get('L')).toMatchObject({ description: 'Licence Revokee', parentCode: 'ADM' });
  expect(byCode.get('PD')?.parentCode).toBeNull();
  expect(temporaryAbsenceTypes().map(({ code }) => code)).toContain('RR');
});

test('offences are found by Home Office code', () => {
  expect(offence('028/03')).toMatchObject({ group: 'Burglary', actuarialCategory: 'BURGLARY_DOMESTIC' });
});

test('licence conditions: a code may mean another thing in another version, and so is read by its own', () => {
  const leaving = '88069445-08cb-4f16-915f-5a162d085c26';
  const text = (version: 'V3' | 'V4') =>
    licenceConditions(version).find(({ code }) => code === leaving)?.text;
  expect(text('V3')).toMatch(/^Not undertake work/);
  expect(text('V4')).toMatch(/^Get permission .* leave the United Kingdom/);
  for (const version of ['V3', 'V4'] as const) {
    const standard = licenceConditions(version).filter(({ kind }) => kind.startsWith('Standard'));
    const approving = standard.filter(({ code }) => needsApprovalOfWork(version, code));
    // V3 has one for licences and one for supervision after a sentence.
    expect(approving.map(({ text: words }) => words.includes('work'))).toEqual(
      version === 'V3' ? [true, true] : [true],
    );
    const restricting = licenceConditions(version).filter(({ code }) => restrictionOfCondition(code));
    expect(restricting).toHaveLength(version === 'V3' ? 13 : 15);
  }
  expect(licencePolicyVersionOn('2021-06-01')).toBe('V3');
  expect(licencePolicyVersionOn('2026-10-01')).toBe('V4');
});

test('appointments that were called off stand in nobody’s way', () => {
  expect(['RSSR', 'APPW', 'ATTC', 'AFTA', 'ZZZ', null].map(isCalledOff)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

describe('Jobcentre offices', () => {
  test('have a code of their form, a district, and delivery units that exist', () => {
    for (const { code, districtCode, deliveryUnitCodes } of jobcentreOffices()) {
      expect(code).toMatch(/^JCP-[A-Z0-9]{4,8}$/);
      expect(jobcentreDistrict(districtCode)).toBeDefined();
      expect(deliveryUnitCodes.length).toBeGreaterThan(0);
      expect(deliveryUnitCodes.filter((unit) => !deliveryUnit(unit))).toEqual([]);
    }
    for (const { code } of jobcentreDistricts()) expect(jobcentreOfficesOf(code).length).toBeGreaterThan(2);
    expect(jobcentreOfficesOf('JCD-NONE')).toEqual([]);
  });

  test('deal with the people of every delivery unit of an area, those in it named first', () => {
    const without = deliveryUnits().filter(({ code }) => jobcentreOfficesFor(code).length === 0);
    expect(without.map(({ code }) => code)).toEqual(['N43ALL', 'N43SPT']);
    expect(jobcentreOfficesFor('N54SUND').map(({ town }) => town)).toEqual([
      'Sunderland',
      'Washington',
      'Chester-le-Street',
    ]);
  });

  test('have other boundaries than probation: offices of two units, and units of two districts', () => {
    expect(jobcentreOffices().filter((office) => office.deliveryUnitCodes.length > 1).length).toBeGreaterThan(
      20,
    );
    const districtsOf = (unit: string) =>
      new Set(jobcentreOfficesFor(unit).map((office) => office.districtCode));
    expect([...districtsOf('N54DUR')]).toEqual(['JCD-STW', 'JCD-TEES']);
    expect(deliveryUnits().filter(({ code }) => districtsOf(code).size > 1).length).toBeGreaterThan(10);
  });

  test('are found by the name of the office, or by that of a delivery unit as records had it before', () => {
    expect(jobcentreOfficeNamed(' durham jobcentre')).toBe(jobcentreOffice('JCP-DURHAM'));
    expect(jobcentreOfficeNamed('County Durham and Darlington Jobcentre')).toBe(
      jobcentreOffice('JCP-DURHAM'),
    );
    expect(jobcentreOfficeNamed('Essex North Jobcentre')?.town).toBe('Chelmsford');
    expect(jobcentreOfficeNamed('Durham')).toBeUndefined();
  });
});
