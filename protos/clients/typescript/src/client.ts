import type { DescService } from "@bufbuild/protobuf";
import { createClient, type Client, type Interceptor, type Transport } from "@connectrpc/connect";
import { SummitTransport, type SummitOptions } from "./transport.js";

/** The clients of an application: one for each service, over the same connections, revisions and repetition budget. */
export class Summit {
  /** The transport below the clients, for libraries that take one. */
  readonly transport: Transport;

  /**
   * @param options Addresses and behaviour.
   * @param open Makes the transport to one address.
   */
  constructor(options: SummitOptions, open: (baseUrl: string, interceptors: Interceptor[]) => Transport) {
    const addresses = typeof options.address === "string" ? [options.address] : options.address;
    for (const address of addresses) {
      if (!/^https?:\/\/[^/]/.test(address)) throw new TypeError(`address: "${address}" is not an address such as http://localhost:5080`);
    }
    this.transport = new SummitTransport(addresses.map((address) => open(address, options.interceptors ?? [])), options);
  }

  /** The typed client of a service, for example `summit.client(NationService)`. */
  client<Service extends DescService>(service: Service): Client<Service> {
    return createClient(service, this.transport);
  }
}
