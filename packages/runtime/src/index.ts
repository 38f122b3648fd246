export { kafkaEnvironment, kafkaOf, openEventLog } from './event-log.ts';
export { findEventLog, findServiceKey } from './find-hub.ts';
export {
  type AgencyInfrastructure,
  type AgencyInfrastructureOptions,
  openAgencyInfrastructure,
} from './infrastructure/agency-infrastructure.ts';
export {
  type Infrastructure,
  joinInfrastructure,
  type OpenInfrastructureOptions,
  openInfrastructure,
} from './infrastructure/hub-infrastructure.ts';
export { needed, neededDatabaseUrl, neededEventLog } from './infrastructure/service-infrastructure.ts';
export { type RunFile, type RunningService, readRunFile, writeRunFile } from './run-file.ts';
export { exitSoon, untilStopped } from './until-stopped.ts';
