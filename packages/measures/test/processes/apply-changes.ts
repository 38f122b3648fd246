// Applies the changes that the store has not yet had, says what it begins with, and waits with the file open until it is killed.
import { openMeasureStore } from '../../src/index.ts';
import { changeNumber, changingKinds, isFoldedAfter } from '../support/store-changes.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as { path: string; secret: string; upTo: number };
const say = (line: string) => process.stdout.write(`${line}\n`);

// Before anything that takes time, so that whoever kills it hits that.
say('open');
const store = await openMeasureStore({
  path: settings.path,
  secret: settings.secret,
  kinds: changingKinds,
  foldAt: { rows: Number.POSITIVE_INFINITY, seconds: 3600 },
});
const from = Number(store.position ?? 0);
say(`from ${from}`);
for (let number = from + 1; number <= settings.upTo; number++) {
  say(`apply ${number}`);
  await store.apply(changeNumber(number));
  if (!isFoldedAfter(number)) continue;
  say(`fold ${number}`);
  await store.fold();
}
say('done');
setInterval(() => {}, 60_000);
