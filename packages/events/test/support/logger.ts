import { pino } from 'pino';

/** Quiet unless `LOG_LEVEL` says otherwise: many tests provoke failures that are logged. */
export const logger = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }, pino.destination(2));
