import type { Command } from "./command.ts";

export const commands: Record<string, Command> = {
  durability: {
    summary: "kill the server while people apply, pay and close; nothing acknowledged may be lost",
    usage: "allmende durability [--cycles 200] [--seed 1] [--crash-points]",
    async run(args, io) {
      const { durability } = await import("../../bench/durability/index.ts");
      return durability(args, io.out);
    },
  },
  bench: {
    summary: "measure against peers and the least code that does the same; writes bench/RESULTS.md",
    usage: "allmende bench [--only g2,g3,g4,g5,g6,g7,g8,tck] [--rounds 5] [--peers DIR]",
    async run(args, io) {
      const { bench } = await import("../../bench/index.ts");
      return bench(args, io.out);
    },
  },
};
