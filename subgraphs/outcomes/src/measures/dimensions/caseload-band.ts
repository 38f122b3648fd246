import { type Band, bandSql } from './bands.ts';
import { listedDimension } from './listed-dimension.ts';

/** Bands of the number of people that a key worker has. Of the hub's own making: about 40 was the caseload at Thorn Cross (DWP research report 784). */
const bands: readonly Band[] = [
  { code: '1-20', label: '1 to 20 people', from: 1 },
  { code: '21-40', label: '21 to 40 people', from: 21 },
  { code: '41-60', label: '41 to 60 people', from: 41 },
  { code: '61+', label: '61 people and more', from: 61 },
];

/** How many people the key worker had. */
export const caseloadBand = listedDimension({
  id: 'CASELOAD_BAND',
  title: 'Caseload of the key worker',
  describes: 'How many people the key worker had on that day, the person among them.',
  column: 'caseload',
  sql: () => bandSql('e.caseload', bands),
  list: () => bands.map(({ code, label }) => [code, label]),
});
