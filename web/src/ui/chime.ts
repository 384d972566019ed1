// SPDX-License-Identifier: Apache-2.0
// The short sound of a new message: two soft tones, made by the browser, so that there is no file to load.
// Browsers let a page be heard only after somebody has touched it.

const SECONDS = 0.18;
// Each begins, in seconds, and its pitch in hertz.
const TONES = [
  { at: 0, pitch: 659 },
  { at: 0.07, pitch: 880 },
];
const LOUDNESS = 0.12;

let audio: AudioContext | null = null;

// Call it on a touch or a key: what comes later may then be heard.
export function allowChime(): void {
  if (typeof AudioContext === 'undefined') return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume().catch(() => {});
}

export function chime(): void {
  if (audio === null || audio.state !== 'running') return;
  const now = audio.currentTime;
  for (const { at, pitch } of TONES) {
    const tone = audio.createOscillator();
    const level = audio.createGain();
    tone.frequency.value = pitch;
    level.gain.setValueAtTime(0, now + at);
    level.gain.linearRampToValueAtTime(LOUDNESS, now + at + 0.01);
    level.gain.exponentialRampToValueAtTime(0.001, now + SECONDS);
    tone.connect(level).connect(audio.destination);
    tone.start(now + at);
    tone.stop(now + SECONDS);
  }
}
