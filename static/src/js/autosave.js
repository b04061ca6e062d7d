// Keeps half-typed text: <form data-autosave-url="…"> posts itself there while somebody types.
// The answer is any 2xx. Nothing here replaces Continue, which saves without scripts.
import { boxes } from "./clock.js";
import { renewed } from "./session.js";

const WAIT = 3000;
const BEACON_LIMIT = 60000;

class Draft {
  constructor(form) {
    this.form = form;
    this.changes = 0;
    this.kept = 0;
    this.sent = false;
    this.line = this.statusLine();
    form.addEventListener("input", () => this.touched());
    form.addEventListener("change", () => this.touched());
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("pagehide", () => this.keep(true));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        this.keep(true);
      }
    });
    document.addEventListener("app:leaving", () => this.keep(true));
  }

  statusLine() {
    let line = this.form.querySelector("[data-autosave-status]");
    if (!line) {
      line = document.createElement("p");
      line.className = "govuk-hint app-autosave";
      line.setAttribute("role", "status");
      this.form.append(line);
    }
    return line;
  }

  touched() {
    this.changes += 1;
    this.sent = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(false), WAIT);
  }

  submitted(event) {
    if (!event.defaultPrevented) {
      this.sent = true;
      clearTimeout(this.timer);
      this.request?.abort();
    }
  }

  async keep(leaving) {
    if (this.sent || this.changes === this.kept) {
      return;
    }
    clearTimeout(this.timer);
    const seen = this.changes;
    const body = new URLSearchParams(
      [...new FormData(this.form)].filter(([, value]) => typeof value === "string"),
    );
    this.request = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body,
        redirect: "manual",
        signal: leaving ? undefined : this.request.signal,
        keepalive: leaving && String(body).length < BEACON_LIMIT,
        headers: { "X-Requested-With": "autosave" },
      });
      this.answered(answer, seen, leaving);
    } catch (problem) {
      if (problem.name !== "AbortError") {
        this.show(this.form.dataset.autosaveFailed || "Not kept yet: no connection.", "polite");
      }
    }
  }

  answered(answer, seen, leaving) {
    if (answer.ok) {
      this.kept = Math.max(this.kept, seen);
      const words = this.form.dataset.autosaveKept || "Draft kept at {time}";
      // Said once; after that the line changes without a word, since the typing goes on.
      this.show(words.replace("{time}", boxes().time), this.shown ? "off" : "polite");
      this.shown = true;
      if (!leaving) {
        renewed();
      }
    } else {
      const words = this.form.dataset.autosaveFailed;
      this.show(words || "Not kept yet. Press Continue to save.", "polite");
    }
  }

  show(text, live) {
    this.line.setAttribute("aria-live", live);
    this.line.textContent = text;
  }
}

export function autosave() {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) {
    new Draft(form);
  }
}
