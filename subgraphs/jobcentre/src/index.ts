export { jobcentre } from './main.ts';
