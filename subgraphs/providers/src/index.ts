export { providers } from './main.ts';
