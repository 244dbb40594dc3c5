import type { FeelValue } from "./values/value.ts";
import { FeelError } from "./feel-error.ts";

/** An instant of the caller's clock: a `Date`, a `Temporal.Instant`, or anything with epoch milliseconds. */
export type Instant = Date | { readonly epochMilliseconds: number };

export interface EvaluationOptions {
  /** Steps before the evaluation is stopped. */
  readonly budget?: number;
  /** The clock of `now()` and `today()`; without it they are null. */
  readonly now?: () => Instant;
  /** The zone in which `today()` is a day. */
  readonly zone?: string;
}

/** Something that went wrong on the way and became null, as FEEL demands. */
export interface FeelWarning {
  readonly code: string;
  readonly message: string;
}

/** An answer that was looked at, and what it was. */
export interface Reading {
  readonly name: string;
  readonly value: FeelValue;
}

export const DEFAULT_BUDGET = 100_000;
const MAX_WARNINGS = 100;
const MAX_CALL_DEPTH = 200;

/** One evaluation: its budget, its clock, and what it tells about itself. Several expressions may share one. */
export class Evaluation {
  readonly warnings: FeelWarning[] = [];
  readonly zone: string;
  private readonly clock: (() => Instant) | undefined;
  private readonly readings: Map<string, FeelValue> | null;
  private remaining: number;
  private readonly budget: number;
  private callDepth = 0;

  constructor(options: EvaluationOptions = {}, explain = false) {
    this.budget = options.budget ?? DEFAULT_BUDGET;
    this.remaining = this.budget;
    this.clock = options.now;
    this.zone = options.zone ?? "Europe/Berlin";
    this.readings = explain ? new Map() : null;
  }

  /** Pays for work before it is done. */
  spend(steps: number): void {
    this.remaining -= steps;
    if (this.remaining < 0)
      throw new FeelError("budget_exceeded", `The expression takes more than ${this.budget} steps.`);
  }

  /** Functions may call themselves, but not until the stack of the machine is full. */
  call<Result>(body: () => Result): Result {
    this.spend(1);
    if (this.callDepth >= MAX_CALL_DEPTH)
      throw new FeelError("too_deep", `Functions call each other more than ${MAX_CALL_DEPTH} levels deep.`);
    this.callDepth++;
    try {
      return body();
    } finally {
      this.callDepth--;
    }
  }

  warn(code: string, message: string): null {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push({ code, message });
    return null;
  }

  read(name: string, value: FeelValue): void {
    this.readings?.set(name, value);
  }

  listReadings(): Reading[] {
    return [...(this.readings ?? [])].map(([name, value]) => ({ name, value }));
  }

  /** Milliseconds since 1970, or null without a clock. */
  now(): number | null {
    const instant = this.clock?.();
    if (!instant) return null;
    return instant instanceof Date ? instant.getTime() : instant.epochMilliseconds;
  }
}
