export { prisons } from './main.ts';
