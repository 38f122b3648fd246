export { simulatePlaces } from './places/simulate-places.ts';
export { type ProfileName, profiles } from './profile.ts';
export { type PopulationOptions, simulate } from './simulate.ts';
export type { SimulatedPerson } from './simulate-person.ts';
export type { Step } from './step.ts';
