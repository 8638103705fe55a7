// Sounds made on the spot: a key, a beep, and a loop of music for a radio that plays. Nothing is fetched.
const RATE = 22050;

export class Sound {
  constructor() {
    this.on = false;
    this.playing = false;
  }

  /** Switch the sound; a browser allows it only after a touch, which switching is. */
  set(on) {
    this.on = on;
    if (on) {
      this.audio ??= new AudioContext();
      this.audio.resume();
    }
    this.music(this.playing);
  }

  play(name) {
    if (!this.on) return;
    const sounds = { click: () => this.tone(1500, 24, 0.05), beep: () => this.tone(1046, 160, 0.08), error: () => this.tone(196, 380, 0.09, "square") };
    sounds[name]?.();
  }

  /** The key under the finger, heard at once. */
  tap() { if (this.on) this.tone(240, 14, 0.06, "triangle"); }

  tone(hertz, ms, loud, shape = "sine") {
    const { audio } = this, now = audio.currentTime, end = now + ms / 1000;
    const wave = audio.createOscillator(), level = audio.createGain();
    wave.type = shape;
    wave.frequency.value = hertz;
    level.gain.setValueAtTime(loud, now);
    level.gain.exponentialRampToValueAtTime(0.0001, end);
    wave.connect(level).connect(audio.destination);
    wave.start(now);
    wave.stop(end);
  }

  music(playing) {
    this.playing = playing;
    const heard = playing && this.on;
    if (heard && !this.loop) {
      this.loop = this.audio.createBufferSource();
      this.loop.buffer = this.tune ??= tune(this.audio);
      this.loop.loop = true;
      this.fade = this.audio.createGain();
      this.fade.gain.setValueAtTime(0.0001, this.audio.currentTime);
      this.fade.gain.exponentialRampToValueAtTime(0.35, this.audio.currentTime + 0.6);
      this.loop.connect(this.fade).connect(this.audio.destination);
      this.loop.start();
    } else if (!heard && this.loop) {
      this.loop.stop();
      this.loop = null;
    }
  }
}

/** Eight seconds of a calm tune: four chords, a bass, a melody, and a brush on every beat. */
function tune(audio) {
  const seconds = 8, beat = 0.5;
  const buffer = audio.createBuffer(1, RATE * seconds, RATE), out = buffer.getChannelData(0);
  const hertz = (note) => 440 * 2 ** ((note - 69) / 12);
  const add = (start, length, pitch, loud, soft) => {
    const first = Math.round(start * RATE), count = Math.round(length * RATE);
    for (let i = 0; i < count; i++) {
      const t = i / RATE, swell = Math.min(1, t / 0.02) * Math.exp((-t * soft) / length);
      const turn = 2 * Math.PI * hertz(pitch) * t;
      out[(first + i) % out.length] += loud * swell * (Math.sin(turn) + 0.3 * Math.sin(2 * turn) + 0.12 * Math.sin(3 * turn));
    }
  };
  const chords = [[60, 64, 67, 71], [57, 60, 64, 67], [53, 57, 60, 64], [55, 59, 62, 65]];
  const melody = [76, 0, 79, 76, 72, 0, 74, 76, 77, 76, 72, 0, 74, 0, 71, 0];
  chords.forEach((chord, at) => {
    for (const note of chord) add(at * 2, 2, note, 0.05, 1.6);
    for (const on of [0, 0.75, 1.5]) add(at * 2 + on, 0.5, chord[0] - 24, 0.16, 4);
  });
  melody.forEach((note, at) => { if (note) add(at * beat, 0.7, note, 0.07, 3.5); });
  let noise = 1;
  for (let at = 0; at < seconds / beat; at++) {
    const first = Math.round(at * beat * RATE);
    for (let i = 0; i < 900; i++) {
      noise = (noise * 16807) % 2147483647;
      out[(first + i) % out.length] += (noise / 1073741823.5 - 1) * 0.03 * Math.exp(-i / 220);
    }
  }
  return buffer;
}
