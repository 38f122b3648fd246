import type { AuditSuite } from '../support/audit-suite.ts';
import { abstractTypes } from './abstract-types.ts';
import { extensions } from './extensions.ts';
import { interfaceObjects } from './interface-objects.ts';
import { keys } from './keys.ts';
import { overrides } from './overrides.ts';
import { provides } from './provides.ts';
import { requires } from './requires.ts';
import { roots } from './roots.ts';

/** All suites that hold what the public audit of federation gateways looks at. */
export const auditSuites: readonly AuditSuite[] = [
  ...keys,
  ...requires,
  ...provides,
  ...overrides,
  ...extensions,
  ...interfaceObjects,
  ...abstractTypes,
  ...roots,
];
