import { employment } from './families/employment.ts';
import { signing } from './families/signing.ts';
import type { RecordFamily } from './record-family.ts';

/** The record families of every population. Each is a file that exports one; it is named here and nowhere else. */
export const recordFamilies: readonly RecordFamily[] = [employment, signing];
