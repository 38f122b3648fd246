export { type ProfileName, profiles } from './profile.ts';
export { type PopulationOptions, simulate, type TakeUpEffects } from './simulate.ts';
export type { SimulatedPerson } from './simulate-person.ts';
export { simulatePlaces } from './simulate-places.ts';
export type { Step } from './step.ts';
