import { StartupError } from '@throughgate/service/startup-error';

/** A setting with a value that it does not accept, or one that is missing or contradicts another. */
export class BadSettingError extends StartupError {}
