export {
  appliedNames,
  type DirectiveName,
  directiveNames,
  directiveSpecifications,
} from './directive-names.ts';
export { fieldSetOf } from './field-set.ts';
export { namedType } from './named-type.ts';
export { namesOf } from './names-of.ts';
export { refusedMutation, refusedSubscription, unauthorizedField } from './refusals.ts';
export {
  both,
  closed,
  type Grant,
  grantsOf,
  implies,
  isOpen,
  meets,
  open,
  type Requirement,
} from './requirement.ts';
export { type Requirements, readRequirements } from './requirements.ts';
export { withoutRequirements } from './without-requirements.ts';
