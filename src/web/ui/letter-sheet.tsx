import type { LetterBlock } from "@allmende/service-package";
import type { Letter } from "../../domains/letters/index.ts";
import { directionOf, tagOf } from "../other-language.ts";

/** The sheet of a letter: the same text as its PDF, read by the citizen and previewed by the caseworker. */
export function LetterSheet({
  letter,
  highlight = false,
  level = 1,
}: {
  letter: Pick<Letter, "paper" | "blocks" | "language">;
  highlight?: boolean;
  level?: 1 | 3;
}) {
  const { paper, blocks } = letter;
  const Heading = `h${level}` as const;
  return (
    <article class="al-letter" lang={tagOf(letter.language)} dir={directionOf(letter.language)}>
      <div class="al-letter__head">
        <p class="al-letter__author">
          <img src="/wappen.svg" alt="" width={32} height={37} />
          <strong>{paper.author}</strong>
        </p>
        <p>
          {paper.sender.map((line) => (
            <span key={line} class="al-line">
              {line}
            </span>
          ))}
        </p>
      </div>
      <p>
        {paper.recipient?.map((line) => (
          <span key={line} class="al-line">
            {line}
          </span>
        ))}
      </p>
      <p class="al-letter__facts">
        {paper.facts.map(([label, value]) => (
          <span key={label}>
            {label} {value}
          </span>
        ))}
      </p>
      <Heading class="al-letter__title">{paper.title}</Heading>
      {blocks.map((block, index) => (
        <LetterPart key={index} block={block} highlight={highlight} />
      ))}
      {paper.closing && (
        <p>
          {paper.closing.map((line) => (
            <span key={line} class="al-line">
              {line}
            </span>
          ))}
        </p>
      )}
      {paper.foot?.map((line) => (
        <p key={line} class="al-letter__foot">
          {line}
        </p>
      ))}
    </article>
  );
}

function LetterPart({ block, highlight }: { block: LetterBlock; highlight: boolean }) {
  const pieces = (list: Extract<LetterBlock, { kind: "paragraph" }>["pieces"]) =>
    list.map(({ text, strong, inserted }, index) => {
      const inner = strong ? <strong>{text}</strong> : text;
      return inserted && highlight ? <mark key={index}>{inner}</mark> : <span key={index}>{inner}</span>;
    });
  if (block.kind === "list") {
    const List = block.ordered ? "ol" : "ul";
    return (
      <List class="al-letter__list">
        {block.items.map((item, index) => (
          <li key={index}>{pieces(item)}</li>
        ))}
      </List>
    );
  }
  if (block.kind === "columns") {
    return (
      <table class="al-letter__columns">
        <thead>
          <tr>
            {block.header.map((cell, index) => (
              <th key={index} scope="col">
                {pieces(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{pieces(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  return block.kind === "heading" ? <h4>{pieces(block.pieces)}</h4> : <p>{pieces(block.pieces)}</p>;
}
