import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Half the time of a short command goes into reading TypeScript: what Node made of it is kept for the next one. Only what
// is loaded afterwards is, hence the two files.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/node'));
await import('./run.ts');
