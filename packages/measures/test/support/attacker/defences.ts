import {
  createAudit,
  createDisclosureControl,
  type DisclosureControl,
  type DisclosurePolicy,
  ledgerInMemory,
  policies,
} from '@throughgate/measures';

/** What stands between a population and the attacker, by name: all of it, and with one layer or more switched off. */
export const defences = {
  'too few left out, exact totals': () => control({ ...policies.moj, base: 1 }, false, false),
  'nearest 5, each alone': () => control({ ...policies.moj, rounding: 'nearest' }, false, false),
  'cell key alone': () => control(policies.moj, false, false),
  'cell key and audit, no ledger': () => control(policies.moj, false, true),
  'cell key and ledger, no audit': () => control(policies.moj, true, false),
  'nearest 5, ledger and audit': () => control({ ...policies.moj, rounding: 'nearest' }, true, true),
  'all layers (moj)': () => control(policies.moj, true, true),
} as const satisfies Record<string, () => DisclosureControl>;

/** A name of a defence. */
export type Defence = keyof typeof defences;

function control(policy: DisclosurePolicy, ledger: boolean, audit: boolean): DisclosureControl {
  return createDisclosureControl({
    policy,
    ledger: ledger ? ledgerInMemory() : undefined,
    audit: audit ? createAudit() : undefined,
  });
}
