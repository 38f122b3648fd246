/** The services that `hub start` knows. */
export const serviceNames = [
  'probation',
  'prisons',
  'jobcentre',
  'providers',
  'outcomes',
  'registry',
  'gateway',
] as const;

/** Name of a service. */
export type ServiceName = (typeof serviceNames)[number];
