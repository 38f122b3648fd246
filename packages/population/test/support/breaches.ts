import {
  isWorkingDay,
  londonDate,
  londonTime,
  partId,
  prison,
  recordId,
  signingDays,
} from '@throughgate/domain';
import type { Step } from '../../src/step.ts';

/** Prisons for men that became Humber in 2013. */
const beforeHumber = new Set(['WOI', 'EVI']);

/** Thrown away at the end of a check: what one agency holds of one person. */
interface Held {
  /** Ids of records that exist, with the mutation that made each. */
  readonly made: Map<string, string>;
}

const milliseconds = (moment: string): number => Date.parse(moment);

/** Whether a moment lies on a working day between 09:00 and 17:00 in London. */
function inOfficeHours(moment: string): boolean {
  const day = londonDate(new Date(moment));
  const at = milliseconds(moment);
  return (
    isWorkingDay(day) && at >= londonTime(day, '09:00').getTime() && at < londonTime(day, '17:00').getTime()
  );
}

/** Every date and moment in an input, but those that lie in the future by nature: key dates and bookings. */
function happenings(step: Step): string[] {
  const future = new Set([
    'startsAt',
    'bookedFor',
    'endsAt',
    'firstAt',
    'dueAt',
    'releaseDateWhenBooked',
    'paidTo',
    'until',
    'conditionalRelease',
    'homeDetentionCurfewEligibility',
    'sentenceExpiry',
    'licenceExpiry',
    'homeDetentionCurfewActual',
    'postRecallRelease',
    'confirmedRelease',
  ]);
  if (step.mutation === 'startOrder' || step.mutation === 'activateLicence') future.add('endDate');
  if (step.mutation === 'startOrder') future.add('requirements');
  if (step.mutation === 'activateLicence') future.add('conditionalReleaseDate');
  if (step.mutation === 'grantPermission') future.add('from');
  if (step.mutation === 'startEpisode') future.add('releaseOn');
  return Object.entries(step.input)
    .filter(
      ([name, value]) => !future.has(name) && typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value),
    )
    .map(([, value]) => String(value));
}

