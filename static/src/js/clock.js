// The server's clock, as a person in the UK reads it; the computer's own may be wrong.
const rendered = Number(document.body.dataset.serverNow) || 0;

export function serverNow() {
  return new Date(rendered ? rendered + performance.now() : Date.now());
}

function part(parts, type) {
  return parts.find((found) => found.type === type).value;
}

// {day, month, year, time} as they stand in a date's boxes: "4", "3", "2026", "3:40pm".
export function boxes(at = serverNow()) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London",
    day: "numeric",
    month: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const hour = Number(part(parts, "hour"));
  return {
    day: String(Number(part(parts, "day"))),
    month: String(Number(part(parts, "month"))),
    year: part(parts, "year"),
    time: `${hour % 12 || 12}:${part(parts, "minute")}${hour < 12 ? "am" : "pm"}`,
  };
}
