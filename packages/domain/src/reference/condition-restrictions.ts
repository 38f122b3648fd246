import type { LicencePolicyVersion } from './licence-conditions.ts';

/** Kinds of restriction. */
export type RestrictionKindCode =
  | 'CURFEW'
  | 'EXCLUSION_ZONE'
  | 'RESTRICTION_ZONE'
  | 'RESIDENCE'
  | 'WORK'
  | 'INTERNET'
  | 'LOCATION_MONITORING'
  | 'ALCOHOL_MONITORING';

/** What a restriction says of work. */
export type WorkRuleCode = 'APPROVAL_NEEDED' | 'NOT_WITH_CHILDREN' | 'NOT_IN_SECTOR' | 'NO_INTERNET_WORK';

/** What a condition of a licence restricts. */
export interface ConditionRestriction {
  readonly kind: RestrictionKindCode;
  /** What it says of work. @default nothing */
  readonly work?: WorkRuleCode;
  /** Whether it is kept by a tag. @default not of itself */
  readonly electronic?: true;
  /** Whether it holds only until the tag is fitted. @default to the end of the licence */
  readonly untilTagged?: true;
}

/** Code of the condition that has a tag fitted: with it the curfews of the licence are monitored electronically. */
const tagCondition = 'fd129172-bdd3-4d97-a4a0-efd7b47a49d4';

/** Additional conditions that restrict where a person may be or what they may do; the same in both versions of the policy. */
const additional: Readonly<Record<string, ConditionRestriction>> = {
  '52faefcf-15f0-42c5-b908-621b4a7ecdb9': { kind: 'CURFEW' },
  '0a370862-5426-49c1-b6d4-3d074d78a81a': { kind: 'CURFEW' },
  '86e6f2a9-bb60-40f8-9ac4-310ebc72ac2f': { kind: 'CURFEW', untilTagged: true },
  '0f9a20f4-35c7-4c77-8af8-f200f153fa11': { kind: 'EXCLUSION_ZONE' },
  '42f71b40-84cd-446d-8647-f00bbb6c079c': { kind: 'EXCLUSION_ZONE' },
  'c4a17002-88a3-43b4-b3f7-82ff476cb217': { kind: 'EXCLUSION_ZONE' },
  '99195049-f355-46fb-b7d8-aef87a1b19c5': { kind: 'EXCLUSION_ZONE' },
  'be16ee0b-a916-43ef-9319-b42a1dd418a3': { kind: 'EXCLUSION_ZONE' },
  '005d70e4-a247-4f82-b8b3-6d294a0f5051': { kind: 'RESTRICTION_ZONE' },
  '5db26ab3-9b6f-4bee-b2aa-53aa3f3be7dd': { kind: 'RESIDENCE' },
  'fce34fb2-02f4-4eb0-9b8d-d091e11451fa': { kind: 'RESIDENCE' },
  '9da214a3-c6ae-45e1-a465-12e22adf7c87': { kind: 'WORK', work: 'NOT_WITH_CHILDREN' },
  'bfbc693c-ab65-4042-920e-ddb085bc7aba': { kind: 'INTERNET', work: 'NO_INTERNET_WORK' },
  '524f2fd6-ad53-47dd-8edc-2161d3dd2ed4': { kind: 'LOCATION_MONITORING', electronic: true },
  'd36a3b77-30ba-40ce-8953-83e761d3b487': { kind: 'ALCOHOL_MONITORING', electronic: true },
  '2F8A5418-C6E4-4F32-9E58-64B23550E504': { kind: 'ALCOHOL_MONITORING', electronic: true },
};

/** Standard conditions by which work needs approval before it starts. Their codes mean other things in the other version. */
const approvalOfWork: Readonly<Record<LicencePolicyVersion, readonly string[]>> = {
  V3: ['88069445-08cb-4f16-915f-5a162d085c26', '0ed57797-2745-4592-a78b-8e4d712c580e'],
  V4: ['6FA6E492-F0AB-4E76-B868-63813DB44696'],
};

/** What an additional condition restricts, or `undefined` for one that restricts nothing of the kind. */
export function restrictionOfCondition(code: string): ConditionRestriction | undefined {
  return Object.hasOwn(additional, code) ? additional[code] : undefined;
}

/** Whether a standard condition has work approved before it starts, which binds everybody on a licence. */
export function needsApprovalOfWork(policyVersion: LicencePolicyVersion, code: string): boolean {
  return approvalOfWork[policyVersion].includes(code);
}

/** Whether an additional condition has a tag fitted. */
export function isTagCondition(code: string): boolean {
  return code === tagCondition;
}
