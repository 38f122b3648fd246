import type { Weighted } from '../random.ts';

/** Code of the curfew condition in the licence conditions policy, version 4. */
export const curfewCondition = '52faefcf-15f0-42c5-b908-621b4a7ecdb9';

/**
 * Additional conditions whose text has no blanks to fill in, by their code in version 4 of the policy. The
 * weights are assumptions.
 */
export const otherConditions: Weighted<string> = [
  ['b149bc47-b279-427b-9ddc-c472fdc74ba5', 0.3], // appointments at the Jobcentre
  ['322bb3f7-2ee1-46aa-ae1c-3f743efd4327', 0.25], // drug tests
  ['0EDB6D01-46B6-408F-971C-0EBFF5FA93F0', 0.1], // Integrated Offender Management
  ['0f9a20f4-35c7-4c77-8af8-f200f153fa11', 0.15], // exclusion zone
  ['db2d7e24-b130-4c7e-a1bf-6bb5f3036c02', 0.1], // developing relationships
  ['cc80d02b-0b62-4940-bac6-0bcd374c725e', 0.06], // contact with people in custody
  ['2a93b784-b8cb-49ed-95e2-a0df60723cda', 0.04], // vehicles
];
