export { recordId } from './record-id.ts';