/** Says in words what in one person's steps cannot be, and nothing when all is well. */
export function breachesOf(steps: readonly Step[]): string[] {
  const breaches: string[] = [];
  const held: Held = { made: new Map() };
  const born = bornOf(steps);
  let previous = '';
  let key = '';
  const say = (what: string): void => void breaches.push(`${key}: ${what}`);
  const need = (agency: Step['agency'], id: string, mutation: string): void => {
    if (held.made.get(`${agency} ${id}`) !== mutation)
      say(`refers to a ${mutation} that was not recorded before`);
  };

  /** Stays in custody from reception to release; the prison that holds the person now, null when out. */
  const stays: { from: number; to: number }[] = [];
  let prisonId: string | null = null;
  let away: string | null = null;
  let destination: string | null = null;
  let sex = 'NK';
  const absences: { from: number; to: number }[] = [];
  const meetings: { key: string; at: number; inside: boolean }[] = [];
  const licence: { id: string; from: string; to: string }[] = [];
  const orders = new Map<string, { from: string; to: string }>();
  const claims = new Map<string, { from: string; to: string | null }>();
  const referrals = new Map<
    string,
    { on: string; booked?: string; assessed?: string; approved?: string; ended?: string }
  >();
  /** When each interview at the Jobcentre is, by its id. */
  const interviews = new Map<string, string>();
  /** Claims made in advance whose entitlement has not started. */
  const advances = new Set<string>();
  /** When each signing is due, by its id. */
  const signings = new Map<string, number>();
  /** Day on which each job began that has not ended. */
  const jobs = new Map<string, string>();
  const releases = new Set<string>();
  const claimOpenings: { key: string; day: string }[] = [];

  for (const step of steps) {
    const { agency, mutation, input, recordedAt } = step;
    key = `${input.idempotencyKey} ${mutation}`;
    if (recordedAt < previous) say('recorded before the step in front of it');
    previous = recordedAt;
    for (const moment of happenings(step)) {
      if (moment.slice(0, 10) > londonDate(new Date(recordedAt)))
        say(`recorded before it happened on ${moment}`);
      if (moment.length > 10 && moment > recordedAt) say(`recorded before it happened at ${moment}`);
      if (moment.slice(0, 10) < born.adult && moment !== born.date)
        say(`before the 18th birthday: ${moment}`);
    }
    held.made.set(`${agency} ${recordId(agency, input.idempotencyKey)}`, mutation);

    switch (step.mutation) {
      case 'registerPrisoner':
        sex = step.input.sex;
        break;
      case 'receivePrisoner': {
        const { prisonId: into, reason, at } = step.input;
        const place = prison(into);
        const men = at < '2013' && beforeHumber.has(into);
        if (!place?.active && !men) say(`${into} is no open prison`);
        if (men ? sex !== 'M' : !(sex === 'F' ? place?.female : place?.male))
          say(`${into} does not hold ${sex}`);
        if (reason === 'NEW_ADMISSION' || reason === 'READMISSION') {
          if (prisonId !== null) say('received while in custody');
          if (reason === 'READMISSION' && stays.length === 0) say('readmitted who was never released');
          stays.push({ from: milliseconds(at), to: Number.POSITIVE_INFINITY });
        } else if (reason === 'TRANSFERRED') {
          if (away !== 'TRANSFERRED' || into !== destination) say('not on the way to this prison');
        } else if (away === null || into !== prisonId) say('comes back who was not away, or elsewhere');
        const absence = absences.at(-1);
        if (away !== null && absence) absence.to = milliseconds(at);
        prisonId = into;
        away = null;
        break;
      }
      case 'releasePrisoner': {
        const { reason, at, toPrisonId } = step.input;
        if (prisonId === null || away !== null) say('leaves who is not in prison');
        if (reason === 'RELEASED') {
          const stay = stays.at(-1);
          if (stay) stay.to = milliseconds(at);
          prisonId = null;
          releases.add(londonDate(new Date(at)));
        } else {
          away = reason;
          destination = toPrisonId ?? null;
          absences.push({ from: milliseconds(at), to: Number.POSITIVE_INFINITY });
          if (reason === 'TRANSFERRED' && (!toPrisonId || toPrisonId === prisonId))
            say('transferred nowhere');
        }
        break;
      }
      case 'scheduleAbsence':
        if (prisonId === null || away !== null) say('plans an absence who is not in prison');
        break;
      case 'startAbsence':
        need('prisons', step.input.absenceId, 'scheduleAbsence');
        if (prisonId === null || away !== null) say('leaves who is not in prison');
        away = 'TEMPORARY_ABSENCE_RELEASE';
        absences.push({ from: milliseconds(step.input.at), to: Number.POSITIVE_INFINITY });
        break;
      case 'completeAbsence': {
        need('prisons', step.input.absenceId, 'scheduleAbsence');
        const absence = absences.at(-1);
        if (away === null || !absence) say('comes back who was not away');
        else absence.to = milliseconds(step.input.at);
        away = null;
        break;
      }
      case 'changeLegalStatus':
      case 'calculateDates':
        if (prisonId === null) say('the dates of who is not in custody');
        if (step.mutation === 'calculateDates') {
          const { conditionalRelease, homeDetentionCurfewActual, sentenceExpiry } = step.input;
          for (const date of [conditionalRelease, homeDetentionCurfewActual])
            if ((date ?? '') > (sentenceExpiry ?? '')) say('to be released after the sentence');
        }
        break;
      case 'imposeSentence':
      case 'changeReleaseDates': {
        const { conditionalRelease, sentenceExpiry } = step.input;
        if (prisonId === null) say('sentenced out of custody');
        if ((conditionalRelease ?? '') > sentenceExpiry) say('to be released after the sentence');
        if (step.mutation === 'changeReleaseDates') need('prisons', step.input.sentenceId, 'imposeSentence');
        break;
      }
      case 'bookAdviserInterview':
        if (prisonId === null || away !== null) say('books an interview who is not in prison');
        if (step.input.bookedFor <= recordedAt) say('booked for the past');
        if (!inOfficeHours(step.input.bookedFor)) say(`out of hours: ${step.input.bookedFor}`);
        meetings.push({ key, at: milliseconds(step.input.bookedFor), inside: true });
        break;
      case 'recordAdviserInterview':
        need('prisons', step.input.interviewId, 'bookAdviserInterview');
        break;
      case 'startOrder': {
        const { startDate, endDate, idempotencyKey } = step.input;
        if (endDate < startDate) say('ends before it starts');
        orders.set(recordId('probation', idempotencyKey), { from: startDate, to: endDate });
        break;
      }
      case 'endOrder': {
        const order = orders.get(step.input.orderId);
        need('probation', step.input.orderId, 'startOrder');
        if (order && (step.input.endDate < order.from || step.input.endDate > order.to))
          say('ends out of its time');
        break;
      }
      case 'activateLicence': {
        const { startDate, endDate, idempotencyKey } = step.input;
        if (endDate <= startDate) say('ends before it starts');
        if (!releases.has(startDate)) say('a licence without a release on its first day');
        if (licence.length > 0) say('two licences at a time');
        licence.push({ id: recordId('probation', idempotencyKey), from: startDate, to: endDate });
        break;
      }
      case 'endLicence': {
        const open = licence.pop();
        if (open?.id !== step.input.licenceId) say('ends a licence that is not in force');
        else if (step.input.endDate < open.from || step.input.endDate > open.to) say('ends out of its time');
        break;
      }
      case 'bookAppointment':
        if (!inOfficeHours(step.input.startsAt)) say(`out of hours: ${step.input.startsAt}`);
        if (step.input.startsAt <= recordedAt) say('booked for the past');
        meetings.push({ key, at: milliseconds(step.input.startsAt), inside: false });
        break;
      case 'recordAppointmentOutcome':
        need('probation', step.input.appointmentId, 'bookAppointment');
        break;
      case 'makeAdvanceClaim':
        advances.add(recordId('jobcentre', step.input.idempotencyKey));
        break;
      case 'startEntitlement': {
        const { claimId, entitledFrom } = step.input;
        if (!advances.delete(claimId)) say('entitlement to what was not claimed in advance');
        for (const { to } of claims.values())
          if (to === null || to > entitledFrom) say('two claims at a time');
        claims.set(claimId, { from: entitledFrom, to: null });
        held.made.set(`jobcentre ${claimId}`, 'openClaim');
        claimOpenings.push({ key, day: entitledFrom });
        break;
      }
      case 'requestClosure':
        need('jobcentre', step.input.claimId, 'openClaim');
        if (step.input.requestedOn < step.input.receptionOn) say('a request before the reception');
        break;
      case 'openClaim': {
        const { openedOn, idempotencyKey } = step.input;
        for (const { to } of claims.values()) if (to === null || to > openedOn) say('two claims at a time');
        claims.set(recordId('jobcentre', idempotencyKey), { from: openedOn, to: null });
        claimOpenings.push({ key, day: openedOn });
        break;
      }
      case 'closeClaim': {
        const claim = claims.get(step.input.claimId);
        need('jobcentre', step.input.claimId, 'openClaim');
        if (claim && (claim.to !== null || step.input.closedOn < claim.from))
          say('closed twice or before it opened');
        if (claim) claim.to = step.input.closedOn;
        break;
      }
      case 'recordFirstPayment': {
        const claim = claims.get(step.input.claimId);
        need('jobcentre', step.input.claimId, 'openClaim');
        if (claim && (step.input.paidOn <= claim.from || claim.to !== null))
          say('paid when the claim did not run');
        break;
      }
      case 'bookInterview':
      case 'rebookInterview':
        if (!inOfficeHours(step.input.bookedFor)) say(`out of hours: ${step.input.bookedFor}`);
        if (step.input.bookedFor <= recordedAt) say('booked for the past');
        interviews.set(recordId('jobcentre', step.input.idempotencyKey), step.input.bookedFor);
        break;
      case 'recordInterviewOutcome': {
        const at = interviews.get(step.input.interviewId);
        if (at === undefined) say('of an interview that nobody booked');
        else meetings.push({ key, at: milliseconds(at), inside: step.input.status === 'LOST_TO_CUSTODY' });
        break;
      }
      case 'scheduleSigning': {
        const { firstAt, everyDays, until, idempotencyKey } = step.input;
        if (firstAt <= recordedAt) say('to sign in the past');
        const scheduleId = recordId('jobcentre', idempotencyKey);
        for (const { day, dueAt } of signingDays({ firstAt: new Date(firstAt), everyDays }, until ?? '')) {
          if (!inOfficeHours(dueAt.toISOString())) say(`out of hours: ${dueAt.toISOString()}`);
          signings.set(partId(scheduleId, day), dueAt.getTime());
        }
        break;
      }
      case 'moveSigning':
      case 'recordSigning': {
        const { signingId } = step.input;
        const due = signings.get(signingId);
        if (due === undefined) say('a signing that nobody arranged');
        else if (step.mutation === 'recordSigning') meetings.push({ key, at: due, inside: false });
        if (step.mutation === 'moveSigning') signings.set(signingId, milliseconds(step.input.dueAt));
        break;
      }
      case 'endSigningSchedule':
        need('jobcentre', step.input.scheduleId, 'scheduleSigning');
        break;
      case 'recordInterview':
        need('jobcentre', step.input.interviewId, 'bookInterview');
        meetings.push({ key, at: milliseconds(interviews.get(step.input.interviewId) ?? ''), inside: false });
        break;
      case 'sendReferral':
        referrals.set(step.input.referenceNumber, { on: step.input.referredOn });
        break;
      case 'bookInitialAssessment':
      case 'rebookInitialAssessment': {
        const referral = referrals.get(step.input.referenceNumber);
        if (!referral || referral.assessed || referral.ended)
          say('booked without a referral that waits for it');
        if ((step.mutation === 'rebookInitialAssessment') !== Boolean(referral?.booked))
          say('booked again what was not booked, or for the first time what was');
        if (!inOfficeHours(step.input.bookedFor)) say(`out of hours: ${step.input.bookedFor}`);
        if (step.input.bookedFor <= recordedAt) say('booked for the past');
        if (referral && step.input.bookedFor.slice(0, 10) <= referral.on) say('assessed before the referral');
        if (referral) referral.booked = step.input.bookedFor.slice(0, 10);
        meetings.push({ key, at: milliseconds(step.input.bookedFor), inside: false });
        break;
      }
      case 'recordInitialAssessment': {
        const referral = referrals.get(step.input.referenceNumber);
        if (!referral?.booked) say('recorded without a booking');
        else if (step.input.attended !== 'NO') referral.assessed = referral.booked;
        break;
      }
      case 'approveActionPlan': {
        const referral = referrals.get(step.input.referenceNumber);
        if (!referral?.assessed || step.input.approvedOn < referral.assessed)
          say('a plan before the assessment');
        if (referral) referral.approved = step.input.approvedOn;
        break;
      }
      case 'bookSession': {
        const referral = referrals.get(step.input.referenceNumber);
        if (!referral?.approved) say('a session before the action plan');
        if (!inOfficeHours(step.input.bookedFor)) say(`out of hours: ${step.input.bookedFor}`);
        if (step.input.bookedFor <= recordedAt) say('booked for the past');
        meetings.push({ key, at: milliseconds(step.input.bookedFor), inside: false });
        break;
      }
      case 'recordSession':
        need('providers', step.input.sessionId, 'bookSession');
        break;
      case 'recordOutcome': {
        const referral = referrals.get(step.input.referenceNumber);
        if (!referral?.assessed || step.input.achievedOn <= referral.assessed)
          say('an outcome before the assessment');
        if (referral?.ended) say('an outcome after the referral ended');
        if (step.input.job) jobs.set(recordId('providers', step.input.idempotencyKey), step.input.achievedOn);
        break;
      }
      case 'recordFirstWage':
      case 'endJob': {
        const began = jobs.get(step.input.outcomeId);
        const day = step.mutation === 'endJob' ? step.input.endedOn : step.input.paidOn;
        if (began === undefined || day < began) say('of a job that has not begun');
        if (step.mutation === 'endJob') jobs.delete(step.input.outcomeId);
        break;
      }
      case 'checkSustainment':
        need('providers', step.input.outcomeId, 'recordOutcome');
        break;
      case 'endReferral': {
        const referral = referrals.get(step.input.referenceNumber);
        if (!referral || referral.ended) say('ended twice');
        else referral.ended = step.input.endedOn;
        if (referral && step.input.endedOn < referral.on) say('ended before it was sent');
        break;
      }
    }
  }

  for (const meeting of meetings) {
    const inside = stays.some(({ from, to }) => from <= meeting.at && meeting.at < to);
    const out = absences.some(({ from, to }) => from <= meeting.at && meeting.at <= to);
    if (meeting.inside ? !inside || out : inside) breaches.push(`${meeting.key}: where the person cannot be`);
  }
  for (const { key: opening, day } of claimOpenings) {
    const at = londonTime(day, '12:00').getTime();
    if (stays.some(({ from, to }) => from <= at && at < to - 86_400_000))
      breaches.push(`${opening}: in custody`);
  }
  return breaches;
}

/** The date of birth in the first record that gives one, and the 18th birthday. */
function bornOf(steps: readonly Step[]): { date: string; adult: string } {
  for (const { input } of steps) {
    if ('dateOfBirth' in input) {
      const date = input.dateOfBirth;
      return { date, adult: `${Number(date.slice(0, 4)) + 18}${date.slice(4)}` };
    }
  }
  return { date: '', adult: '' };
}
