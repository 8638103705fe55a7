// The line to the rehearsal, "headunit/panel-session/1": it comes back by itself, and everything is drawn anew then.
export const SCHEMA = "headunit/panel-session/1";
const GONE = 4404, TAKEN = 4409;
const FIRST_MS = 250, LONGEST_MS = 5000;

export class Link {
  /** Speak at `path` for `session`; `on` has state(message), sounds(list), up(), down(), ended(reason). */
  constructor(path, session, on) {
    this.address = new URL(path, location.href);
    this.address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.session = session;
    this.on = on;
    this.wait = FIRST_MS;
    this.connect();
    // A phone that wakes up tries at once.
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); });
    addEventListener("online", () => this.hurry());
  }

  connect() {
    this.timer = 0;
    const socket = this.socket = new WebSocket(this.address);
    socket.addEventListener("open", () => {
      this.wait = FIRST_MS;
      this.send({ type: "open", schema: SCHEMA, session: this.session });
      this.on.up();
    });
    socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => {
      if (socket !== this.socket) return;
      if (event.code === GONE || event.code === TAKEN) { this.ended = true; this.on.ended(event.code === GONE ? "gone" : "taken"); return; }
      this.on.down();
      this.timer = setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(LONGEST_MS, this.wait * 2);
    });
  }

  hurry() {
    if (!this.timer || this.ended) return;
    clearTimeout(this.timer);
    this.connect();
  }

  hear(message) {
    if (message.schema !== SCHEMA) return;
    if (message.type === "state") this.on.state(message);
    else if (message.type === "sounds") this.on.sounds(message.sounds);
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
