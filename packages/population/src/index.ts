export { type ProfileName, profiles } from './profiles.ts';
export { type PopulationOptions, simulate } from './simulate.ts';
export type { SimulatedPerson } from './simulate-person.ts';
export type { Step } from './step.ts';
