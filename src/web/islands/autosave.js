/**
 * Saves the open page of a draft while it is filled in. It never writes into a field: of two writers the later one sees
 * both texts when the page is sent. A failure is said aloud, stays visible, and is tried again.
 */
const quiet = 2_000;
const again = 10_000;
const patience = 4_000;

const form = document.querySelector("form[data-autosave]");
if (form) watch(form);

function watch(form) {
  const told = form.querySelector("[data-saved]");
  const trouble = form.querySelector("[data-trouble]");
  let timer;
  let running;
  let changed = false;
  let stopped = false;

  const later = (wait) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  };
  const note = () => {
    changed = true;
    later(quiet);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed && !stopped) save();
  });
  // What is under way arrives first: else the page would meet its own words as another writer's.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    stopped = true;
    if (!running) return;
    event.preventDefault();
    const { submitter } = event;
    await Promise.race([running, new Promise((done) => setTimeout(done, patience))]);
    running = undefined;
    form.requestSubmit(submitter);
  });

  function save() {
    if (running) return later(quiet);
    clearTimeout(timer);
    changed = false;
    running = send().finally(() => (running = undefined));
  }

  async function send() {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") words.append(name, value);
    words.append("_still", "ja");
    try {
      const answer = await fetch(form.action, { method: "POST", body: words, keepalive: true });
      if (answer.ok) succeed(await answer.json());
      else if (answer.status >= 500) fail(trouble.dataset.failed);
      else {
        stopped = true;
        say(answer.status === 409 ? trouble.dataset.conflict : trouble.dataset.ended);
      }
    } catch {
      fail(trouble.dataset.failed);
    }
  }

  function succeed({ stand, saved, ends }) {
    form.elements.namedItem("_stand").value = stand;
    // The same minute is not said twice.
    if (told.textContent !== saved) told.textContent = saved;
    trouble.hidden = true;
    trouble.textContent = "";
    document.dispatchEvent(new CustomEvent("session-goes-on", { detail: ends }));
  }

  function fail(sentence) {
    changed = true;
    say(sentence);
    later(again);
  }

  function say(sentence) {
    trouble.hidden = false;
    if (trouble.textContent !== sentence) trouble.textContent = sentence;
  }
}
