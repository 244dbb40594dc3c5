/** A document for paper and screen: the platform sets it, the rooms say what stands in it. */
export interface Paper {
  /** BCP 47. */
  language: string;
  title: string;
  /** The authority: author of the PDF and name in the letterhead. */
  author: string;
  /** The authority's coat of arms, an SVG; beside its name, so it is decoration. */
  crest?: string;
  /** Lines at the right of the letterhead: office, street, place. */
  sender: string[];
  recipient?: string[];
  /** Small facts above the text: ["Aktenzeichen", "20.4-2026-0417"]. */
  facts: [label: string, value: string][];
  blocks: PaperBlock[];
  /** Who signs: "Im Auftrag", and a name. */
  closing?: string[];
  /** Last lines, small. */
  foot?: string[];
}

export interface PaperPiece {
  text: string;
  strong?: boolean;
}

export type PaperBlock =
  | { kind: "heading"; level: 2 | 3; text: string }
  | { kind: "paragraph"; pieces: PaperPiece[] }
  | { kind: "list"; ordered?: true; items: PaperPiece[][] }
  | { kind: "columns"; header: PaperPiece[][]; rows: PaperPiece[][][] }
  | { kind: "table"; header: [string, string]; rows: [label: string, lines: string[]][] };
