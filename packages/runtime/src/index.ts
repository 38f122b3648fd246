export { kafkaEnvironment, namedEventLog } from './event-log.ts';
export { findEventLog, findSubgraphKey } from './find-hub.ts';
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
export {
  neededSetting,
  openServiceInfrastructure,
  type ServiceInfrastructure,
} from './infrastructure/service-infrastructure.ts';
export { type RunFile, type RunningService, readRunFile, writeRunFile } from './run-file.ts';
export { derivedKeys, type KeySettings, type SubgraphKeys, subgraphKeys } from './subgraph-keys.ts';
export { exitSoon, untilStopped } from './until-stopped.ts';
