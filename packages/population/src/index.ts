export { type Profile, type ProfileName, profiles } from './profile.ts';
export { type PopulationOptions, simulate } from './simulate.ts';
export type { SimulatedPerson } from './simulate-person.ts';
export type { Step, StepAgency, StepInputs, StepMutation, StepOf } from './step.ts';
