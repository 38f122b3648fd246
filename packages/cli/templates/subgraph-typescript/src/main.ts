import { runAgency } from '@throughgate/subgraph-kit';
import { examples } from './examples.ts';
import { subgraph } from './subgraph.ts';

// Without the examples, once real records come in; the fixtures name the records that they make.
await runAgency(subgraph, { port: 4010, examples });
