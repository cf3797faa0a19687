import type { EngineReply, EngineRequest } from "./engine-message.ts";

/**
 * Serves one engine in a process of its own: engines are native or compiled code, and what they do to themselves (a hang,
 * a crash, all memory) must not reach the program that asked.
 */
const starts = {
  paddle: async () => (await import("./paddle-engine.ts")).startPaddle(),
  tesseract: async () => (await import("./tesseract-engine.ts")).startTesseract(),
};

function say(reply: EngineReply): void {
  process.send?.(reply);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Nobody is left to read for.
process.on("disconnect", () => process.exit(0));

try {
  const engine = await starts[process.argv[2] as keyof typeof starts]();
  process.on("message", (request: EngineRequest) => {
    engine.read(request.lines, request.kind).then(
      (readings) => {
        const { user, system } = process.cpuUsage();
        say({ readings, cpu: (user + system) / 1000, memory: process.memoryUsage.rss() });
      },
      (error: unknown) => say({ failed: messageOf(error) }),
    );
  });
  say({ ready: true });
} catch (error) {
  say({ failed: messageOf(error) });
}
