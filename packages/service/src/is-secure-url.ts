import { isLoopback } from './is-loopback.ts';

/**
 * Whether nobody on the way to an address can read or change what is sent: HTTPS, or HTTP to this machine. What browsers call
 * a potentially trustworthy origin (W3C Secure Contexts, section 3.1).
 */
export function isSecureUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
