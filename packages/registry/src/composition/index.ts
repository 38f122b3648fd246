export { checkComposition } from '../checks/composition/check-composition.ts';
export { apiSchemaOf } from '../checks/operations/api-schema.ts';
export { diffApiSchemas } from '../checks/operations/diff-api-schemas.ts';
