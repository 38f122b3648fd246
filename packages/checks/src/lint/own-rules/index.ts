import type { LintRuleName } from '../lint-rules.ts';
import { cacheTags } from './cache-tags.ts';
import { federationVersion } from './federation-version.ts';
import { noVerbPrefix } from './no-verb-prefix.ts';
import { offenderFieldsNullable } from './offender-fields-nullable.ts';
import type { OwnRule } from './own-rule.ts';
import { relayEdgeTypes } from './relay-edge-types.ts';

/** Our own rules: given a schema, each says what is wrong with a part of it, or `undefined`. */
export const ownRules: Partial<Record<LintRuleName, OwnRule>> = {
  'no-verb-prefix': noVerbPrefix,
  'relay-edge-types': relayEdgeTypes,
  'offender-fields-nullable': offenderFieldsNullable,
  'cache-tags': cacheTags,
  'federation-version': federationVersion,
};
