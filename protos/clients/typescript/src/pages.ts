import type { CallOptions } from "@connectrpc/connect";

/** What the request of a list has. */
export interface PageRequest {
  pageToken?: string;
}

/** What a page has. */
export interface Page {
  nextPageToken: string;
}

/**
 * Returns every element of a list, asking for the next page when it is needed. All pages show the same revision.
 *
 * ```ts
 * for await (const nation of pages(nations.listNations, { pageSize: 50 }, (page) => page.nations)) …
 * ```
 *
 * @param call The list method of a client.
 * @param request The first request. It is not changed.
 * @param items The elements of a page.
 * @param options Options of each call.
 * @throws SummitError A page could not be read; `POSITION_LOST` means: start again.
 */
export async function* pages<Request extends PageRequest, Answer extends Page, Item>(
  call: (request: Request, options?: CallOptions) => Promise<Answer>,
  request: Request,
  items: (page: Answer) => Iterable<Item>,
  options?: CallOptions,
): AsyncGenerator<Item, void, undefined> {
  let page: Answer | undefined;
  do {
    page = await call(page ? { ...request, pageToken: page.nextPageToken } : request, options);
    yield* items(page);
  } while (page.nextPageToken !== "");
}
