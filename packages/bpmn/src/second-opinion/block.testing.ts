import * as fc from "fast-check";

/** What a process waits for besides a task; "bell" is one signal that all share, every other one is the event's own. */
export const triggers = ["timer", "message", "signal", "bell"] as const;
export type Trigger = (typeof triggers)[number];

/** What waits behind an event-based gateway. */
export const racers = ["timer", "message", "signal", "receive-task"] as const;
export type Racer = (typeof racers)[number];

/** A block-structured piece of process: one way in, one way out. */
export type Block =
  | { readonly kind: "task" }
  | { readonly kind: "sequence"; readonly parts: readonly Block[] }
  | { readonly kind: "exclusive"; readonly branches: readonly Branch[]; readonly fallback: Block }
  | { readonly kind: "parallel"; readonly branches: readonly Block[] }
  | { readonly kind: "inclusive"; readonly branches: readonly Branch[]; readonly fallback: Block }
  | { readonly kind: "sub-process"; readonly content: Block; readonly ends: "end" | "terminate" }
  | { readonly kind: "caught"; readonly content: Block; readonly handler: Block }
  | Watched
  | { readonly kind: "wait"; readonly for: Racer }
  | { readonly kind: "race"; readonly branches: readonly { readonly first: Racer; readonly block: Block }[] }
  | {
      readonly kind: "repeated";
      readonly host: "task" | "sub-process";
      readonly times: number;
      readonly sequential: boolean;
    };

/** A task, or with content a sub-process, with an event at its edge. */
export interface Watched {
  readonly kind: "watched";
  readonly content: Block | undefined;
  readonly by: Trigger;
  readonly handler: Block;
  readonly interrupting: boolean;
}

interface Branch {
  readonly fits: boolean;
  readonly block: Block;
}

export const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const block = tie("block");
  const task = fc.constant<Block>({ kind: "task" });
  const branches = fc.array(fc.record({ fits: fc.boolean(), block }), { minLength: 1, maxLength: 2 });
  return {
    block: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      task,
      fc.record({ kind: fc.constant("sequence" as const), parts: fc.array(block, { minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constant("exclusive" as const), branches, fallback: block }),
      fc.record({ kind: fc.constant("parallel" as const), branches: fc.array(block, { minLength: 2, maxLength: 3 }) }),
      fc.record({ kind: fc.constant("inclusive" as const), branches, fallback: block }),
      fc.record({
        kind: fc.constant("sub-process" as const),
        content: block,
        ends: fc.constantFrom("end" as const, "terminate" as const),
      }),
      fc.record({ kind: fc.constant("caught" as const), content: block, handler: block }),
      fc.record({
        kind: fc.constant("watched" as const),
        content: fc.option(block, { nil: undefined, freq: 2 }),
        by: fc.constantFrom(...triggers),
        handler: block,
        interrupting: fc.boolean(),
      }),
      fc.record({ kind: fc.constant("wait" as const), for: fc.constantFrom(...racers) }),
      fc.record({
        kind: fc.constant("race" as const),
        branches: fc.array(fc.record({ first: fc.constantFrom(...racers), block }), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant("repeated" as const),
        host: fc.constantFrom("task" as const, "sub-process" as const),
        times: fc.integer({ min: 1, max: 3 }),
        sequential: fc.boolean(),
      }),
    ),
  };
}).block;

/** Whether the block or one inside it is such a one. */
export function holds(block: Block, such: (one: Block) => boolean): boolean {
  return such(block) || inner(block).some((one) => holds(one, such));
}

function inner(block: Block): readonly Block[] {
  switch (block.kind) {
    case "task":
    case "wait":
    case "repeated":
      return [];
    case "sequence":
      return block.parts;
    case "parallel":
      return block.branches;
    case "race":
      return block.branches.map((branch) => branch.block);
    case "exclusive":
    case "inclusive":
      return [...block.branches.map((branch) => branch.block), block.fallback];
    case "sub-process":
      return [block.content];
    case "caught":
      return [block.content, block.handler];
    case "watched":
      return block.content ? [block.content, block.handler] : [block.handler];
  }
}
