import { isDeepStrictEqual } from "node:util";
import { compileModel, readBpmn, type ProcessModel } from "../index.ts";
import { Play } from "../process.testing.ts";
import { source, sources, type Source } from "../xml/moddle.ts";
import { make, movesOf, type Move } from "./moves.testing.ts";
import { runPeer, type PeerRun } from "./peer.testing.ts";

/** One process played in both engines at once, move by move. */
export class Walk {
  readonly ours: Play;
  readonly peer: PeerRun;
  /** What is repeated: ours tells of each instance, the peer of the whole; instances are seen by what waits. */
  private readonly repeated: ReadonlySet<string>;
  /** What waits behind event-based gateways: the peer enters all of it, see the deviations. */
  private readonly raced: ReadonlySet<string>;
  /** Events at an edge that came once: the peer does not wait for them again, see the deviations. */
  private readonly rung = new Set<string>();

  private constructor(model: ProcessModel, definitions: Source) {
    this.ours = new Play(model);
    this.peer = runPeer(definitions);
    const elements = elementsOf(definitions);
    this.repeated = ids(elements.filter((one) => one.loopCharacteristics !== undefined));
    const fromGates = elements.filter((one) => source(one.sourceRef)?.$type === "bpmn:EventBasedGateway");
    this.raced = ids(fromGates.map((flow) => source(flow.targetRef)));
  }

  static async begin(xml: string): Promise<Walk> {
    const reading = await readBpmn(xml);
    if (!reading.ok) throw new Error(JSON.stringify(reading.reasons));
    const parsed = compileModel(reading.document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.reasons));
    return new Walk(parsed.model, reading.document.definitions);
  }

  /** What both tell of tasks and sub-processes, and what waits: the same as long as they agree. */
  get told(): { ours: string; peer: string } {
    const waiting = movesOf(this.ours).map((move) => move.element);
    return { ours: this.tell(this.ours.story, waiting), peer: this.tell(this.peer.story, this.peer.pending()) };
  }

  get moves(): Move[] {
    return movesOf(this.ours).filter((move) => !this.rung.has(move.element));
  }

  make(move: Move): void {
    const { kind, element } = move;
    if (kind === "message" || kind === "signal")
      for (const other of this.moves) if (other.kind === kind && other.name === move.name) this.rung.add(other.element);
    const nth = this.moves.filter((one) => one.element === element).findIndex((one) => isDeepStrictEqual(one, move));
    make(this.ours, move);
    if (kind === "task") this.peer.complete(element, nth);
    else if (kind === "timer") this.peer.expire(element);
    else this.peer.send(move.name);
  }

  private tell(story: readonly string[], waiting: readonly string[]): string {
    const lines = story.filter((line) => {
      const [, what, id = ""] = /^(entered|left) (\w+Task\w+|subProcess\w+)$/.exec(line) ?? [];
      return what && !this.repeated.has(id) && !(what === "entered" && this.raced.has(id));
    });
    return [...lines, `waiting ${waiting.filter((id) => !this.rung.has(id)).sort().join(" ")}`].join("\n"); // prettier-ignore
  }
}

/** All elements, those in sub-processes too. */
function elementsOf(definitions: Source): Source[] {
  const inside = (one: Source): Source[] => [one, ...sources(one.flowElements).flatMap(inside)];
  return sources(definitions.rootElements).flatMap(inside);
}

const ids = (of: readonly (Source | undefined)[]): ReadonlySet<string> => new Set(of.map((one) => one?.id ?? ""));
