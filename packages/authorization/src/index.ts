export { appliedNames, type DirectiveName, directiveNames } from './directive-names.ts';
export { type Link, linksOf } from './links.ts';
export { both, closed, type Grant, implies, meets, open, type Requirement } from './requirement.ts';
export { type Requirements, readRequirements } from './requirements.ts';
export { withoutRequirements } from './without-requirements.ts';
