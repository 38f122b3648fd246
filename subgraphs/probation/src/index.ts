export { probation } from './main.ts';
