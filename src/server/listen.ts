import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { DeskApp } from "./create-app.ts";

/** A server that answers. */
export interface Listening {
  port: number;
  close(): Promise<void>;
}

/** Answers at an address; port 0 is any that is free. Rejects with the error of the system (`EADDRINUSE`, `EACCES`, …). */
export async function listen(app: DeskApp, hostname: string, port: number): Promise<Listening> {
  return await new Promise((resolve, reject) => {
    const server = serve(
      { fetch: (request) => app.fetch(request), hostname, port },
      ({ port: own }: AddressInfo) => {
        server.off("error", reject);
        resolve({
          port: own,
          close: async () => {
            if ("closeAllConnections" in server) server.closeAllConnections();
            await new Promise<void>((closed) => {
              server.close(() => {
                closed();
              });
            });
            await app.close();
          },
        });
      },
    );
    server.once("error", reject);
  });
}
