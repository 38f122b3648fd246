export { checkComposition } from '../checks/composition/check-composition.ts';
