import { OperatorError } from '@throughgate/service/operator-error';

/** A setting with a value that it does not accept, or one that is missing or contradicts another. */
export class BadSettingError extends OperatorError {}
