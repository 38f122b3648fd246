import type { Grant, Requirement } from '@throughgate/authorization';

/** A requirement in words: `housing:read, or outcomes:read with housing:aggregate`. */
export function describeRequirement(requirement: Requirement): string {
  if (requirement.length === 0) return 'what nobody can have';
  return requirement
    .map((alternative) => (alternative.length === 0 ? 'nothing' : alternative.map(describe).join(' with ')))
    .join(', or ');
}

/** A requirement as the directive that says it; `undefined` where one directive cannot. */
export function writeRequirement(requirement: Requirement): string | undefined {
  if (requirement.length === 1 && requirement[0]?.join() === '@authenticated') return '@authenticated';
  const isScopes = requirement.every((all) => all.length > 0 && all.every((one) => one.startsWith('scope:')));
  if (requirement.length === 0 || !isScopes) return undefined;
  const lists = requirement.map((all) => `[${all.map((one) => `"${describe(one)}"`).join(', ')}]`);
  return `@requiresScopes(scopes: [${lists.join(', ')}])`;
}

function describe(grant: Grant): string {
  if (grant === '@authenticated') return 'a token';
  return grant.startsWith('scope:')
    ? grant.slice('scope:'.length)
    : `the policy ${grant.slice('policy:'.length)}`;
}
