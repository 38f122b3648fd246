import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import { contactOn } from '../places/contact-post.ts';
import type { Random } from '../random.ts';
import type { ProvidedJob } from '../referrals/provided-job.ts';
import { type Day, dayOf } from '../time/day.ts';
import { workingDayFrom } from '../time/working-day.ts';
import { type ClaimPlan, createClaimHistory } from './claim-history.ts';
import { liveFree } from './live-free.ts';
import type { WorkSpell } from './living.ts';
import { closureContactPost } from './request-closure.ts';

/** Days from reception to a claim's end where no adviser closed it but the Jobcentre found out by itself. Assumption. */
const foundOutAfter = [21, 60] as const;

/**
 * Plans claims and jobs over a life. Outside custody a person claims, works, or does neither, and moves
 * between these at random with the calibrated mean times; `provided` are jobs that began with a
 * provider's support. In custody nobody claims anew; a running claim ends after the induction interview or when the
 * Jobcentre finds out, unless the person is released before.
 */
export function planClaims(
  random: Random,
  { person, timeline, calibration }: Life,
  custody: readonly CustodyRecord[],
  provided: readonly ProvidedJob[],
): { claims: ClaimPlan[]; work: WorkSpell[] } {
  const { benefits } = calibration;
  const { born } = person;
  const history = createClaimHistory(random);
  const work: WorkSpell[] = [];
  const chances = { random, benefits, history, work };
  const jobs = provided.map(({ on }) => on);
  const end = dayOf(calibration.until) + 1;
  let from = timeline.disposals[0]?.day ?? end;
  let released: Day | null = null;
  for (const { stay, inductionHeldOn } of custody) {
    const { plan } = stay;
    liveFree(chances, { from, to: plan.from, released, born, jobs });
    if (history.claiming()) {
      const closes =
        inductionHeldOn !== null
          ? inductionHeldOn + random.int(...daysToClose(person, benefits, inductionHeldOn))
          : plan.from + random.int(...foundOutAfter);
      if (closes < plan.to) history.close(workingDayFrom(closes), 'PRISON');
    }
    from = plan.to;
    released = plan.to;
  }
  liveFree(chances, { from, to: end, released, born, jobs });
  return { claims: history.all(), work };
}

/** How long closing takes after the interview: sooner where the adviser can ring somebody by name (DWP research report 784). */
function daysToClose(
  { office }: Life['person'],
  { daysToClose: days }: Life['calibration']['benefits'],
  day: Day,
): readonly [least: number, most: number] {
  const post = closureContactPost(office.code);
  return post !== undefined && contactOn(post, day) !== undefined ? days.named : days.otherwise;
}
