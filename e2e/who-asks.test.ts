import { describe } from 'vitest';
import { matrix } from './who-asks/matrix.ts';
import { sideDoors } from './who-asks/side-doors.ts';
import { structure } from './who-asks/structure.ts';
import { tokens } from './who-asks/tokens.ts';
import { whatDoesNotStart } from './who-asks/what-does-not-start.ts';

// Who may ask what of a whole hub, and what people try who may not; over HTTP, with a real OpenID Connect provider.

describe('by persona, scope and kind of operation', matrix);
describe('a token', tokens);
describe('however a question is put together', structure);
describe('beside the door', sideDoors);
describe('does not start:', whatDoesNotStart);
