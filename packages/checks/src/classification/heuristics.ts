import type { DataClass } from './data-class.ts';

/**
 * What a name can say about the data behind it. Words are compared in lower case and in the singular, see words.ts.
 * This file is the whole of our judgement: it asks a person to decide, and `data:none` is always an answer.
 *
 * Sources: UK GDPR Art. 4(1) (name, identification number, location data, online identifier, factors specific to a
 * person), Art. 9(1), Art. 10; Data Protection Act 2018 s.11(2); identifiers as in packages/domain.
 */
export interface Heuristic {
  readonly expects: Exclude<DataClass, 'none'>;
  /** Found anywhere in the name of a field. */
  readonly phrases: readonly string[];
  /** Not asked of types that tell of a place or an organisation: `Prison.postcode` identifies nobody. */
  readonly notOfPlaces?: boolean;
  /** Whether dates count, and not only what is written. */
  readonly ofDates?: boolean;
  /** Whether the type counts that is named so: all of `HealthRecord` tells of somebody’s health. */
  readonly ofTypes?: boolean;
  /** Whether any value counts: yes or no, a code of a list, a number, or a record of its own. */
  readonly ofAnyValue?: boolean;
}

/** What names say, the gravest first: the first that fits a name decides. */
export const heuristics: readonly Heuristic[] = [
  {
    // Art. 9(1): special categories.
    expects: 'special-category',
    ofTypes: true,
    ofAnyValue: true,
    ofDates: true,
    notOfPlaces: true,
    phrases: [
      ...['ethnicity', 'ethnic', 'race', 'racial'],
      ...['religion', 'religious', 'faith', 'belief'],
      ...['political', 'trade union'],
      ...['genetic', 'dna', 'biometric', 'fingerprint', 'facial recognition'],
      ...['health', 'healthcare', 'medical', 'medication', 'diagnosis', 'illness', 'pregnant', 'pregnancy'],
      ...[
        'disability',
        'disabled',
        'impairment',
        'neurodiversity',
        'learning difficulty',
        'accessibility need',
      ],
      ...['self harm', 'suicide', 'addiction', 'substance misuse', 'drug use', 'alcohol use'],
      ...['sexuality', 'sexual orientation', 'sex life'],
    ],
  },
  {
    // Art. 10 and DPA 2018 s.11(2): offences, alleged ones too, proceedings, and what came of them.
    expects: 'criminal-offence',
    ofTypes: true,
    ofAnyValue: true,
    ofDates: true,
    notOfPlaces: true,
    phrases: [
      ...['offence', 'offense', 'offending', 'reoffending', 'crime', 'criminal'],
      ...['conviction', 'convicted', 'sentence', 'sentenced', 'sentencing'],
      ...['arrest', 'arrested', 'caution', 'cautioned', 'remand', 'remanded', 'recalled'],
    ],
  },
  {
    // Art. 4(1): an identification number. Those of packages/domain and others of the same kind.
    expects: 'personal',
    phrases: [
      ...['crn', 'case reference number', 'nomis id', 'noms id', 'noms number', 'prisoner number'],
      ...['offender number', 'offender no', 'booking number', 'book number', 'booking no'],
      ...['nino', 'ni number', 'national insurance number', 'pnc', 'cro', 'uln', 'unique learner number'],
      ...['nhs number', 'passport number', 'driving licence number', 'bank account number', 'national id'],
    ],
  },
  {
    // The reference number of a referral (packages/domain); of places and contracts it is another thing.
    expects: 'personal',
    notOfPlaces: true,
    phrases: ['reference number'],
  },
  {
    // Art. 4(1): a name.
    expects: 'personal',
    phrases: [
      ...['forename', 'first name', 'given name', 'middle name', 'surname', 'last name', 'family name'],
      ...['maiden name', 'full name', 'known as', 'alias'],
    ],
  },
  {
    // With a name or a postcode it singles somebody out; all linkage of records rests on it.
    expects: 'personal',
    ofDates: true,
    phrases: ['date of birth', 'birth date', 'dob', 'birthday', 'place of birth', 'date of death'],
  },
  {
    // Art. 4(1): location data, and ways to reach somebody.
    expects: 'personal',
    notOfPlaces: true,
    phrases: [
      ...['address', 'address line', 'street', 'house number', 'house name', 'uprn'],
      ...['postcode', 'post code', 'postal code', 'email', 'e mail'],
      ...['phone', 'telephone', 'mobile', 'phone number', 'mobile number', 'telephone number'],
    ],
  },
  {
    // Recital 51: a likeness; it becomes biometric data once it is measured.
    expects: 'personal',
    notOfPlaces: true,
    phrases: ['photo', 'photograph', 'portrait', 'mugshot'],
  },
];

/** What makes a health or an offence of a phrase that has another meaning, and so is not asked about. */
export const misleading: readonly string[] = ['health and safety', 'sentence case', 'email template'];

/** Words for people: `Tenant.name`, `tenantName`, `staffCode` and `Tenant.id` tell who somebody is. */
export const personWords: readonly string[] = [
  ...['person', 'people', 'individual', 'citizen'],
  ...['offender', 'prisoner', 'detainee', 'probationer', 'defendant', 'suspect', 'victim', 'witness'],
  ...[
    'claimant',
    'applicant',
    'participant',
    'tenant',
    'patient',
    'client',
    'customer',
    'learner',
    'student',
  ],
  ...[
    'resident',
    'user',
    'member',
    'employee',
    'staff',
    'worker',
    'keyworker',
    'manager',
    'adviser',
    'advisor',
  ],
  ...['officer', 'practitioner', 'mentor', 'contact', 'guardian', 'spouse', 'relative'],
  ...['carer', 'author', 'assessor', 'interviewer', 'landlord'],
];

/** Words for places and organisations, which are no persons. */
export const placeWords: readonly string[] = [
  ...[
    'prison',
    'establishment',
    'jail',
    'court',
    'office',
    'hospital',
    'clinic',
    'surgery',
    'centre',
    'center',
  ],
  ...['school', 'college', 'university', 'library', 'venue', 'site', 'station', 'jobcentre', 'bank'],
  ...['provider', 'supplier', 'contractor', 'employer', 'company', 'organisation', 'organization', 'charity'],
  ...['agency', 'authority', 'council', 'ministry', 'department', 'team', 'unit', 'service'],
  ...['region', 'area', 'district', 'county', 'country', 'town', 'city'],
  ...['contract', 'programme', 'program', 'course', 'product'],
];

/** Words at the end of a type’s name that say in what form it tells of the thing before them. */
export const wrapperWords: readonly string[] = [
  ...['input', 'payload', 'result', 'detail', 'record', 'profile', 'summary', 'info', 'information', 'data'],
  ...['name', 'address', 'identifier'],
];

/** Names that on a person, or behind a word for one, tell who it is. */
export const tellingNames: readonly string[] = ['name', 'id', 'code', 'number', 'no', 'reference', 'ref'];

/** Words of figures over many people: `convictionCount` of an area is nobody’s. */
export const figureWords: readonly string[] = [
  ...['count', 'total', 'average', 'mean', 'median', 'rate', 'percentage', 'share', 'sum'],
];
