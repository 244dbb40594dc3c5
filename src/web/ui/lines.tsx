/** What somebody typed, line by line: each as its own letters are written, wherever it stands. */
export const Lines = ({ lines }: { lines: readonly string[] }) => (
  <>
    {lines.map((line, n) => (
      <span key={n} class="al-line">
        <bdi>{line}</bdi>
      </span>
    ))}
  </>
);
