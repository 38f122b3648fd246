import { conditionality } from './families/conditionality.ts';
import { employment } from './families/employment.ts';
import { money } from './families/money.ts';
import { resettlement } from './families/resettlement.ts';
import { sharingForms } from './families/sharing-forms.ts';
import { signing } from './families/signing.ts';
import { support } from './families/support.ts';
import type { RecordFamily } from './record-family.ts';

/** The record families of every population. Each is a file that exports one; it is named here and nowhere else. */
export const recordFamilies: readonly RecordFamily[] = [
  employment,
  signing,
  resettlement,
  sharingForms,
  conditionality,
  money,
  support,
];
