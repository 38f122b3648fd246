/** A prepared statement. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** The person behind an identifier, with all identifiers of all their files. */
export const person: Statement = {
  name: 'person',
  text: `SELECT described.*, (
      SELECT json_object_agg(kind, values) FROM (
        SELECT kind, json_agg(DISTINCT value ORDER BY value) AS values
        FROM outcomes.file JOIN outcomes.identifier ON file_id = file.id
        WHERE cluster_id = described.id GROUP BY kind) AS by_kind) AS identifiers
    FROM outcomes.identifier AS asked JOIN outcomes.file AS own ON own.id = asked.file_id
    CROSS JOIN LATERAL (
      SELECT cluster_id AS id, forename, surname, date_of_birth FROM outcomes.file
      WHERE cluster_id = own.cluster_id AND described_at IS NOT NULL
      ORDER BY described_at DESC, id LIMIT 1) AS described
    WHERE asked.kind = $1 AND asked.value = $2 LIMIT 1`,
};

/** The latest 51 events of a person. */
export const events: Statement = {
  name: 'events',
  text: `SELECT event.id, occurred_at AS "occurredAt", recorded_at AS "recordedAt", event.agency, type, title, subject_type
    FROM outcomes.file JOIN outcomes.event ON file_id = file.id WHERE cluster_id = $1
    ORDER BY occurred_at DESC, event.id DESC LIMIT 51`,
};

/** The spells of a person. */
export const spells: Statement = {
  name: 'spells',
  text: `SELECT kind, begins AS "from", ends AS "to", spell.agency FROM outcomes.file
    JOIN outcomes.spell ON file_id = file.id WHERE cluster_id = $1 ORDER BY begins, kind, spell.id`,
};

/** Probation cases by CRN, with the name of the manager. */
export const cases: Statement = {
  name: 'cases',
  text: `SELECT c.crn, c."deliveryUnitCode", m.name AS manager FROM "ProbationCase" c
    LEFT JOIN "CommunityManager" m ON m.id = c."managerId" WHERE c.crn = ANY ($1)`,
};

/** Orders by CRN. */
export const orders: Statement = {
  name: 'orders',
  text: `SELECT id, crn, type, "startDate", "endDate" FROM "Order" WHERE crn = ANY ($1) ORDER BY "startDate" DESC, id`,
};

/** Requirements by CRN. */
export const requirements: Statement = {
  name: 'requirements',
  text: 'SELECT "orderId", type FROM "Requirement" WHERE crn = ANY ($1) ORDER BY position',
};

/** Licences by CRN, one in force before the others. */
export const licences: Statement = {
  name: 'licences',
  text: `SELECT id, crn, type, "policyVersion" FROM "Licence" WHERE crn = ANY ($1)
    ORDER BY (status = 'ACTIVE') DESC, "startDate" DESC, id`,
};

/** Additional licence conditions by CRN. */
export const conditions: Statement = {
  name: 'conditions',
  text: 'SELECT "licenceId", code, text, curfew FROM "AdditionalCondition" WHERE crn = ANY ($1) ORDER BY position',
};

/** The latest five appointments of each CRN. */
export const appointments: Statement = {
  name: 'appointments',
  text: `SELECT page.* FROM unnest($1::text[]) AS asked (crn) CROSS JOIN LATERAL (
    SELECT crn, "startsAt", type, outcome FROM "Appointment" a WHERE a.crn = asked.crn
    ORDER BY "startsAt" DESC, id DESC LIMIT 5) AS page`,
};

/** Prisoners by number. */
export const prisoners: Statement = {
  name: 'prisoners',
  text: 'SELECT "prisonerNumber", status, "prisonId" FROM "Prisoner" WHERE "prisonerNumber" = ANY ($1)',
};

/** Sentences by prisoner number. */
export const sentences: Statement = {
  name: 'sentences',
  text: `SELECT "prisonerNumber", "imposedOn", days, "conditionalRelease", "sentenceExpiry" FROM "Sentence"
    WHERE "prisonerNumber" = ANY ($1) ORDER BY "imposedOn" DESC, id`,
};

/** The latest five movements of each prisoner. */
export const movements: Statement = {
  name: 'movements',
  text: `SELECT page.* FROM unnest($1::text[]) AS asked (number) CROSS JOIN LATERAL (
    SELECT "prisonerNumber", at, type, reason, "fromPrisonId", "toPrisonId" FROM "Movement" m
    WHERE m."prisonerNumber" = asked.number ORDER BY at DESC, id DESC LIMIT 5) AS page`,
};

/** Claimants by National Insurance number. */
export const claimants: Statement = {
  name: 'claimants',
  text: 'SELECT nino FROM "Claimant" WHERE nino = ANY ($1)',
};

/** Claims by National Insurance number. */
export const claims: Statement = {
  name: 'claims',
  text: `SELECT nino, benefit, "openedOn", "closedOn", "closureReason" FROM "Claim"
    WHERE nino = ANY ($1) ORDER BY "openedOn" DESC, id`,
};

/** Interviews by National Insurance number. */
export const interviews: Statement = {
  name: 'interviews',
  text: `SELECT nino, type, "bookedFor", attended FROM "Interview"
    WHERE nino = ANY ($1) ORDER BY "bookedFor" DESC, id`,
};

/** Referrals by CRN or reference number, with their initial assessment. */
export const referrals: Statement = {
  name: 'referrals',
  text: `SELECT r."referenceNumber", r.crn, r."contractReference", r."referredOn", r.status, r.complexity,
      a.id IS NOT NULL AS assessed, a."dueOn", a."completedOn"
    FROM "Referral" r LEFT JOIN "InitialAssessment" a ON a."referenceNumber" = r."referenceNumber" AND a."supersededById" IS NULL
    WHERE r.crn = ANY ($1) OR r."referenceNumber" = ANY ($2)
    ORDER BY r."referredOn" DESC, r."referenceNumber"`,
};

/** Outcomes by reference number. */
export const outcomes: Statement = {
  name: 'outcomes',
  text: `SELECT "referenceNumber", type, "achievedOn" FROM "Outcome"
    WHERE "referenceNumber" = ANY ($1) ORDER BY "achievedOn", id`,
};
