import type { JobInput } from '@throughgate/contracts';
import type { Weighted } from '../random.ts';

/** A kind of job that prison leavers find. */
export interface JobKind {
  /** Occupation, a unit group of the Standard Occupational Classification 2020. */
  readonly soc: string;
  /** What an employer of this kind is called; invented names. */
  readonly employers: readonly string[];
  /** When work begins and ends on a day. */
  readonly shift: readonly [from: string, until: string];
  /** Which days are worked. */
  readonly days: NonNullable<JobInput['shifts']>[number]['day'][];
}

const workdays: JobKind['days'] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];

/** Low-skilled and manual work, as people did before (DWP research report 784); the weights are assumptions. */
export const jobKinds: Weighted<JobKind> = [
  [
    {
      soc: '9252',
      employers: ['Northgate Logistics', 'Parcelway'],
      shift: ['06:00', '14:00'],
      days: workdays,
    },
    0.24,
  ],
  [
    {
      soc: '9120',
      employers: ['Marsh & Sons Building', 'Kestrel Groundworks'],
      shift: ['08:00', '16:30'],
      days: workdays,
    },
    0.22,
  ],
  [
    {
      soc: '9223',
      employers: ['Brightway Cleaning', 'Clearview Services'],
      shift: ['05:30', '09:30'],
      days: workdays,
    },
    0.16,
  ],
  [
    {
      soc: '9263',
      employers: ['The Old Mill Kitchen', 'Harbour Catering'],
      shift: ['15:00', '23:00'],
      days: ['WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
    },
    0.16,
  ],
  [
    {
      soc: '8211',
      employers: ['Ridgeway Packaging', 'Ashfield Foods'],
      shift: ['22:00', '06:00'],
      days: workdays,
    },
    0.12,
  ],
  [
    {
      soc: '7111',
      employers: ['Hartley Stores', 'Greenbank Retail'],
      shift: ['09:00', '17:00'],
      days: workdays,
    },
    0.1,
  ],
];

/** Courses that a provider brings people to. */
export const courses = [
  'Construction skills (CSCS)',
  'Fork lift truck',
  'Food hygiene',
  'Rail track safety',
  'Customer service',
] as const;

/** Why jobs end, in words; the weights are assumptions. */
export const jobEnds: Weighted<string> = [
  ['The work was for a time only', 0.4],
  ['The person left', 0.35],
  ['The employer ended it', 0.25],
];
