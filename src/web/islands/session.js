/** Warns five minutes before a session ends and lets it go on (WCAG 2.2.1). What the page says about it stays right. */
const early = 5 * 60_000;
const look = 10_000;

const dialog = document.querySelector("dialog[data-ends]");
if (dialog) watch(dialog);

function watch(dialog) {
  const [warning, over, trouble] = ["warning", "over", "trouble"].map((part) => dialog.querySelector(`[data-${part}]`));
  const form = dialog.querySelector("form[action]");
  let ends = Date.parse(dialog.dataset.ends);
  let warned;

  const goOn = (until) => {
    if (until) ends = Date.parse(until);
    if (dialog.open && ends - Date.now() > early) dialog.close();
  };
  document.addEventListener("session-goes-on", (event) => goOn(event.detail));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      goOn((await answer.json()).ends);
    } catch {
      trouble.hidden = false;
    }
  });

  function check() {
    const left = ends - Date.now();
    const state = left > early ? undefined : left > 0 ? "soon" : "over";
    if (state && warned !== `${state} ${ends}`) {
      warned = `${state} ${ends}`;
      warning.hidden = state === "over";
      over.hidden = state !== "over";
      form.hidden = state === "over";
      if (!dialog.open) dialog.showModal();
    }
  }
  check();
  setInterval(check, look);
  document.addEventListener("visibilitychange", check);
}
