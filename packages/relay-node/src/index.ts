export { idField, type NodeEntity, nodeEntities } from './node-entities.ts';
export { nodeNameTaken } from './node-name-taken.ts';
export { mostNodes, nodeIdField, nodeInterface, nodeTypes } from './node-types.ts';
export { withNodes } from './with-nodes.ts';
