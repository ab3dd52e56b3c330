/** Short beeps, so that a clerk need not look up after each scan. */
import { afterPaint } from './dom.js';

const TONES = {
  good: [[1760, 0.05]],
  bad: [[330, 0.12], [220, 0.2]],
  warning: [[1760, 0.05], [440, 0.12], [440, 0.2]],
  paid: [[1320, 0.06], [1760, 0.1]],
};
const SILENT = 'lumbung-silent';
let context = null;

export function isSilent() {
  return localStorage.getItem(SILENT) === 'yes';
}

export function setSilent(silent) {
  localStorage.setItem(SILENT, silent ? 'yes' : 'no');
}

/** @param {'good'|'bad'|'warning'|'paid'} kind heard after the line is seen */
export function beep(kind) {
  if (isSilent() || !navigator.userActivation?.hasBeenActive) return;
  afterPaint(() => play(kind));
}

/** The first sound takes a while to get ready: before the first scan, not after it. */
export function warmUpSound() {
  if (!isSilent() && navigator.userActivation?.hasBeenActive) context ??= new AudioContext();
}

function play(kind) {
  warmUpSound();
  let at = context.currentTime;
  for (const [pitch, seconds] of TONES[kind]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.value = 0.15;
    volume.gain.setTargetAtTime(0, at + seconds * 0.7, seconds * 0.1);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + seconds);
    at += seconds;
  }
}
