import * as fc from "fast-check";

/** A block-structured piece of process: one way in, one way out. */
export type Block =
  | { readonly kind: "task" }
  | { readonly kind: "sequence"; readonly parts: readonly Block[] }
  | { readonly kind: "exclusive"; readonly branches: readonly Branch[]; readonly fallback: Block }
  | { readonly kind: "parallel"; readonly branches: readonly Block[] }
  | { readonly kind: "inclusive"; readonly branches: readonly Branch[]; readonly fallback: Block }
  | { readonly kind: "sub-process"; readonly content: Block; readonly ends: "end" | "terminate" }
  | { readonly kind: "caught"; readonly content: Block; readonly handler: Block }
  | { readonly kind: "watched"; readonly handler: Block; readonly interrupting: boolean };

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
      fc.record({ kind: fc.constant("watched" as const), handler: block, interrupting: fc.boolean() }),
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
      return [];
    case "sequence":
      return block.parts;
    case "parallel":
      return block.branches;
    case "exclusive":
    case "inclusive":
      return [...block.branches.map((branch) => branch.block), block.fallback];
    case "sub-process":
      return [block.content];
    case "caught":
      return [block.content, block.handler];
    case "watched":
      return [block.handler];
  }
}
