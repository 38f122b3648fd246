import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Something that the tests of a run share, and that is made when one of them first asks for it. */
export interface Offer<T> {
  /** URL at which a test's worker asks, with {@link takeOffer}. */
  readonly url: string;
  /** Ends the offer; resolves with what was made, `undefined` when nobody asked or it could not be made. */
  end(): Promise<T | undefined>;
}

/** Offers what `make` makes to the workers of a run; `show` is the part of it that they get, which must be JSON. */
export async function offerOnDemand<T>(
  make: () => Promise<T>,
  show: (made: T) => unknown,
): Promise<Offer<T>> {
  let making: Promise<T> | undefined;
  const server = createServer((_request, response) => {
    making ??= make();
    making.then(
      (made) => response.end(JSON.stringify(show(made))),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end() {
      server.close();
      return Promise.resolve(making).catch(() => undefined);
    },
  };
}

/** What is offered at the URL, once it is made. Raises Error with the reason when it could not be made. */
export async function takeOffer<Shown>(url: string): Promise<Shown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`What tests share could not be made: ${await response.text()}`);
  return (await response.json()) as Shown;
}
