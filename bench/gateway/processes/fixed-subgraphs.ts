import { serveSubgraphs } from '../../harness/serve-subgraphs.ts';
import { fixedAnswers } from '../fixed-answers.ts';

// Five subgraphs in one process that give fixed answers, about whichever person they are asked for: no
// GraphQL and no database, so that a gateway before them is what costs time. Says where they listen when ready.

await serveSubgraphs(fixedAnswers);
